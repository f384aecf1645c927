import { describe, expect, it } from 'vitest'
import { preventedShare } from '../../../interventions/effect/stratified-difference.ts'
import {
  actionTypes,
  effectOf,
  effectsByGroup,
  insightsOf,
  type TrialOutcome,
} from '../../../interventions/index.ts'
import { policy } from '../support/customers.ts'
import { plantedTrial } from './trials.ts'

const planted = {
  customers: 3_000,
  missRate: [0.5, 0.35, 0.25],
  uplift: 0.4,
  holdoutShare: [0.2, 0.2, 0.2],
  seed: 7,
} as const
const arm = (customers: number, missed: number) => ({
  customers,
  missed,
  lossSum: customers,
  lossSquares: customers,
  missedLossSum: missed,
  missedLossSquares: missed,
})

describe('preventedShare', () => {
  // Newcombe 1998, table II, method 10: 56/70 − 48/80, 9/10 − 3/10, 5/56 − 0/29, 0/10 − 0/20.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
  ])('%d/%d − %d/%d is Newcombe’s', (a, m, b, n, lower, upper) => {
    const estimate = preventedShare([{ heldOut: arm(m, a), treated: arm(n, b) }], 0.95)
    expect(estimate.value).toBeCloseTo(a / m - b / n, 12)
    expect(estimate.lower).toBeCloseTo(lower, 4)
    expect(estimate.upper).toBeCloseTo(upper, 4)
  })

  it('is √2 times surer with two strata alike', () => {
    const one = { heldOut: arm(70, 56), treated: arm(80, 48) }
    const [single, double] = [preventedShare([one], 0.95), preventedShare([one, one], 0.95)]
    expect(double.upper - double.value).toBeCloseTo((single.upper - single.value) / Math.SQRT2, 12)
    expect(double.value - double.lower).toBeCloseTo((single.value - single.lower) / Math.SQRT2, 12)
  })

  it('weighs strata by their treated', () => {
    const strata = [
      { heldOut: arm(100, 50), treated: arm(300, 60) },
      { heldOut: arm(100, 20), treated: arm(100, 10) },
    ]
    expect(preventedShare(strata, 0.95).value).toBeCloseTo(0.75 * 0.3 + 0.25 * 0.1, 12)
  })
})

