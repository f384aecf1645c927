/** Kinds of everyday spending. */
import * as codes from './codes.ts'
import type { ParameterName } from './parameters.ts'

export interface PurchaseKind {
  readonly name:
    | 'groceries'
    | 'transport'
    | 'health'
    | 'education'
    | 'restaurants'
    | 'shopping'
    | 'entertainment'
    | 'travel'
    | 'cash'
    | 'transfer'
    | 'other'
  readonly category: number
  /** Cut last when money is short. */
  readonly essential: boolean
  /** Purchases on a Saturday or Sunday against the mean of the week, at most 3.5. */
  readonly weekend: number
}

export const purchaseKinds: readonly PurchaseKind[] = [
  { name: 'groceries', category: codes.GROCERIES, essential: true, weekend: 1.2 },
  { name: 'transport', category: codes.TRANSPORT, essential: true, weekend: 0.7 },
  { name: 'health', category: codes.HEALTH, essential: true, weekend: 0.4 },
  { name: 'education', category: codes.EDUCATION, essential: true, weekend: 0.3 },
  { name: 'restaurants', category: codes.RESTAURANTS, essential: false, weekend: 1.5 },
  { name: 'shopping', category: codes.SHOPPING, essential: false, weekend: 1.5 },
  { name: 'entertainment', category: codes.ENTERTAINMENT, essential: false, weekend: 1.6 },
  { name: 'travel', category: codes.TRAVEL, essential: false, weekend: 0.9 },
  { name: 'cash', category: codes.CASH_WITHDRAWAL, essential: true, weekend: 0.9 },
  { name: 'transfer', category: codes.TRANSFER, essential: false, weekend: 1.1 },
  { name: 'other', category: codes.OTHER, essential: false, weekend: 0.8 },
]
export const HEALTH_KIND = 2
export const EDUCATION_KIND = 3
export const SHOPPING_KIND = 5
export const ENTERTAINMENT_KIND = 6
export const TRAVEL_KIND = 7
export const CASH_KIND = 8
export const TRANSFER_KIND = 9

export const shareOf = (kind: PurchaseKind): ParameterName => `${kind.name}.share`
export const monthlyOf = (kind: PurchaseKind): ParameterName => `${kind.name}.a_month`
export const sigmaOf = (kind: PurchaseKind): ParameterName => `${kind.name}.sigma`
