/** What is decided before the first borrower is drawn: mix, PDs, cuts, copula, common factor. Plain data that crosses threads. */
import { loanTypes, riskGrades } from '@pratibimba/contract'
import { normalQuantile } from '@pratibimba/numerics/distributions'
import { openStream } from '@pratibimba/numerics/random'
import {
  type ConditionedChain,
  chainEnds,
  conditionChain,
  defaultTransitionMatrix,
  tiltTransitions,
} from '../cascades/index.ts'
import { type CalibratedMix, calibrateMix, centralPds } from './calibration.ts'
import { drawTiltedFactor } from './common-factor.ts'
import { DEFAULT_TARGET_RATE, type PortfolioGenerationConfig } from './config.ts'
import { borrowerDependence, type Dependence, type Latent, latents } from './dependence.ts'
import { type DtiMarginal, dtiLatent, fitDti, type TruncatedDraw, truncatedDraw } from './dti.ts'
import { gradeLawMap, type LatentMap } from './grade-law.ts'
import { GRADES, gradeBands } from './grades.ts'
import {
  cutsOf,
  type GradePoints,
  gradePoints,
  meanProbability,
  mixOf,
  offsetFor,
  type Population,
  populationOf,
} from './population.ts'
import { products } from './products.ts'
import { InvalidSettings } from './settings-errors.ts'

/**
 * Spread of probit(PD) within a grade, per unit of the PD latent. Chosen so that the ranks of the true PD keep the
 * copula's correlations at the default mix, although the PD also steps with the grade.
 */
export const PD_SLOPE = 0.57
/** Below this share a grade is nobody. */
const NOBODY = 1e-9
/** A default falls on one of the last so many due dates: the period that the PD is about. */
export const DEFAULT_MONTHS = 12
/** Odds of getting worse in a month, against the default transition matrix, best grade first. */
const CASCADE_TILT = [0.35, 0.6, 1, 1.5, 2.2]

/** The common factor of a portfolio and what it makes of each product. */
interface CommonFactor {
  /** F ~ N(0, 1); negative is a bad year. */
  readonly value: number
  /** Conditional PD of product k: Φ(gain[k]·probit(PD) + bias[k]). Shape [6]. */
  readonly gain: Float64Array
  readonly bias: Float64Array
}

export interface PortfolioPlan {
  readonly config: PortfolioGenerationConfig
  /** Cholesky factor of the copula, row-major, shape [5·5]. */
  readonly lower: Float64Array
  readonly dti: DtiMarginal
  readonly dtiDraw: TruncatedDraw
  /** Lower ends of the grades' score latents, descending, shape [4]. */
  readonly cuts: Float64Array
  /** Shares of the grades, shape [5]. */
  readonly mix: Float64Array
  /** Mean PD of each grade, shape [5]. */
  readonly meanPd: Float64Array
  readonly tilt: number
  /** probit(PD) = offset[grade] + PD_SLOPE·Z. Shape [5]. */
  readonly pdOffset: Float64Array
  /** From the latents of income and employment to those of the grades' own laws; the identity at the default mix. */
  readonly incomeMap: LatentMap
  readonly employmentMap: LatentMap
  /** Shares of the products, shape [6]. */
  readonly productMix: Float64Array
  readonly factor: CommonFactor
  readonly expectedRate: number
  /** How many borrowers default; undefined where the rate is drawn. */
  readonly defaults?: number
  /** Payment chains by grade·3 + end, in the order of `chainEnds`; empty without a history. */
  readonly chains: readonly ConditionedChain[]
}

/**
 * Plans a portfolio.
 *
 * @param config as `portfolioConfig` answers it
 * @throws UnreachableTarget when neither mix nor PDs can be moved to the target
 * @throws InvalidSettings when practically no borrower has a DTI inside the range
 * @see docs/methods/portfolio-generation.md
 * @see docs/methods/default-calibration.md
 */
export function planPortfolio(config: PortfolioGenerationConfig): PortfolioPlan {
  const pinned = config.riskGradeDistribution
  const base = pinned === undefined ? baseShares() : Float64Array.from(riskGrades, (grade) => pinned[grade])
  const target = config.targetDefaultRate
  const isPinned = pinned !== undefined
  const copula = borrowerDependence(false)
  const everybody = populationOf(copula, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)

  const range = config.dtiRange
  const reference =
    range === undefined
      ? calibrateMix(base, centralPds(), target, config.defaultRateTolerance, isPinned)
      : calibrateMix(base, centralPds(), undefined, 0, isPinned)
  const referenceCuts = cutsOf(everybody, reference.mix)
  const dti = fitDti(everybody, referenceCuts, reference.mix)

  const dependence = config.useCopulas ? copula : borrowerDependence(true)
  const from = range === undefined ? Number.NEGATIVE_INFINITY : dtiLatent(dti, range[0])
  const to = range === undefined ? Number.POSITIVE_INFINITY : dtiLatent(dti, range[1])
  const dtiDraw = truncatedDraw(from, to)
  requireSomebody(config, dtiDraw)
  const population = populationOf(dependence, from, to)
  const calibrated =
    range === undefined ? reference : insideRange(config, reference, dependence, population, isPinned)

  const cuts = cutsOf(population, calibrated.mix)
  const points = gradeBands.map((_, g) => gradePoints(population, cuts, g))
  const pdOffset = offsetsOf(population, points, calibrated)
  const productMix = Float64Array.from(loanTypes, (type, k) =>
    config.loanTypeDistribution === undefined ? products[k].baseShare : config.loanTypeDistribution[type],
  )
  // A DTI range already makes its borrowers what they are; else a grade's are those of the default population.
  const usual = calibrateMix(baseShares(), centralPds(), DEFAULT_TARGET_RATE, 0, false).mix
  const usualCuts = cutsOf(everybody, usual)
  const score = latents.indexOf('creditScore')
  const lawMap = (latent: Latent): LatentMap => {
    const row = latents.indexOf(latent) * latents.length
    return gradeLawMap(
      range === undefined ? calibrated.mix : usual,
      usual,
      usualCuts,
      dependence.correlation[row + score],
    )
  }
  return {
    config,
    lower: dependence.lower,
    dti,
    dtiDraw,
    cuts,
    mix: calibrated.mix,
    meanPd: calibrated.meanPd,
    tilt: calibrated.tilt,
    pdOffset,
    incomeMap: lawMap('incomeAnnual'),
    employmentMap: lawMap('employmentLengthMonths'),
    productMix,
    factor: commonFactor(config, population, points, calibrated, pdOffset, productMix),
    expectedRate: calibrated.expectedRate,
    ...(config.rate === 'calibrated' && {
      defaults: Math.round(config.numBorrowers * calibrated.expectedRate),
    }),
    chains: config.includePaymentHistory ? paymentChains(config.historyMonths) : [],
  }
}

