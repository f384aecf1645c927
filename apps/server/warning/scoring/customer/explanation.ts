/** Contributions of all features to a customer's score. */
import { type Explanation, ProblemError } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { type DriverKind, describeDriver } from '@pratibimba/risk/warning'
import { scoreKnown } from '../known-customers.ts'
import { asOfDayOf } from '../known-days.ts'
import type { Scoring } from '../scoring.ts'

/** @throws ProblemError `not_found`; `unavailable` without a model; what scoring throws */
export async function explanationOf(
  scoring: Scoring,
  customerId: string,
  date: string | undefined,
  kind: Explanation['kind'],
): Promise<Explanation> {
  const champion = scoring.champion()
  const asOfDay = await asOfDayOf(scoring.days, date, '/as_of')
  const [scored] = await scoreKnown(scoring, champion, [customerId], asOfDay, kinds[kind])
  if (scored instanceof ProblemError) throw scored
  const { score, row, contributions } = scored!.scored
  const { features, median } = champion.model.bundle
  const order = Array.from(contributions!.keys()).sort(
    (a, b) => Math.abs(contributions![b]!) - Math.abs(contributions![a]!) || a - b,
  )
  return {
    customer_id: customerId,
    as_of_date: formatDay(asOfDay),
    kind,
    base_log_odds: score.baseLogOdds,
    log_odds: score.logOdds,
    risk_score: score.riskScore,
    drivers: order.map((feature) =>
      describeDriver(features[feature]!, median[feature]!, row[feature]!, contributions![feature]!),
    ),
    model_version: champion.record.version,
  }
}

const kinds = {
  interventional: 'interventional',
  path_dependent: 'path-dependent',
} as const satisfies Record<Explanation['kind'], DriverKind>