describe('effectOf', () => {
  it('finds a planted effect, and its price', () => {
    const outcomes = plantedTrial(planted)
    const { measured, treated, verdict } = effectOf(outcomes, policy)
    const truth = 0.4 * ((0.5 + 0.35 + 0.25) / 3)
    expect(measured?.preventedShare.lower).toBeLessThan(truth)
    expect(measured?.preventedShare.upper).toBeGreaterThan(truth)
    expect(measured?.preventedMisses.value).toBeCloseTo(measured!.preventedShare.value * treated.customers, 8)
    const { roi, preventedLossMinor, costMinor, contactsPerPreventedMiss } = measured!
    expect(costMinor).toBe(treated.costMinor)
    expect(roi?.value).toBeCloseTo((preventedLossMinor.value - costMinor) / costMinor, 10)
    expect(contactsPerPreventedMiss?.value).toBeCloseTo(
      treated.contacted / measured!.preventedMisses.value,
      8,
    )
    expect(verdict).toMatch(/^Prevents misses: /)
  })

  it('covers a planted effect at its nominal rate, in misses and in money, with unequal shares too', () => {
    const trials = 400
    const holdoutShare = [0.1, 0.2, 0.3] as const
    let shares = 0
    let losses = 0
    for (let seed = 0; seed < trials; seed++) {
      const outcomes = plantedTrial({ ...planted, customers: 1_200, holdoutShare, seed })
      const { measured, treated } = effectOf(outcomes, policy)
      const rates = [1, 2, 3].map(
        (tier) => outcomes.filter((one) => one.arm === 'treated' && one.tier === tier).length,
      )
      const truth =
        rates.reduce((sum, count, place) => sum + count * 0.4 * planted.missRate[place], 0) /
        treated.customers
      const lossTruth = truth * treated.customers * 200_000 * Math.exp(0.245)
      const { preventedShare: share, preventedLossMinor: loss } = measured!
      if (share.lower <= truth && truth <= share.upper) shares++
      if (loss.lower <= lossTruth && lossTruth <= loss.upper) losses++
    }
    for (const covered of [shares, losses]) {
      expect(covered / trials).toBeGreaterThan(0.92)
      expect(covered / trials).toBeLessThan(0.985)
    }
  })

  it('is not fooled by tiers of different risk with different shares', () => {
    const missRate = [0.6, 0.3, 0.1] as const
    const outcomes = plantedTrial({
      ...planted,
      customers: 20_000,
      missRate,
      uplift: 0,
      holdoutShare: [0.1, 0.3, 0.6],
    })
    const { measured, treated, heldOut, verdict } = effectOf(outcomes, policy)
    expect(treated.missed / treated.customers - heldOut.missed / heldOut.customers).toBeGreaterThan(0.1)
    expect(measured!.preventedShare.lower).toBeLessThan(0)
    expect(measured!.preventedShare.upper).toBeGreaterThan(0)
    expect(verdict).toMatch(/^No effect can be told from chance/)
    expect(measured!.contactsPerPreventedMiss?.upper ?? null).toBeNull()
  })

  it('counts by assignment: whoever was not reached still counts as treated', () => {
    const outcomes = plantedTrial(planted)
    const { treated } = effectOf(outcomes, policy)
    expect(treated.customers).toBe(outcomes.filter((one) => one.arm === 'treated').length)
    expect(treated.contacted).toBeLessThan(treated.customers)
  })

  it('shows nothing without a control group, and warns', () => {
    const treated = plantedTrial(planted).filter((one) => one.arm === 'treated')
    expect(effectOf(treated, policy)).toMatchObject({
      measured: null,
      warnings: [expect.stringContaining('no control group')],
    })
    expect(effectOf([], policy).measured).toBeNull()
  })

  it('shows nothing of small groups', () => {
    const { measured, verdict } = effectOf(plantedTrial({ ...planted, customers: 100 }), policy)
    expect(measured).toBeNull()
    expect(verdict).toMatch(/^Too few to tell: \d+ treated and \d+ held out, at least 30/)
  })

  it('leaves out and names a tier with one arm', () => {
    const { warnings, measured, treated } = effectOf(
      plantedTrial({ ...planted, holdoutShare: [0, 0.3, 0.3] }),
      policy,
    )
    expect(warnings).toEqual(['Tier 1 has one arm only and is left out.'])
    expect(measured!.preventedMisses.value / measured!.preventedShare.value).toBeLessThan(treated.customers)
  })

  it('leaves support out, since nobody is drawn for it', () => {
    const outcomes = plantedTrial(planted)
    const support = outcomes.slice(0, 50).map((one) => ({ ...one, type: 'hardship_referral' as const }))
    const note = 'Support is withheld from nobody, so its effect is not measured: 50 left out.'
    const { warnings, measured } = effectOf([...outcomes, ...support], policy)
    expect(measured).toEqual(effectOf(outcomes, policy).measured)
    expect(warnings).toEqual([note])
    expect(effectOf(support, policy)).toMatchObject({ measured: null, verdict: note })
  })

  it('has an interval of loss where nobody missed, and says so where treatment harms', () => {
    const never = plantedTrial({ ...planted, missRate: [0, 0, 0] })
    const { preventedLossMinor } = effectOf(never, policy).measured!
    expect(preventedLossMinor.lower).toBeLessThan(0)
    expect(preventedLossMinor.upper).toBeGreaterThan(0)
    const harm = plantedTrial({ ...planted, uplift: -0.8 })
    const { verdict, measured } = effectOf(harm, policy)
    expect(verdict).toMatch(/^Treated customers missed more often/)
    expect(measured!.contactsPerPreventedMiss).toBeNull()
  })

  it('refuses a control group that was contacted', () => {
    const [one] = plantedTrial(planted)
    const broken: TrialOutcome = { ...one, arm: 'held_out', contacted: true }
    expect(() => effectOf([broken], policy)).toThrow('left alone')
    expect(() => effectOf([{ ...one, lossMinor: -1 }], policy)).toThrow(RangeError)
  })
})

describe('effectsByGroup', () => {
  const outcomes = plantedTrial(planted)
  const { groups, note } = effectsByGroup(outcomes, ({ type }) => type, policy)

  it('measures each group as if it were alone, and wider for all together', () => {
    expect(groups.map(({ group }) => group).sort()).toEqual(['agent_call', 'soft_reminder'])
    for (const { group, effect, simultaneous } of groups) {
      expect(effect).toEqual(
        effectOf(
          outcomes.filter(({ type }) => type === group),
          policy,
        ),
      )
      const { lower, upper } = effect.measured!.preventedShare
      expect(simultaneous!.lower).toBeLessThan(lower)
      expect(simultaneous!.upper).toBeGreaterThan(upper)
    }
    expect(note).toBe(
      '2 comparisons: at 95% each, some intervals miss the truth by chance; the simultaneous ones (97.5% each) hold together at 95%.',
    )
  })

  it('gives rise to insights, what asks for action first', () => {
    const byType = effectsByGroup(outcomes, ({ type }) => type, policy)
    const lines = insightsOf(
      {
        overall: effectOf(outcomes, policy),
        byType,
        overdue: 1,
        pendingResponse: 3,
        contacted: 10,
        responded: 7,
        openedByDay: [1, 1, 5, 5],
      },
      actionTypes,
    )
    expect(lines[0]).toBe('1 case is overdue for a first contact.')
    expect(lines[1]).toMatch(/^Surest effect: (Agent call|Soft reminder)\. Prevents misses/)
    expect(lines.at(-1)).toBe('More cases of late: 10 in the last 2 days, 2 before.')
  })
})
