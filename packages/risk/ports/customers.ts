/** Customers and their accounts, as the database knows them. Money in minor units. */
import type { AccountKind, InterventionType, PriorityTier } from '@pratibimba/contract'
import type { CustomerWindow } from './transactions.ts'

/** A day, YYYY-MM-DD. */
export type CalendarDate = string

export interface AccountRecord {
  readonly accountId: string
  readonly customerId: string
  readonly kind: AccountKind
  /** ISO 4217. */
  readonly currency: string
  readonly openedOn?: CalendarDate
  /** Of a card. */
  readonly creditLimitMinor?: number
  /** Of a loan: what is still owed. */
  readonly outstandingMinor?: number
}

export type CustomerOrigin = 'simulated' | 'imported'

export interface CustomerRecord {
  readonly customerId: string
  readonly age?: number
  readonly employmentType?: string
  readonly homeOwnership?: string
  readonly region?: string
  readonly householdSize?: number
  readonly declaredIncomeMinor?: number
  readonly openedOn?: CalendarDate
  /** Simulated customers can be replaced by others; default `imported`. */
  readonly origin?: CustomerOrigin
  /** Bands as whoever writes the record cuts them; segments and filters go by them. */
  readonly ageBand?: string
  readonly incomeBracket?: string
}

/** What a portfolio can be cut by; several values of one field are alternatives. */
export interface SegmentFilter {
  readonly region?: readonly string[]
  readonly employmentType?: readonly string[]
  readonly homeOwnership?: readonly string[]
  readonly ageBand?: readonly string[]
  readonly incomeBracket?: readonly string[]
}

export interface CustomerFilter extends SegmentFilter {
  /** Beginning of the id. */
  readonly idPrefix?: string
  readonly limit: number
  readonly offset: number
}

/** A customer with accounts, window and the score that is in force. */
export interface CustomerForScoring {
  readonly customer: CustomerRecord
  readonly accounts: readonly AccountRecord[]
  readonly window?: CustomerWindow
  readonly latest?: LatestScore
}

export interface LatestScore {
  readonly asOfDate: CalendarDate
  readonly modelVersion: string
  readonly score: number
  readonly exposureMinor: number
  readonly expectedLossMinor: number
  readonly tier?: PriorityTier
  readonly recommendedAction?: InterventionType
}

export interface CustomerStore {
  /**
   * Inserts or replaces, each customer whole: a field that is absent is cleared.
   *
   * @throws RecordConflict when an account belongs to another customer already
   */
  upsert(
    customers: readonly CustomerRecord[],
    accounts?: readonly AccountRecord[],
  ): Promise<{ inserted: number; replaced: number }>
  get(customerId: string): Promise<CustomerRecord | undefined>
  getMany(customerIds: readonly string[]): Promise<CustomerRecord[]>
  accountsOf(customerIds: readonly string[]): Promise<AccountRecord[]>
  /** What scores are computed from, in one read; customers that are not known are absent. */
  forScoring(customerIds: readonly string[]): Promise<CustomerForScoring[]>
  /** By id, ascending. */
  list(filter: CustomerFilter): Promise<{ customers: CustomerRecord[]; total: number }>
  count(): Promise<number>
  /** Ids in ascending order from after one, for work that goes through all of them. */
  idsAfter(customerId: string | undefined, limit: number): Promise<string[]>
  /** Removes the customers of an origin with all that is known of them; what was done stays in the action and audit logs. */
  removeAll(origin: CustomerOrigin): Promise<number>
}
