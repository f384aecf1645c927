/** The products: sizes, terms, and how strongly their defaults follow the economy. */
import type { LoanType } from '@pratibimba/contract'

export interface Product {
  readonly type: LoanType
  readonly principal: readonly [number, number]
  /** Median of what is asked for at the median income; lognormal with `PRINCIPAL_SIGMA`, growing with √income. */
  readonly typicalPrincipal: number
  /** Shortest and longest term, and the step between offered terms; null: revolving, no term. */
  readonly term: { readonly shortest: number; readonly longest: number; readonly step: number } | null
  /** Oldest loan in the book, months; a revolving amount at 35% a year is repaid after 47. */
  readonly oldestMonths: number
  /** Asset correlation ρ of the one-factor model. */
  readonly assetCorrelation: number
  /** Share in the base mix. */
  readonly baseShare: number
}

export const PRINCIPAL_SIGMA = 0.6

/** A revolving account repays its interest and this share of the drawn amount every month. */
export const REVOLVING_REPAYMENT_SHARE = 0.01

/**
 * Basel retail formula for other retail exposures, at a PD of 3%: .03·(1 − e^(−35 PD))/(1 − e^−35) + .16·(rest).
 *
 * @see docs/methods/common-factor.md
 */
const OTHER_RETAIL = 0.0755

/** In the order of the contract's loan types; the index is the product's number everywhere. */
export const products: readonly Product[] = [
  {
    type: 'PERSONAL',
    principal: [1_000, 50_000],
    typicalPrincipal: 11_000,
    term: { shortest: 12, longest: 60, step: 12 },
    oldestMonths: 59,
    assetCorrelation: OTHER_RETAIL,
    baseShare: 0.3,
  },
  {
    type: 'AUTO',
    principal: [5_000, 75_000],
    typicalPrincipal: 22_000,
    term: { shortest: 24, longest: 84, step: 12 },
    oldestMonths: 83,
    assetCorrelation: OTHER_RETAIL,
    baseShare: 0.22,
  },
  {
    type: 'MORTGAGE',
    principal: [50_000, 1_000_000],
    typicalPrincipal: 210_000,
    term: { shortest: 180, longest: 360, step: 60 },
    oldestMonths: 120,
    assetCorrelation: 0.15,
    baseShare: 0.15,
  },
  {
    type: 'CREDIT_CARD',
    principal: [500, 25_000],
    typicalPrincipal: 4_500,
    term: null,
    oldestMonths: 40,
    assetCorrelation: 0.04,
    baseShare: 0.2,
  },
  {
    type: 'SMALL_BUSINESS',
    principal: [10_000, 500_000],
    typicalPrincipal: 45_000,
    term: { shortest: 12, longest: 120, step: 12 },
    oldestMonths: 119,
    assetCorrelation: OTHER_RETAIL,
    baseShare: 0.05,
  },
  {
    type: 'STUDENT',
    principal: [5_000, 150_000],
    typicalPrincipal: 26_000,
    term: { shortest: 60, longest: 240, step: 12 },
    oldestMonths: 120,
    assetCorrelation: OTHER_RETAIL,
    baseShare: 0.08,
  },
]
