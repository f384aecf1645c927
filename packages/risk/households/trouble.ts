/** The hidden states: onset, what they take, recovery. */
import { ADDICTION, ILLNESS, INCOME_LOSS, OVER_COMMITMENT, STABLE } from './codes.ts'
import { setLoan } from './draw-traits.ts'
import type { Household } from './household.ts'
import * as L from './layout.ts'
import type { HouseholdParameters } from './parameters.ts'

const kinds = [
  { state: INCOME_LOSS, name: 'income_loss' },
  { state: ILLNESS, name: 'illness' },
  { state: OVER_COMMITMENT, name: 'over_commitment' },
  { state: ADDICTION, name: 'addiction' },
] as const
type Trouble = (typeof kinds)[number]

/** Nothing heals sooner. */
const LEAST_DAYS = 14
const NEW_LOAN_MONTHS = 48
/** Severities spread by so much around their mean. */
const SEVERITY_SPREAD = 0.12

/** A regional shock moves onsets as if it were at most so many standard deviations. */
const MOST_SHOCK = 4
const PART_TIME_HAZARD = 1.6

/** Chances a day of a run, worked out once: onset by trouble, recovery by hidden state, and the most that all onsets together can be. */
export interface TroubleTables {
  readonly onset: Float64Array
  readonly recovery: Float64Array
  readonly mostOnset: number
  readonly ramp: number
  readonly fade: number
}

export function troubleTables(p: HouseholdParameters): TroubleTables {
  const onset = Float64Array.from(kinds, ({ name }) => p[`${name}.onset_annual`] / 365.25)
  const swing = PART_TIME_HAZARD * Math.exp(p['region.hazard_sigma'] * MOST_SHOCK)
  return {
    onset,
    recovery: Float64Array.from([0, ...kinds.map(({ name }) => 1 / p[`${name}.days`])]),
    mostOnset: onset.reduce(
      (sum, chance, k) => sum + chance * (kinds[k].state === INCOME_LOSS ? swing : 1),
      0,
    ),
    ramp: 1 / p['trouble.ramp_days'],
    fade: 1 - 1 / p['trouble.fade_days'],
  }
}

/** Chance a day that a trouble begins. */
function onsetChance(h: Household, trouble: number): number {
  const chance = h.world.trouble.onset[trouble]
  if (kinds[trouble].state !== INCOME_LOSS) return chance
  const employment = h.traits[L.EMPLOYMENT]
  if (employment === L.RETIRED || employment === L.BENEFITS) return 0
  const shock = Math.max(-MOST_SHOCK, Math.min(MOST_SHOCK, h.state[L.REGION_FACTOR]))
  const regional = Math.exp(h.world.parameters['region.hazard_sigma'] * shock)
  return chance * regional * (employment === L.PART_TIME ? PART_TIME_HAZARD : 1)
}

/** As if the household had been watched for ever: in trouble with the share of time that troubles take. */
export function startInLongRun(h: Household): void {
  if (!h.world.run.hiddenStates) return
  const p = h.world.parameters
  let weight = 1
  for (const [k, { name }] of kinds.entries()) weight += onsetChance(h, k) * p[`${name}.days`]
  let u = h.unit() * weight
  for (const [k, trouble] of kinds.entries()) {
    const own = onsetChance(h, k) * p[`${trouble.name}.days`]
    if (u < own) {
      const days = Math.min(400, Math.floor(-p[`${trouble.name}.days`] * Math.log(h.unit())))
      begin(h, trouble, h.day - days)
      h.state[L.EFFECT] = Math.min(1, days / p['trouble.ramp_days'])
      h.state[L.SAVINGS] = Math.round(h.state[L.SAVINGS] * Math.exp((-h.state[L.SEVERITY] * days) / 60))
      return
    }
    u -= own
  }
}

