import { interventionTypes, riskDrivers, riskLevels } from '@pratibimba/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driverOf, driversFrom, reasonsAgainst, recommendAction } from '../../../interventions/index.ts'
import { customer, minutesLater, policy, wednesdayMorning } from '../support/customers.ts'

const recommend = (change: Parameters<typeof customer>[0], beliefs = {}) =>
  recommendAction(customer(change), wednesdayMorning, policy, beliefs)

describe('recommendAction', () => {
  it('takes what saves most, says why and what else there is', () => {
    const { action, alternatives, ruledOut } = recommend({})
    expect(action).toMatchObject({ type: 'agent_call', answers: ['income_drop'] })
    expect(action?.netMinor).toBeCloseTo(0.3 * 1_000_000 * 0.45 * 0.65 - 10_000)
    expect(action?.reason).toBe(
      'Income has fallen. An officer calls, listens, and agrees with the customer on what to do next. It is assumed to prevent 65% of misses.',
    )
    expect(alternatives.map(({ type }) => type)).toEqual(['payment_plan'])
    expect(ruledOut.find(({ type }) => type === 'restructure')).toEqual({
      type: 'restructure',
      reasons: ['risk_level'],
      reason: 'Payment-plan restructure: not meant for this level of risk.',
    })
  })

  it('puts support first, whatever it costs', () => {
    const { action } = recommend({ drivers: ['income_drop', 'gambling'], exposureMinor: 1_000_000 })
    expect(action?.type).toBe('hardship_referral')
    expect(recommend({ drivers: ['health_costs'], exposureMinor: 0 }).action?.type).toBe('hardship_referral')
  })

  it('withholds support from nobody', () => {
    const change = { arm: 'held_out', drivers: ['gambling', 'income_drop'] } as const
    expect(recommend(change)).toMatchObject({ action: { type: 'hardship_referral' }, alternatives: [] })
  })

  it('looks at leading drivers only', () => {
    const drivers = ['income_drop', 'card_debt', 'low_liquidity', 'gambling'] as const
    expect(recommend({ drivers }).action?.type).toBe('agent_call')
  })

  it('follows what outcomes have taught', () => {
    const weak = { mean: 0.05, strength: 400, assumption: false, source: 'a trial' }
    const { action, alternatives } = recommend({}, { agent_call: weak })
    expect(action?.type).toBe('payment_plan')
    expect(alternatives).toEqual([])
    const strong = recommend({}, { agent_call: { ...weak, mean: 0.9 } }).action
    expect(strong?.reason).toContain('found to prevent 90% of misses against the control group')
  })

  it('says why there is nothing to do', () => {
    expect(recommend({ arm: 'held_out' })).toMatchObject({
      action: null,
      reason: 'No action is open: for 6 of 7 actions, in the control group.',
    })
    expect(recommend({ level: 'LOW' })).toMatchObject({
      reason: 'No action is open: for every action, not meant for this level of risk.',
    })
    const contacts = interventionTypes.map((type) => ({ type, at: minutesLater(-60) }))
    expect(recommend({ contacts }).ruledOut.every(({ reasons }) => reasons.includes('cool_down'))).toBe(true)
    expect(recommend({ exposureMinor: 60_000, probability: 0.2 })).toMatchObject({ action: null })
  })

  it('names every reason against an action', () => {
    const facts = customer({
      level: 'HIGH',
      exposureMinor: 1,
      drivers: [],
      hasInstalment: false,
      inPlan: true,
      daysToFailure: 0,
      channels: [],
      hasOpenCase: true,
    })
    expect(reasonsAgainst('restructure', facts, wednesdayMorning, policy)).toEqual([
      'open_case',
      'risk_level',
      'no_matching_driver',
      'exposure_too_small',
      'no_instalment',
      'already_in_plan',
      'too_close_to_failure',
      'no_consented_channel',
    ])
  })

  it('accounts for every action once, and opens none that has a reason against it', () => {
    const facts = fc.record({
      level: fc.constantFrom(...riskLevels),
      drivers: fc.uniqueArray(fc.constantFrom(...riskDrivers)),
      exposureMinor: fc.integer({ min: 0, max: 10_000_000 }),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      daysToFailure: fc.option(fc.integer({ min: 0, max: 30 })),
      hasInstalment: fc.boolean(),
      inPlan: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, (change) => {
        const { action, alternatives, ruledOut } = recommend(change)
        const open = action === null ? [] : [action, ...alternatives]
        expect([...open, ...ruledOut].map(({ type }) => type).sort()).toEqual([...interventionTypes].sort())
        for (const { type, netMinor } of open) {
          expect(reasonsAgainst(type, customer(change), wednesdayMorning, policy)).toEqual([])
          expect(netMinor > 0 || policy.actions[type].purpose === 'support').toBe(true)
        }
        for (const { reasons } of ruledOut) expect(reasons.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('drivers', () => {
  it.each([
    ['salary_delay_weeks_trend', 'income_delay'],
    ['salary_drop_pct_mean', 'income_drop'],
    ['emi_delay_days_max', 'late_payments'],
    ['late_or_open_payments_30d', 'late_payments'],
    ['failed_autodebits_max', 'failed_debits'],
    ['cc_min_payment_ratio_mean', 'card_debt'],
    ['gambling_x_lending_apps', 'gambling'],
    ['balance_at_next_salary_to_dues', 'low_liquidity'],
    ['health_spending_change', 'health_costs'],
    ['overall_stress_score', undefined],
  ])('of %s is %s', (feature, driver) => {
    expect(driverOf(feature)).toBe(driver)
  })

  it('add up over features, and a trace of one is not named', () => {
    expect(
      driversFrom([
        { feature: 'salary_drop_pct_mean', contribution: 0.4 },
        { feature: 'liquidity_ratio_min', contribution: 0.3 },
        { feature: 'liquidity_ratio_mean', contribution: 0.3 },
        { feature: 'gambling_txns_mean', contribution: 0.05 },
        { feature: 'savings_change_min', contribution: -0.9 },
        { feature: 'overall_stress_score', contribution: 2 },
      ]),
    ).toEqual(['low_liquidity', 'income_drop'])
  })
})
