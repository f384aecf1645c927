/**
 * Does calling customers help, or would they have paid anyway? Customers at risk are drawn into two arms, the action is
 * simulated beforehand, and a world in which it prevents a known share of the misses plays thirty days. The rate at which
 * the called ones pay looks splendid whatever the action does; only the difference to those held out finds the truth.
 *
 *     node examples/intervention-effect.ts [--borrowers 8000] [--uplift 0.4] [--holdout 0.2] [--seed 42]
 */
import { openStream } from '@pratibimba/numerics/random'
import {
  assignArm,
  type CustomerFacts,
  customersNeeded,
  defaultInterventionPolicy,
  effectOf,
  recommendAction,
  simulateAction,
  type TrialOutcome,
  tierOf,
  upliftPosterior,
} from '@pratibimba/risk/interventions'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const { borrowers, seed, more } = readOptions(8000, ['uplift', 'holdout'], 1000)
const trueUplift = share('uplift', 0.4)
const holdout = share('holdout', 0.2)
const type = 'agent_call'
const now = new Date('2026-04-02T10:00:00Z')
const policy = { ...defaultInterventionPolicy, holdoutShare: { 1: holdout, 2: holdout, 3: holdout } }
const action = policy.actions[type]

const customers = Array.from({ length: borrowers }, (_, i) => customerAtRisk(i))
const advised = customers.filter((facts) => recommendAction(facts, now, policy).action?.type === type).length
console.log(
  `${count(borrowers)} customers at risk; ${count(advised)} are best called, by the policy as it is\n`,
)

const before = simulateAction({ type, customers, now, policy, stream: openStream(seed, 'simulation').at(0) })
console.log(
  `Before: ${action.title} is assumed to prevent ${percent(action.success.mean)} of the misses it meets.`,
)
printTable(
  ['', 'expected', 'from', 'to'],
  [
    ['misses, were nothing done', ...three(before.missesExpected)],
    ['misses avoided', ...three(before.missesAvoided)],
    ['saved, net of cost', ...three(before.netMinor, 100)],
  ],
)

const programme = { name: 'spring', seed, holdoutShare: policy.holdoutShare }
const outcomes = customers.map((facts, i): TrialOutcome => {
  const tier = tierOf(facts, policy)!
  const { arm } = assignArm(facts.customerId, tier, programme)
  const treated = arm === 'treated'
  const probability = facts.probability * (treated ? 1 - trueUplift : 1)
  return {
    arm,
    type,
    level: facts.level,
    tier,
    missed: openStream(seed, 'what became of them').at(i).uniform() < probability,
    lossMinor: facts.exposureMinor * policy.lossGivenDefault.value,
    contacted: treated,
    costMinor: treated ? action.costMinor.value : 0,
  }
})

const { treated, heldOut, measured, verdict } = effectOf(outcomes, policy)
console.log('\nAfter thirty days:')
printTable(
  ['', 'customers', 'missed', 'paid'],
  [
    ['called', ...arm(treated)],
    ['held out', ...arm(heldOut)],
  ],
)
const paid = 1 - treated.missed / treated.customers
console.log(
  `\n${percent(paid)} of those who were called paid. That says nothing: of the others ${percent(1 - heldOut.missed / heldOut.customers)} did.`,
)
console.log(`Effect: ${verdict}`)
if (measured !== null) {
  const { preventedMisses: misses, roi } = measured
  console.log(`Misses prevented: ${three(misses).join(' · ')} (value, from, to)`)
  if (roi !== null)
    console.log(
      `Return on what was spent: ${[roi.value, roi.lower, roi.upper].map((x) => x.toFixed(1)).join(' · ')}`,
    )
}
const learnt = upliftPosterior(action.success, treated, heldOut)
console.log(
  `\nShare of misses prevented: ${percent(action.success.mean)} assumed, ${percent(learnt.mean)} learnt, ${percent(trueUplift)} true`,
)
const missRate = heldOut.missed / heldOut.customers
console.log(
  `Customers a trial needs to find such an effect: ${count(customersNeeded({ missRate, uplift: trueUplift, holdoutShare: holdout }))}`,
)

function customerAtRisk(i: number): CustomerFacts {
  const stream = openStream(seed, 'customers at risk').at(i)
  const probability = 0.2 + 0.45 * stream.uniform() ** 2
  return {
    customerId: `C${String(i + 1).padStart(7, '0')}`,
    probability,
    level: probability >= 0.5 ? 'CRITICAL' : 'HIGH',
    exposureMinor: Math.round(500_000 + 2_500_000 * stream.uniform()),
    drivers: stream.uniform() < 0.5 ? ['income_drop', 'low_liquidity'] : ['failed_debits', 'low_liquidity'],
    daysToFailure: Math.floor(1 + 28 * stream.uniform()),
    imminentProbability: null,
    scores: [],
    hasInstalment: true,
    inPlan: false,
    channels: ['phone', 'app', 'sms', 'email', 'letter'],
    timeZone: 'Europe/Berlin',
    contacts: [],
    hasOpenCase: false,
  }
}

function share(name: 'uplift' | 'holdout', otherwise: number): number {
  const value = more[name] === undefined ? otherwise : Number(more[name])
  if (!(value > 0 && value < 1))
    throw new RangeError(`--${name}: need a share between 0 and 1, got "${more[name]}"`)
  return value
}

function three({ value, lower, upper }: { value: number; lower: number; upper: number }, unit = 1): string[] {
  return [value, lower, upper].map((x) => count(Math.round(x / unit)))
}

function arm({ customers: size, missed }: { customers: number; missed: number }): string[] {
  return [count(size), count(missed), percent(1 - missed / size)]
}