/** A day's passage of the chain, and of its effect on behaviour. */
export function passTrouble(h: Household): void {
  const { state: s, world } = h
  if (!world.run.hiddenStates) return
  const tables = world.trouble
  const u = h.unit()
  if (s[L.HIDDEN] !== STABLE) {
    s[L.EFFECT] = Math.min(1, s[L.EFFECT] + tables.ramp)
    if (u < tables.recovery[s[L.HIDDEN]] && h.day - s[L.ONSET] >= LEAST_DAYS) recover(h)
    return
  }
  if (s[L.EFFECT] > 0) s[L.EFFECT] = s[L.EFFECT] < 0.01 ? 0 : s[L.EFFECT] * tables.fade
  if (u >= tables.mostOnset) return
  let below = 0
  for (const [k, trouble] of kinds.entries()) {
    below += onsetChance(h, k)
    if (u >= below) continue
    begin(h, trouble, h.day)
    return
  }
}

function begin(h: Household, { state, name }: Trouble, day: number): void {
  const { state: s, traits: t } = h
  const p = h.world.parameters
  s[L.HIDDEN] = state
  s[L.EFFECT_OF] = state
  s[L.ONSET] = day
  s[L.SEVERITY] = Math.min(1, Math.max(0.15, p[`${name}.severity_mean`] + SEVERITY_SPREAD * h.normal()))
  s[L.LEAD_DAYS] =
    state === INCOME_LOSS && h.unit() >= p['income_loss.sudden_share'] ? p['income_loss.lead_days'] : 0
  if (state !== OVER_COMMITMENT || s[L.LOAN_OWED + L.NEW_LOAN_SLOT] > 0) return
  const cost = Math.round(p['over_commitment.burden'] * s[L.SEVERITY] * t[L.INCOME])
  if (cost === 0) return
  setLoan(h, L.NEW_LOAN_SLOT, cost, p['loans.rate_annual'] * 1.6, NEW_LOAN_MONTHS)
  s[L.SLOT_AMOUNT + L.NEW_LOAN_SLOT] = cost
  s[L.LOAN_OWED + L.NEW_LOAN_SLOT] = t[L.LOAN_PRINCIPAL + L.NEW_LOAN_SLOT]
  s[L.LOAN_TAKEN + L.NEW_LOAN_SLOT] = day
}

function recover(h: Household): void {
  const { state: s } = h
  s[L.HIDDEN] = STABLE
  // The debts of a loan too many are settled by others: family, a composition.
  s[L.SLOT_AMOUNT + L.NEW_LOAN_SLOT] = 0
  s[L.LOAN_OWED + L.NEW_LOAN_SLOT] = 0
}

/** Share of usual pay that comes now. */
export function payFactor(h: Household): number {
  const { state: s } = h
  const p = h.world.parameters
  const days = h.day - s[L.ONSET]
  if (s[L.HIDDEN] === INCOME_LOSS) {
    const lead = s[L.LEAD_DAYS]
    return days < lead ? 1 - 0.25 * s[L.SEVERITY] * (0.4 + (0.6 * days) / lead) : 1 - s[L.SEVERITY]
  }
  if (s[L.HIDDEN] === ILLNESS && days >= 14) return 1 - p['illness.pay_loss'] * s[L.SEVERITY]
  return 1
}

/** How much the household holds back discretionary spending, 0–1. */
export function caution(h: Household): number {
  const { state: s } = h
  const kind = s[L.EFFECT_OF]
  if (kind !== INCOME_LOSS && kind !== ILLNESS) return 0
  return h.world.parameters['trouble.cut'] * s[L.EFFECT] * (kind === INCOME_LOSS ? 1 : 0.7)
}

/** How strongly trouble shows in habits, 0–1: hoarding, held bills, nights. */
export function strain(h: Household): number {
  return h.state[L.EFFECT] * h.state[L.SEVERITY]
}

export function isReckless(h: Household): boolean {
  const kind = h.state[L.HIDDEN]
  return kind === OVER_COMMITMENT || kind === ADDICTION
}
