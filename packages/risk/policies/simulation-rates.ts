/** Counts and sums of decided applications. */
import type { PolicyInput, PolicyResult } from './policy.ts'

export interface PolicyRates {
  readonly applications: number
  readonly approved: number
  readonly review: number
  readonly rejected: number
  /** Σ pd · lgd · amount of what is approved, major units. */
  readonly expectedLoss: number
  /** Σ min(loan amount, limit) of what is approved, major units. */
  readonly amountApproved: number
  /** Of what is approved, each application alike; null where nothing is. */
  readonly meanPd: number | null
}

export class RatesTally {
  applications = 0
  approved = 0
  private review = 0
  private expectedLoss = 0
  private amount = 0
  private pd = 0
  private readonly lgd: number

  constructor(lgd: number) {
    this.lgd = lgd
  }

  add(input: PolicyInput, { decision, limit }: PolicyResult): void {
    this.applications += 1
    if (decision === 'MANUAL_REVIEW') this.review += 1
    if (decision !== 'APPROVED') return
    const amount = Math.min(input.application.loan_amount, limit ?? Number.POSITIVE_INFINITY)
    this.approved += 1
    this.amount += amount
    this.pd += input.pd
    this.expectedLoss += input.pd * this.lgd * amount
  }

  rates(): PolicyRates {
    const share = (count: number) => (this.applications === 0 ? 0 : count / this.applications)
    return {
      applications: this.applications,
      approved: share(this.approved),
      review: share(this.review),
      rejected: share(this.applications - this.approved - this.review),
      expectedLoss: this.expectedLoss,
      amountApproved: this.amount,
      meanPd: this.approved === 0 ? null : this.pd / this.approved,
    }
  }
}
