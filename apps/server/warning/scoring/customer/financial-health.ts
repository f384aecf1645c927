/** Signs of financial health in words, each beside what is usual. */
import type { CustomerDetail } from '@pratibimba/contract'
import { inWords } from '@pratibimba/risk/warning'
import { featureOf, type OpenCustomer } from './open-customer.ts'
import type { Population } from './population.ts'

type Indicator = CustomerDetail['indicators'][number]

/** Features that are shown, in this order; which way is bad comes from the catalogue where it says so. */
const shown: readonly (readonly [id: string, bad: 'high' | 'low'])[] = [
  ['balance_to_dues', 'low'],
  ['liquid_funds_to_dues', 'low'],
  ['buffer_days', 'low'],
  ['payment_burden_90d', 'high'],
  ['spending_to_income_28d', 'high'],
  ['income_change_30d', 'low'],
  ['savings_change_mean', 'low'],
  ['card_utilisation', 'high'],
  ['failed_autodebits_mean', 'high'],
  ['late_or_open_payments_30d', 'high'],
]
/** Share of the population that is better off: from where on a sign is to be watched, and bad. */
const WATCH = 0.7
const BAD = 0.9

export function indicatorsOf(customer: OpenCustomer, population: Population): Indicator[] {
  return shown.flatMap(([id, bad]): Indicator[] => {
    const feature = customer.program.set.features.find((each) => each.id === id)
    if (feature === undefined) return []
    const value = featureOf(customer, id)
    const typical = population.typical(id)
    const standing = population.standing(id, value)
    const betterOff = standing === null ? null : bad === 'high' ? standing.below : standing.above
    return [
      {
        id,
        title: feature.title,
        value: Number.isNaN(value) ? null : value,
        unit: feature.unit,
        typical,
        state: stateOf(value, betterOff),
        text: textOf(value, typical, betterOff, feature.unit),
      },
    ]
  })
}

function stateOf(value: number, betterOff: number | null): Indicator['state'] {
  if (Number.isNaN(value) || betterOff === null) return 'unknown'
  if (betterOff >= BAD) return 'bad'
  return betterOff >= WATCH ? 'watch' : 'good'
}

function textOf(
  value: number,
  typical: number | null,
  betterOff: number | null,
  unit: Parameters<typeof inWords>[1],
): string {
  if (Number.isNaN(value)) return 'Not known.'
  const usual = typical === null ? '' : `, usually ${inWords(typical, unit)}`
  const standing = betterOff === null ? '' : `; ${Math.round(100 * betterOff)}% of customers are better off`
  return `${inWords(value, unit)}${usual}${standing}.`
}
