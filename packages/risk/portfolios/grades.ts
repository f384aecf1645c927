/** The five grades: score bands, and the ranges that hold each grade's PD, DTI and interest rate. */
import type { RiskGrade } from '@pratibimba/contract'

export interface GradeBand {
  readonly grade: RiskGrade
  /** Credit scores of the grade, both ends included. Hard. */
  readonly score: readonly [number, number]
  /**
   * Share of the way through the band at a share of the grade's ranks, increasing. At the default mix the scores then pass from
   * band to band without a spike, and thin out towards the far ends.
   */
  scoreShare(rankShare: number): number
  /** Range of the grade's mean PD over twelve months; single borrowers may leave it. */
  readonly pd: readonly [number, number]
  /** Range of the grade's mean DTI; single borrowers may leave it. */
  readonly dti: readonly [number, number]
  /** Annual interest rate of its loans, decimal. Hard. */
  readonly rateAnnual: readonly [number, number]
  /** Share in the base mix, before any tilt. */
  readonly baseShare: number
}

/** Best first; the index is the grade's ordinal everywhere. */
export const gradeBands: readonly GradeBand[] = [
  {
    grade: 'A',
    score: [750, 850],
    scoreShare: (u) => u * (0.75 + 0.25 * u),
    pd: [0.005, 0.01],
    dti: [0.1, 0.25],
    rateAnnual: [0.05, 0.08],
    baseShare: 0.42,
  },
  {
    grade: 'B',
    score: [700, 749],
    scoreShare: (u) => u * (1.15 - 0.15 * u),
    pd: [0.015, 0.03],
    dti: [0.2, 0.35],
    rateAnnual: [0.08, 0.12],
    baseShare: 0.33,
  },
  {
    grade: 'C',
    score: [650, 699],
    scoreShare: (u) => u * (1.35 - 0.35 * u),
    pd: [0.04, 0.08],
    dti: [0.3, 0.45],
    rateAnnual: [0.12, 0.18],
    baseShare: 0.17,
  },
  {
    grade: 'D',
    score: [580, 649],
    scoreShare: (u) => u * (1.6 - 0.6 * u),
    pd: [0.12, 0.2],
    dti: [0.4, 0.55],
    rateAnnual: [0.18, 0.25],
    baseShare: 0.06,
  },
  {
    grade: 'E',
    score: [300, 579],
    scoreShare: (u) => u ** 0.4,
    pd: [0.25, 0.4],
    dti: [0.5, 0.7],
    rateAnnual: [0.25, 0.35],
    baseShare: 0.02,
  },
]

export const GRADES = gradeBands.length

/** Middle of a range. */
export function centreOf([low, high]: readonly [number, number]): number {
  return (low + high) / 2
}
