/** A generated portfolio as what a lender learns from: what was known when they applied, and who defaulted. */
import {
  binaryLabel,
  type Feature,
  featuresOfFrame,
  type LabelledMatrix,
  matrixOfFrame,
} from '@pratibimba/learning/data'
import type { Frame } from '@pratibimba/numerics/frame'
import { CreditPortfolioGenerator } from '@pratibimba/risk/portfolios'

export interface Applications {
  readonly frame: Frame
  readonly features: readonly Feature[]
  readonly data: LabelledMatrix
}

/**
 * Left out: the key and the outcome; the grade, a judgement made of the same columns; `delinquencies_2y`, for whoever
 * defaults has missed payments on the way, so that it knows the outcome; and `state`, drawn apart from risk: so many
 * labels, sorted by their default rate, look telling even where they are not.
 */
const leftOut = new Set(['borrower_id', 'default', 'risk_grade', 'delinquencies_2y', 'state'])

/** @param defaultRate share of applicants who go into default */
export function generateApplications(applicants: number, defaultRate: number, seed: number): Applications {
  const { borrowers: frame } = new CreditPortfolioGenerator().generatePortfolio({
    numBorrowers: applicants,
    targetDefaultRate: defaultRate,
    seed,
  })
  const { features } = featuresOfFrame(frame, leftOut)
  const { matrix } = matrixOfFrame(frame, features)
  return { frame, features, data: { ...matrix, label: binaryLabel(frame, 'default').values } }
}
