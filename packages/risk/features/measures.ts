/** What is kept of a customer's day: whole numbers, so that every engine adds up to the same. */
import type { AccountKind, PaymentKind, TransactionCategory, TransactionChannel } from '@pratibimba/contract'

/** Ids of the catalogue's measures; a conformance test finds the ones that no measure has. */
export type MeasureId = string
/**
 * Balances that are carried from day to day, by kind of account. A day closes with the balance after the last posted
 * transaction on an account of the kind: by timestamp, then by transaction id.
 */
export const levels = ['current', 'savings', 'credit_card'] as const satisfies readonly AccountKind[]
export type LevelId = (typeof levels)[number]
/** What is known of a customer whatever the date: limits added up over accounts, missing where none has one; how many accounts. */
export const attributes = ['credit_limit_minor', 'declared_income_minor', 'accounts'] as const
export type AttributeId = (typeof attributes)[number]

/** Which transactions count. Absent conditions hold for all. Failed attempts count only where asked for. */
export interface TransactionFilter {
  readonly categories?: readonly TransactionCategory[]
  readonly channels?: readonly TransactionChannel[]
  readonly accounts?: readonly AccountKind[]
  /** By the sign of the amount; 0 goes neither way. */
  readonly direction?: 'in' | 'out'
  /** Default `posted`. */
  readonly status?: 'posted' | 'failed'
  /** Hours of the day in UTC, from inclusive, to exclusive; past midnight where `from` is after `to`. */
  readonly hours?: readonly [number, number]
}

/** A sum over the events of a day. Amounts are absolute, in minor units. */
export type Measure = {
  readonly id: MeasureId
  readonly title: string
} & (
  | {
      readonly event: 'transaction'
      readonly where: TransactionFilter
      readonly value: 'amount' | 'count'
    }
  /** Falls on the due date of a payment. */
  | {
      readonly event: 'payment_due'
      readonly kinds?: readonly PaymentKind[]
      readonly value: 'amount_due' | 'count'
    }
  /** Falls on the day a payment was settled; days late are paid date − due date, at least 0. */
  | {
      readonly event: 'payment_settled'
      readonly kinds?: readonly PaymentKind[]
      readonly value: 'amount_paid' | 'amount_due' | 'count' | 'days_late'
    }
)
