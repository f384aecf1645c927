import { describe, expect, it } from 'vitest'
import { customersNeeded, effectOf } from '../../../interventions/index.ts'
import { policy } from '../support/customers.ts'
import { plantedTrial } from './trials.ts'

describe('customersNeeded', () => {
  it('answers the figures of the methods page', () => {
    const plan = { missRate: 0.3, holdoutShare: 0.1 }
    expect(customersNeeded({ ...plan, uplift: 0.65 })).toBe(456)
    expect(customersNeeded({ ...plan, uplift: 0.2 })).toBe(5_021)
  })

  it('is enough for the wanted power', () => {
    const plan = { missRate: 0.35, uplift: 0.4, holdoutShare: 0.2 }
    const customers = customersNeeded(plan)
    const trials = 300
    let told = 0
    for (let seed = 0; seed < trials; seed++) {
      const rates = [0.35, 0.35, 0.35] as const
      const shares = [0.2, 0.2, 0.2] as const
      const outcomes = plantedTrial({ customers, missRate: rates, uplift: 0.4, holdoutShare: shares, seed })
      if (effectOf(outcomes, policy).measured!.preventedShare.lower > 0) told++
    }
    expect(told / trials).toBeGreaterThan(0.72)
    expect(told / trials).toBeLessThan(0.88)
  })

  it('grows as the effect and the control group shrink, and refuses what cannot be', () => {
    const plan = { missRate: 0.3, uplift: 0.4, holdoutShare: 0.2 }
    expect(customersNeeded({ ...plan, uplift: 0.2 })).toBeGreaterThan(customersNeeded(plan))
    expect(customersNeeded({ ...plan, holdoutShare: 0.05 })).toBeGreaterThan(customersNeeded(plan))
    expect(() => customersNeeded({ ...plan, holdoutShare: 0 })).toThrow('holdoutShare in (0, 1), got 0')
    expect(() => customersNeeded({ ...plan, uplift: 0 })).toThrow('got 0')
  })
})
