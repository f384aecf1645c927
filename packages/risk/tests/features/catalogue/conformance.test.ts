/** Every entry of the catalogue and of the advanced set keeps the rules. */
import { describe, expect, it } from 'vitest'
import { advancedFeatureSet, advancedFeatures } from '../../../features/advanced/index.ts'
import { featureCatalogue } from '../../../features/catalogue/index.ts'
import { stressParts } from '../../../features/catalogue/signals/overall.ts'
import { BUCKET_DAYS, type Expression, SIGNAL_WEEKS, type Window } from '../../../features/index.ts'
import { compileFeatures } from '../../../features/program/index.ts'
import { partsOf } from './walk.ts'

const { measures, signals, features } = featureCatalogue
const all = advancedFeatureSet.features
const weeksOf = signals.map((signal) => ({
  signal,
  weeks: Array.from({ length: SIGNAL_WEEKS }, (_, week) => signal.week(week)),
}))
const expressions: readonly Expression[] = [
  ...all.map(({ value }) => value),
  ...weeksOf.flatMap(({ weeks }) => weeks),
]
const parts = expressions.flatMap((expression) => [...partsOf(expression)])
const repeated = (texts: readonly string[]) => texts.filter((text, i) => texts.indexOf(text) !== i)

describe('features', () => {
  it('are 104 in seven groups, and 141 in the advanced set', () => {
    const counts: Record<string, number> = {}
    for (const { group } of features) counts[group] = (counts[group] ?? 0) + 1
    expect(counts).toEqual({
      salary: 12,
      savings: 10,
      spending: 15,
      payments: 12,
      cash: 8,
      transactions: 10,
      derived: 37,
    })
    expect(features).toHaveLength(104)
    expect(advancedFeatures).toHaveLength(37)
    expect(all).toHaveLength(141)
  })

  it('hold the signals that users look at first', () => {
    const ids = features.map(({ id }) => id)
    for (const id of [
      'cash_hoarding_flag_std',
      'cash_hoarding_flag_mean',
      'atm_withdrawal_spike_min',
      'atm_withdrawal_spike_max',
      'gambling_txns_max',
      'gambling_txns_std',
      'lending_app_transfers_mean',
      'lending_app_transfers_max',
      'lending_app_transfers_std',
      'overall_stress_score',
    ])
      expect(ids).toContain(id)
  })

  it('have ids in snake_case, each once', () => {
    const ids = all.map(({ id }) => id)
    expect(repeated(ids)).toEqual([])
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
  })

  it('say what they are, why, and what missing means, without repeating themselves', () => {
    expect(repeated(all.map(({ title }) => title))).toEqual([])
    expect(repeated(all.map(({ rationale }) => rationale))).toEqual([])
    for (const { id, title, rationale, window, missing } of all) {
      expect(title.length, id).toBeGreaterThan(5)
      expect(title.endsWith('.'), id).toBe(false)
      expect(rationale, id).toMatch(/^[A-Z].{20,120}[^.]\.$/)
      expect(window, id).not.toBe('')
      expect(missing, id).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('have the unit of their signal, weeks where weeks are counted', () => {
    const unitOf = new Map(signals.map(({ id, unit }) => [id, unit]))
    for (const { id, unit, value } of all) {
      if (value.op === 'weekly')
        expect(unit, id).toBe(value.aggregate === 'consec_high' ? 'weeks' : unitOf.get(value.signal))
      if (id.endsWith('_score')) expect(unit, id).toBe('score')
      if (id.includes('_pct_') && !id.endsWith('_consec_high') && value.op === 'weekly')
        expect(unit, id).toBe('percent')
    }
  })

  it('of the groups but derived are weekly aggregates under their signal’s name', () => {
    for (const { id, group, value } of features) {
      if (group === 'derived') continue
      expect(value.op, id).toBe('weekly')
      if (value.op === 'weekly') expect(id).toBe(`${value.signal}_${value.aggregate}`)
    }
  })

  it('refer to earlier ones only, the advanced ones to the catalogue only', () => {
    for (const [i, { id, value }] of all.entries())
      for (const part of partsOf(value)) {
        if (part.op !== 'feature') continue
        const at = features.findIndex((feature) => feature.id === part.id)
        expect(at, `${id} → ${part.id}`).toBeGreaterThanOrEqual(0)
        expect(at, `${id} → ${part.id}`).toBeLessThan(i)
      }
    const allowed = [
      'sum',
      'active_days',
      'largest_day',
      'closing',
      'lowest',
      'history_days',
      'attribute',
      'weekly',
    ]
    for (const { id, value } of advancedFeatures)
      for (const { op } of partsOf(value)) expect(allowed, id).not.toContain(op)
  })

  it('compile', () => {
    expect(() => compileFeatures(advancedFeatureSet)).not.toThrow()
  })
})

describe('measures', () => {
  it('are all used, and none is used that is not there', () => {
    const used = new Set(parts.flatMap((part) => ('measure' in part ? [part.measure] : [])))
    expect([...used].toSorted()).toEqual(measures.map(({ id }) => id).toSorted())
  })

  it('have ids and titles of their own', () => {
    expect(repeated(measures.map(({ id }) => id))).toEqual([])
    expect(repeated(measures.map(({ title }) => title))).toEqual([])
    for (const { id } of measures) expect(id).toMatch(/^[a-z]+(_[a-z]+)*$/)
  })

  it('take moves between own accounts for neither income nor spending, and a card’s bill for none either', () => {
    for (const id of ['income_amount', 'spending_amount', 'everyday_amount', 'discretionary_amount']) {
      const measure = measures.find((candidate) => candidate.id === id)
      expect(measure?.event).toBe('transaction')
      if (measure?.event !== 'transaction') continue
      expect(measure.where.categories, id).not.toContain('savings_transfer')
      expect(measure.where.categories, id).not.toContain('investment')
      expect(measure.where.categories, id).not.toContain('card_payment')
      expect(measure.where.accounts, id).toEqual(id === 'everyday_amount' ? ['current'] : undefined)
    }
  })
})

describe('windows', () => {
  it('lie within the 90 days before the as-of date, in signals of every week too', () => {
    const windows = parts.flatMap((part): Window[] => {
      if ('window' in part) return [part.window]
      return part.op === 'closing' ? [{ from: part.daysAgo, to: part.daysAgo }] : []
    })
    expect(windows.length).toBeGreaterThan(500)
    for (const { from, to } of windows) {
      expect(Number.isInteger(from) && Number.isInteger(to)).toBe(true)
      expect(to).toBeGreaterThanOrEqual(0)
      expect(from).toBeGreaterThanOrEqual(to)
      expect(from).toBeLessThan(BUCKET_DAYS)
    }
  })
})

describe('signals', () => {
  it('are the users’ sixteen and all of them together, each used', () => {
    expect(signals.map(({ id }) => id).toSorted()).toEqual(
      [
        'salary_delay_weeks',
        'salary_drop_pct',
        'savings_change',
        'liquidity_ratio',
        'utility_delay_days',
        'emi_delay_days',
        'failed_autodebits',
        'cc_min_payment_ratio',
        'discretionary_drop_pct',
        'atm_withdrawal_spike',
        'cash_hoarding_flag',
        'lending_app_transfers',
        'gambling_txns',
        'credit_util_change',
        'multi_account_stress',
        'channel_anomaly_score',
        'overall_stress_score',
      ].toSorted(),
    )
    const used = new Set(parts.flatMap((part) => (part.op === 'weekly' ? [part.signal] : [])))
    for (const { id } of signals) expect(used.has(id), id).toBe(true)
  })

  it('refer to no feature and no other signal', () => {
    for (const { signal, weeks } of weeksOf)
      for (const week of weeks)
        for (const { op } of partsOf(week)) expect(['feature', 'weekly'], signal.id).not.toContain(op)
  })

  it('have no ninth week', () => {
    expect(() => signals[0].week(SIGNAL_WEEKS)).toThrow(RangeError)
    expect(() => signals[0].week(-1)).toThrow('salary_delay_weeks: need a week from 0 to 7, got -1')
  })

  it('go into the overall score with weights that sum to 1', () => {
    expect(stressParts.map(({ signal }) => signal.id).toSorted()).toEqual(
      signals
        .map(({ id }) => id)
        .filter((id) => id !== 'overall_stress_score')
        .toSorted(),
    )
    expect(stressParts.reduce((total, { weight }) => total + weight, 0)).toBeCloseTo(1, 12)
  })
})
