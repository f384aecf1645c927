/** Draws what a borrower is: score, income, employment, DTI, place and credit past. */
import { employmentTypes } from '@pratibimba/contract'
import { aliasTable, normalCdf, normalQuantile } from '@pratibimba/numerics/distributions'
import { openStream } from '@pratibimba/numerics/random'
import { type BorrowerColumns, stateCodes } from './borrower-columns.ts'
import { mapLatent } from './grade-law.ts'
import { GRADES, gradeBands } from './grades.ts'
import type { PortfolioPlan } from './plan.ts'
import type { RiskDraw } from './risk-draw.ts'
import { toCents } from './schedule.ts'
import { residentsByState } from './us-states.ts'

/** Annual income is lognormal: median and σ of its logarithm, and a floor near the level of benefits. */
export const MEDIAN_INCOME = 54_000
const INCOME_SIGMA = 0.55
const LEAST_INCOME = 12_000
/** Share without employment: an atom of 0 months at the lower end of the employment latent. */
const UNEMPLOYED_SHARE = 0.05
const MEDIAN_EMPLOYMENT_MONTHS = 60
const EMPLOYMENT_SIGMA = 0.9
const LONGEST_EMPLOYMENT_MONTHS = 480
const [YOUNGEST, OLDEST, FIRST_WORKING_AGE] = [22, 65, 18]
/** Part-time work is likelier where the income latent is low. */
const PART_TIME_SHARE = { lowIncome: 0.22, otherwise: 0.07 }
const LOW_INCOME_LATENT = -0.7
const SELF_EMPLOYED_SHARE = 0.12
/** Expected counts in a credit past: base + slope·PD. */
const BANKRUPTCIES = { base: 0.01, slope: 0.6, most: 3 }
const DELINQUENCIES_2Y = { base: 0.08, slope: 4, most: 12 }
const INQUIRIES_6M = { base: 0.5, slope: 4, most: 15 }

const FULL_TIME = employmentTypes.indexOf('FULL_TIME')
const PART_TIME = employmentTypes.indexOf('PART_TIME')
const SELF_EMPLOYED = employmentTypes.indexOf('SELF_EMPLOYED')
const UNEMPLOYED = employmentTypes.indexOf('UNEMPLOYED')

/** 32-bit words to uniforms in (0, 1), for draws that need no more. */
export const WORD = 2 ** -32

/** Fills one row of the columns from the draw of its risk, which must be the last one made. */
export type BorrowerDraw = (columns: BorrowerColumns, row: number, index: number, isDefault: boolean) => void