function baseShares(): Float64Array {
  return Float64Array.from(gradeBands, ({ baseShare }) => baseShare)
}

/**
 * The mix and PDs of the borrowers whose DTI lies in a range: a free mix becomes what it is among them, a pinned one
 * stays, and the grades' PDs become what they are among them, as far as their ranges allow; then the target, if any.
 */
function insideRange(
  config: PortfolioGenerationConfig,
  reference: CalibratedMix,
  dependence: Dependence,
  population: Population,
  isPinned: boolean,
): CalibratedMix {
  const everybody = populationOf(dependence, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  const referenceCuts = cutsOf(everybody, reference.mix)
  const offsets = offsetsOf(
    everybody,
    gradeBands.map((_, g) => gradePoints(everybody, referenceCuts, g)),
    reference,
  )
  const mix = isPinned ? reference.mix : mixOf(population, referenceCuts)
  const cuts = isPinned ? cutsOf(population, mix) : referenceCuts
  const meanPd = reference.meanPd.map((pd, g) => {
    if (mix[g] < NOBODY) return pd
    const mean = meanProbability(
      gradePoints(population, cuts, g),
      population.pdVariance,
      PD_SLOPE,
      offsets[g],
    )
    return Math.min(gradeBands[g].pd[1], Math.max(gradeBands[g].pd[0], mean))
  })
  return calibrateMix(mix, meanPd, config.targetDefaultRate, config.defaultRateTolerance, isPinned)
}

/** The offset of probit(PD) at which each grade has its mean PD, shape [5]. */
function offsetsOf(
  population: Population,
  points: readonly GradePoints[],
  { mix, meanPd }: CalibratedMix,
): Float64Array {
  return Float64Array.from(points, (grade, g) =>
    mix[g] < NOBODY || grade.weight.length === 0
      ? normalQuantile(meanPd[g])
      : offsetFor(grade, population.pdVariance, PD_SLOPE, meanPd[g]),
  )
}

/**
 * Draws the common factor: from N(0, 1) where the rate is drawn, else so that each PD keeps its meaning although the
 * number of defaults is fixed.
 *
 * @see docs/methods/common-factor.md
 */
function commonFactor(
  config: PortfolioGenerationConfig,
  population: Population,
  points: readonly GradePoints[],
  { mix }: CalibratedMix,
  pdOffset: Float64Array,
  productMix: Float64Array,
): CommonFactor {
  const shareByCorrelation = new Map<number, number>()
  for (const [k, { assetCorrelation }] of products.entries())
    shareByCorrelation.set(assetCorrelation, (shareByCorrelation.get(assetCorrelation) ?? 0) + productMix[k])
  const expectedRate = (factor: number): number => {
    let rate = 0
    for (const [rho, share] of shareByCorrelation) {
      if (share === 0) continue
      for (let g = 0; g < GRADES; g++) {
        if (mix[g] < NOBODY) continue
        const offset = pdOffset[g] - Math.sqrt(rho) * factor
        rate +=
          share *
          mix[g] *
          meanProbability(points[g], population.pdVariance, PD_SLOPE, offset, Math.sqrt(1 - rho))
      }
    }
    return rate
  }
  const u = openStream(config.seed, 'portfolio-common-factor').at(0).uniform()
  const value = config.rate === 'calibrated' ? drawTiltedFactor(expectedRate, u) : normalQuantile(u)
  const gain = Float64Array.from(products, ({ assetCorrelation: rho }) => 1 / Math.sqrt(1 - rho))
  const bias = Float64Array.from(
    products,
    ({ assetCorrelation: rho }, k) => -Math.sqrt(rho) * value * gain[k],
  )
  return { value, gain, bias }
}

function paymentChains(months: number): ConditionedChain[] {
  return riskGrades.flatMap((_, g) => {
    const matrix = tiltTransitions(defaultTransitionMatrix(), CASCADE_TILT[g])
    return chainEnds.map((end) =>
      conditionChain(matrix, end, months, end === 'default' ? DEFAULT_MONTHS : months),
    )
  })
}

function requireSomebody({ dtiRange }: PortfolioGenerationConfig, { span }: TruncatedDraw): void {
  if (dtiRange === undefined || span >= 1e-9) return
  throw new InvalidSettings([
    {
      field: '/dti_range',
      detail: `Practically no borrower has a ratio in [${dtiRange.join(', ')}] (fewer than one in a thousand million). Choose a wider range or one nearer to 0.1–0.6.`,
    },
  ])
}
