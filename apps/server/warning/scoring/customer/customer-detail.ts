/** All that a page about one customer shows. */
import { type CustomerDetail, interventionTypes, ProblemError } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { BUCKET_DAYS } from '@pratibimba/risk/features'
import {
  expectedAvoidableLossMinor,
  ineligibilityTitles,
  type Recommendation,
  recommendAction,
} from '@pratibimba/risk/interventions'
import type { WorklistRow } from '@pratibimba/risk/ports'
import { paymentToWire, profileToWire } from '../../../wire/warning/customer-detail.ts'
import { customerRowToWire, type DescribeDriver } from '../../../wire/warning/customer-row.ts'
import { predictionToWire } from '../../../wire/warning/prediction.ts'
import { currentBeliefs } from '../../interventions/beliefs.ts'
import { knownCustomers } from '../../interventions/customer-facts.ts'
import { type DeskPolicy, readDeskPolicy } from '../../interventions/desk-policy.ts'
import { type CustomerScore, scoreKnown } from '../known-customers.ts'
import type { Scoring } from '../scoring.ts'
import { indicatorsOf } from './financial-health.ts'
import { featureOf, type OpenCustomer, openCustomer } from './open-customer.ts'
import { type Population, populationOf } from './population.ts'

/** Days ahead in which what falls due is shown. */
const DAYS_AHEAD = 45
const radar = [
  ['salary', 'Income', 'salary_stress_score'],
  ['savings', 'Reserves', 'savings_stress_score'],
  ['spending', 'Spending', 'spending_stress_score'],
  ['payments', 'Payments', 'payment_stress_score'],
  ['cash', 'Cash', 'cash_stress_score'],
  ['transactions', 'Accounts and cards', 'transaction_stress_score'],
] as const

/** @throws ProblemError `not_found`; `unavailable` without a model; what scoring throws */
export async function customerDetail(
  scoring: Scoring,
  customerId: string,
  describe: DescribeDriver,
): Promise<CustomerDetail> {
  const { stores, clock } = scoring
  const champion = scoring.champion()
  const customer = await openCustomer(scoring, customerId, undefined, champion)
  const { asOfDay } = customer.asOf
  const now = clock()
  const from = formatDay(asOfDay - BUCKET_DAYS + 1)
  const [[scored], latest, policy, payments] = await Promise.all([
    scoreKnown(scoring, champion, [customerId], asOfDay),
    stores.scores.latest(customerId, now),
    readDeskPolicy(stores.references),
    stores.transactions.payments(customerId, from, formatDay(asOfDay + DAYS_AHEAD)),
  ])
  if (scored instanceof ProblemError) throw scored
  const score = scored!
  const population = populationOf(champion.model)
  return {
    row: customerRowToWire(latest ?? rowOf(score), describe),
    prediction: predictionToWire(
      champion,
      score.scored,
      { explain: 'top', top: 5 },
      {
        customerId,
        asOfDay,
        recommendation: score.assessment.recommendation,
        scoredAt: score.record.scoredAt,
        warnings: customer.asOf.warnings,
      },
    ),
    profile: profileToWire(customer, policy.lossGivenDefault.value),
    radar: radarOf(customer, population),
    indicators: indicatorsOf(customer, population),
    payments: payments.map(paymentToWire),
    alternatives: await alternativesOf(scoring, score, policy, now),
  }
}

/** Of one who was never scored before: what would stand in the worklist. */
function rowOf({ record, inputs: { customer } }: CustomerScore): WorklistRow {
  const { region, employmentType, homeOwnership, ageBand, incomeBracket } = customer
  return { ...record, region, employmentType, homeOwnership, ageBand, incomeBracket }
}

function radarOf(customer: OpenCustomer, population: Population): CustomerDetail['radar'] {
  return radar.map(([group, title, feature]) => ({
    group,
    title,
    customer: shareOf(featureOf(customer, feature)),
    portfolio: shareOf(population.mean(feature) ?? 0),
  }))
}

function shareOf(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, value))
}

/** Every action: what is open to the customer now, with what it would save, and why others are not. */
async function alternativesOf(
  { stores }: Scoring,
  { record, assessment }: CustomerScore,
  policy: DeskPolicy,
  now: Date,
): Promise<CustomerDetail['alternatives']> {
  const beliefs = await currentBeliefs(stores.interventions, policy)
  const known = (await knownCustomers(stores, [record.customerId], now, policy)).get(record.customerId)
  const found =
    known === undefined ? assessment.recommendation : recommendAction(known.facts, now, policy, beliefs)
  const open = new Map(openActions(found).map((each) => [each.type, each.reason]))
  const against = new Map(found.ruledOut.map((each) => [each.type, each]))
  const items = interventionTypes.map((type) => {
    const { title, costMinor } = policy.actions[type]
    const belief = beliefs[type]
    return {
      type,
      title,
      eligible: open.has(type),
      reason:
        open.get(type) ??
        sentence(against.get(type)?.reasons.map((reason) => ineligibilityTitles[reason]) ?? ['not offered']),
      cost_minor: costMinor.value,
      success_probability: belief.mean,
      assumption: belief.assumption,
      expected_loss_avoided_minor: Math.round(
        expectedAvoidableLossMinor(
          { probability: record.score, exposureMinor: record.exposureMinor },
          policy.lossGivenDefault.value,
          belief.mean,
          0,
        ),
      ),
    }
  })
  const order = [...open.keys()]
  const rank = ({ type }: { type: (typeof interventionTypes)[number] }) => {
    const place = order.indexOf(type)
    return place < 0 ? order.length : place
  }
  return items.sort((a, b) => rank(a) - rank(b))
}

function openActions({ action, alternatives }: Recommendation) {
  return action === null ? [] : [action, ...alternatives]
}

function sentence(reasons: readonly string[]): string {
  const text = reasons.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
