/** An application for credit, as the domain knows it. Money in the lender's currency, major units. */

export interface Account {
  readonly type?: string
  /** `active`, `closed`, `default`; others count as accounts. */
  readonly status?: string
}

export interface CreditHistory {
  /** The bureau's own score; the higher the better. */
  readonly score?: number
  readonly accounts?: readonly Account[]
  /** Days since 1970-01-01 on which others asked the bureau. */
  readonly inquiryDays?: readonly number[]
}

export interface Application {
  readonly customerId: string
  readonly annualIncome: number
  readonly employmentYears: number
  readonly existingDebt: number
  readonly loanAmount: number
  readonly loanPurpose: string
  readonly loanTermMonths?: number
  /** Days since 1970-01-01. */
  readonly birthDay?: number
  readonly history: CreditHistory
}
