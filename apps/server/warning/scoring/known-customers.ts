/** Scores of known customers: what is read, what is computed, what it means, and the record that is kept. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ProblemError } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import {
  type Assessment,
  assessCustomer,
  exposureOf,
  hasInstalmentOf,
  type InterventionPolicy,
} from '@pratibimba/risk/interventions'
import type { RiskScore } from '@pratibimba/risk/ports'
import { chanceBy, type DriverKind } from '@pratibimba/risk/warning'
import type { Champion } from '../champion.ts'
import { readDeskPolicy } from '../interventions/desk-policy.ts'
import type { WarningStores } from '../stores.ts'
import { type CustomerAsOf, customerAsOf, featuresOf } from './customer-features.ts'
import { type CustomerInputs, readInputs } from './customer-inputs.ts'
import { modelProgram } from './feature-program.ts'
import type { KnownDays } from './known-days.ts'
import { largest, type ScoredRow, scoreRows } from './score-rows.ts'

/** Drivers that are kept with a score. */
const DRIVERS_KEPT = 5
/** Customers whose features are computed before others get their turn. */
const CUSTOMERS_A_TURN = 4

export interface CustomerScore {
  readonly inputs: CustomerInputs
  readonly asOf: CustomerAsOf
  readonly scored: ScoredRow
  readonly assessment: Assessment
  /** What is kept of it. */
  readonly record: RiskScore
}

/** What computing needs beside the model. */
export interface ScoringParts {
  readonly stores: WarningStores
  readonly days: KnownDays
  readonly clock: () => Date
}

/**
 * Scores customers by id; one that cannot be scored is a problem in its place.
 *
 * Contributions are always computed: the recommended action goes by what raised the score.
 */
export async function scoreKnown(
  parts: ScoringParts,
  champion: Champion,
  customerIds: readonly string[],
  asOfDay: number,
  kind: DriverKind = 'interventional',
): Promise<(CustomerScore | ProblemError)[]> {
  const { stores, days, clock } = parts
  const { program, toModel } = modelProgram(champion.model)
  const policy = await readDeskPolicy(stores.references)
  const inputs = await readInputs(stores, customerIds)
  const standing: (CustomerAsOf | ProblemError)[] = []
  const rows: Float64Array[] = []
  for (const [k, id] of customerIds.entries()) {
    if (k > 0 && k % CUSTOMERS_A_TURN === 0) await nextTurn()
    const of = inputs.get(id)
    try {
      if (of === undefined) throw unknownCustomer(id)
      const asOf = await customerAsOf(stores.transactions, days, of, asOfDay)
      rows.push(inModelOrder(featuresOf(program, asOf), toModel, champion))
      standing.push(asOf)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      standing.push(error)
    }
  }
  const scored = await scoreRows(champion.model, rows, kind)
  const pastScores = await readPastScores(stores, policy, customersOfConcern(standing, scored), asOfDay)
  const scoredAt = clock()
  let next = 0
  return standing.map((asOf) => {
    if (asOf instanceof ProblemError) return asOf
    const of = inputs.get(asOf.customerId)!
    const past = pastScores.get(asOf.customerId) ?? []
    return assessed(champion, policy, of, asOf, scored[next++]!, past, scoredAt)
  })
}

export function unknownCustomer(customerId: string): ProblemError {
  return new ProblemError('not_found', `There is no customer ${customerId}.`)
}

/** Features of a program as the model reads them. */
export function inModelOrder(values: Float64Array, toModel: Int32Array, { model }: Champion): Float64Array {
  const row = new Float64Array(model.bundle.features.length).fill(Number.NaN)
  for (let feature = 0; feature < toModel.length; feature++)
    if (toModel[feature]! >= 0) row[toModel[feature]!] = values[feature]!
  return row
}

/** Only from HIGH on a tier is asked for, and with it the scores before. */
function customersOfConcern(
  standing: readonly (CustomerAsOf | ProblemError)[],
  scored: readonly ScoredRow[],
): string[] {
  const ids = standing.flatMap((asOf) => (asOf instanceof ProblemError ? [] : asOf.customerId))
  return ids.filter((_, k) => ['HIGH', 'CRITICAL'].includes(scored[k]!.score.riskLevel))
}

async function readPastScores(
  stores: WarningStores,
  policy: InterventionPolicy,
  customerIds: readonly string[],
  asOfDay: number,
) {
  if (customerIds.length === 0) return new Map<string, { day: number; probability: number }[]>()
  const rows = await stores.scores.historyOf(
    customerIds,
    formatDay(asOfDay - policy.acceleration.windowDays),
    formatDay(asOfDay - 1),
  )
  const points = Map.groupBy(rows, ({ customerId }) => customerId)
  return new Map(
    [...points].map(([id, of]) => [
      id,
      of.map(({ asOfDate, score }) => ({ day: parseDay(asOfDate), probability: score })),
    ]),
  )
}

function assessed(
  { record: { version }, model: { bundle } }: Champion,
  policy: InterventionPolicy,
  inputs: CustomerInputs,
  asOf: CustomerAsOf,
  scored: ScoredRow,
  pastScores: readonly { day: number; probability: number }[],
  scoredAt: Date,
): CustomerScore {
  const { score, row } = scored
  const contributions = scored.contributions!
  const exposureMinor = exposureOf(inputs.accounts, asOf.balancesMinor.credit_card)
  const assessment = assessCustomer(
    {
      customerId: asOf.customerId,
      probability: score.riskScore,
      level: score.riskLevel,
      contributions: bundle.features.map(({ id }, feature) => ({
        feature: id,
        contribution: contributions[feature]!,
      })),
      expectedDaysToFailure: score.expectedDaysToFailure,
      imminentProbability: chanceBy(score.missByDay, policy.imminentDays),
      pastScores,
      asOfDay: asOf.asOfDay,
      exposureMinor,
      hasInstalment: hasInstalmentOf(inputs.accounts),
    },
    scoredAt,
    policy,
  )
  const { tier, expectedLossMinor, recommendation } = assessment
  return {
    inputs,
    asOf,
    scored,
    assessment,
    record: {
      customerId: asOf.customerId,
      asOfDate: formatDay(asOf.asOfDay),
      modelVersion: version,
      score: score.riskScore,
      level: score.riskLevel,
      flagged: score.prediction === 1,
      logOdds: score.logOdds,
      exposureMinor,
      expectedLossMinor,
      drivers: largest(contributions, DRIVERS_KEPT).map((feature) => ({
        feature: bundle.features[feature]!.id,
        value: Number.isNaN(row[feature]!) ? null : row[feature]!,
        contribution: contributions[feature]!,
      })),
      scoredAt,
      ...(score.expectedDaysToFailure !== null && { expectedDaysToFailure: score.expectedDaysToFailure }),
      ...(tier !== null && { tier }),
      ...(recommendation.action !== null && { recommendedAction: recommendation.action.type }),
    },
  }
}