export function openBorrowerDraw(plan: PortfolioPlan, risk: RiskDraw): BorrowerDraw {
  const { lower, cuts, dti, incomeMap, employmentMap } = plan
  const { seed, dtiRange, demographic } = plan.config
  const stream = openStream(seed, 'portfolio-borrowers')
  const { latents } = risk
  const [l30, l31, l32, l33] = lower.subarray(15, 19)
  const [l40, l41, l42, l43, l44] = lower.subarray(20, 25)
  const scoreShift = demographic?.scoreShift ?? 0
  const incomeFactor = demographic?.incomeFactor ?? 1
  const bottoms = Float64Array.from({ length: GRADES }, (_, g) => (g === GRADES - 1 ? 0 : normalCdf(cuts[g])))
  const tops = Float64Array.from({ length: GRADES }, (_, g) => (g === 0 ? 1 : normalCdf(cuts[g - 1])))
  const unemployedBelow = normalQuantile(UNEMPLOYED_SHARE)
  const [lowestDti, highestDti] = dtiRange ?? [0.001, 0.999]
  const states = aliasTable(Float64Array.from(stateCodes, (code) => residentsByState[code]))
  const logMedianIncome = Math.log(MEDIAN_INCOME)
  const logMedianEmployment = Math.log(MEDIAN_EMPLOYMENT_MONTHS)

  return (columns, row, index, isDefault) => {
    stream.at(index)
    const { noise0, noise1, noise2 } = risk
    const noise3 = normalQuantile(latents.uniform())
    const noise4 = normalQuantile(latents.uniform())
    const income = mapLatent(incomeMap, l30 * noise0 + l31 * noise1 + l32 * noise2 + l33 * noise3)
    const employment = mapLatent(
      employmentMap,
      l40 * noise0 + l41 * noise1 + l42 * noise2 + l43 * noise3 + l44 * noise4,
    )

    const score = risk.scoreLatent + scoreShift
    let grade = GRADES - 1
    while (grade > 0 && score >= cuts[grade - 1]) grade--
    columns.riskGrade[row] = grade
    columns.creditScore[row] = scoreInBand(grade, normalCdf(score), bottoms[grade], tops[grade])

    const ratio = Math.round(1e4 / (1 + Math.exp(-dti.intercept - dti.slope * risk.dtiLatent))) / 1e4
    columns.debtToIncome[row] = Math.min(highestDti, Math.max(lowestDti, ratio, 0.001))
    const earned = Math.exp(logMedianIncome + INCOME_SIGMA * income)
    columns.incomeAnnual[row] = toCents(Math.max(LEAST_INCOME, earned) * incomeFactor)

    const kind = stream.uint32() * WORD
    let months = 0
    if (employment < unemployedBelow) columns.employmentType[row] = UNEMPLOYED
    else {
      const partTime = income < LOW_INCOME_LATENT ? PART_TIME_SHARE.lowIncome : PART_TIME_SHARE.otherwise
      columns.employmentType[row] =
        kind < partTime ? PART_TIME : kind < partTime + SELF_EMPLOYED_SHARE ? SELF_EMPLOYED : FULL_TIME
      months = 1 + Math.floor(Math.exp(logMedianEmployment + EMPLOYMENT_SIGMA * employment))
      if (months > LONGEST_EMPLOYMENT_MONTHS) months = LONGEST_EMPLOYMENT_MONTHS
    }
    columns.employmentLengthMonths[row] = months
    const youngest = Math.max(YOUNGEST, FIRST_WORKING_AGE + Math.ceil(months / 12))
    const u = stream.uint32() * WORD
    columns.age[row] = youngest + Math.floor((OLDEST + 1 - youngest) * u * (0.6 + 0.4 * u))
    columns.state[row] = states.draw(stream.uint32() * WORD)

    const pd = normalCdf(risk.pdProbit)
    columns.pd12m[row] = pd
    columns.bankruptcies[row] = countOf(stream.uint32() * WORD, BANKRUPTCIES, pd)
    // What went before the present trouble: the default itself does not show here, or it would give itself away.
    columns.delinquencies2y[row] = countOf(stream.uint32() * WORD, DELINQUENCIES_2Y, pd)
    columns.inquiries6m[row] = countOf(stream.uint32() * WORD, INQUIRIES_6M, pd)
    columns.isDefault[row] = isDefault ? 1 : 0
    columns.serial[row] = index + 1
  }
}

/** The score at a rank of the whole population, increasing in it, inside the grade's band. */
function scoreInBand(grade: number, rank: number, bottom: number, top: number): number {
  const { score, scoreShare } = gradeBands[grade]
  const share = scoreShare(top > bottom ? (rank - bottom) / (top - bottom) : 0.5)
  const value = score[0] + Math.floor((score[1] - score[0] + 1) * share)
  return Math.min(score[1], Math.max(score[0], value))
}

/** Poisson count with mean base + slope·PD, by inversion, cut at `most`. */
function countOf(u: number, { base, slope, most }: typeof INQUIRIES_6M, pd: number): number {
  const mean = base + slope * pd
  let probability = Math.exp(-mean)
  let cumulative = probability
  let count = 0
  while (u > cumulative && count < most) {
    count++
    probability *= mean / count
    cumulative += probability
  }
  return count
}
