/** What a run needs to know before its first row: the intercept of the law and the line of the incumbent. */
import { logistic } from '@pratibimba/numerics/distributions'
import { openStream } from '@pratibimba/numerics/random'
import { applicantDrawer, newApplicant } from './draw-applicant.ts'
import { incumbentPoints, trueLogOdds } from './laws.ts'
import { type ApplicationOptions, type ResolvedApplicationOptions, resolveOptions } from './options.ts'

/** Applicants who never apply, of whom rate and line are reckoned; beyond the rows of any run. */
const PILOT = 20_000
const FIRST_PILOT = 2 ** 40

export interface ApplicationPlan {
  readonly options: ResolvedApplicationOptions
  /** Added to the log-odds of everyone. */
  readonly intercept: number
  /** Points from which on the incumbent accepts. */
  readonly line: number
}

/**
 * Fixes intercept and line on a pilot of the same law, so that both are known whatever block is made first.
 *
 *   mean of logistic(a + η) over the pilot = default rate;   line = the (1 − accepted share) quantile of its points
 *
 * @throws RangeError naming an option out of range
 */
export function planApplications(given: ApplicationOptions): ApplicationPlan {
  const options = resolveOptions(given)
  const draw = applicantDrawer(options.seed)
  const feelings = openStream(options.seed, 'application-incumbent')
  const applicant = newApplicant()
  const logOdds = new Float64Array(PILOT)
  const points = new Float64Array(PILOT)
  for (let k = 0; k < PILOT; k++) {
    draw(FIRST_PILOT + k, 0, applicant)
    logOdds[k] = trueLogOdds(applicant)
    points[k] = incumbentPoints(applicant, feelings.at(FIRST_PILOT + k).normal())
  }
  points.sort()
  const place = Math.floor((1 - options.acceptedShare) * PILOT)
  return {
    options,
    intercept: interceptFor(logOdds, options.defaultRate),
    line: place === 0 ? -Infinity : points[place],
  }
}

/** By halving; the mean rises with the intercept. */
function interceptFor(logOdds: Float64Array, rate: number): number {
  let low = -30
  let high = 30
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    let sum = 0
    for (let k = 0; k < logOdds.length; k++) sum += logistic(middle + logOdds[k])
    if (sum / logOdds.length < rate) low = middle
    else high = middle
  }
  return (low + high) / 2
}
