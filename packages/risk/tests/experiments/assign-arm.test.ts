import { chiSquareSurvival } from '@pratibimba/numerics/distributions'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  armDraw,
  assignArm,
  assignCustomer,
  draftExperiment,
  moveExperiment,
} from '../../experiments/index.ts'
import { customerShare } from '../../policies/index.ts'

const customers = (n: number) => Array.from({ length: n }, (_, i) => `C${String(i).padStart(6, '0')}`)

/** p of uniformity over as many cells as there are counts. */
function uniformity(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  return chiSquareSurvival(statistic, counts.length - 1)
}

describe('armDraw', () => {
  it('gives what HMAC-SHA-256 gives', () => {
    // printf 'C1' | openssl dgst -sha256 -hmac exp-1, first 13 hexadecimal digits over 16^13
    expect(armDraw('exp-1', 'C1')).toBe(0xabfd69392a29a / 2 ** 52)
  })

  it.each([['exp-1'], ['exp-2'], ['a-quite-long-name-of-an-experiment-2026']])('is uniform in %s', (id) => {
    const counts = new Array(100).fill(0)
    for (const customer of customers(50_000)) counts[Math.floor(armDraw(id, customer) * 100)] += 1
    expect(uniformity(counts)).toBeGreaterThan(0.001)
  })

  it('of two experiments, and of a partial policy, tells nothing of each other', () => {
    for (const other of [
      (customer: string) => armDraw('exp-2', customer),
      (customer: string) => customerShare('consumer-lending', customer),
    ]) {
      const counts = new Array(100).fill(0)
      for (const customer of customers(50_000))
        counts[Math.floor(armDraw('exp-1', customer) * 10) * 10 + Math.floor(other(customer) * 10)] += 1
      expect(uniformity(counts)).toBeGreaterThan(0.001)
    }
  })

  it('is the same each time, for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (id, customer) => {
        const draw = armDraw(id, customer)
        expect(draw).toBe(armDraw(id, customer))
        expect(draw >= 0 && draw < 1).toBe(true)
      }),
    )
  })
})

describe('assignArm', () => {
  it('keeps everybody in whom a smaller share took in', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.string(), fc.string(), share, share, (id, customer, a, b) => {
        const [small, large] = a < b ? [a, b] : [b, a]
        if (assignArm(id, customer, small) === 'challenger')
          expect(assignArm(id, customer, large)).toBe('challenger')
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes nobody at 0 and everybody at 1', () => {
    for (const customer of customers(1_000)) {
      expect(assignArm('e', customer, 0)).toBe('champion')
      expect(assignArm('e', customer, 1)).toBe('challenger')
    }
  })

  it('keeps arms over a whole rollout', () => {
    const at = new Date(Date.UTC(2026, 0, 1))
    const by = { by: 'ann', at, reason: 'as planned' }
    const within = [
      { id: 'pd_psi', title: '', value: 0, limit: 1, state: 'within', text: '', isOptional: false },
    ] as const
    let experiment = moveExperiment(
      draftExperiment({ id: 'e', title: 'E', championModel: 'm1', challengerModel: 'm2', ...by }),
      { action: 'start', ...by },
    )
    let taken = new Set<string>()
    for (;;) {
      const now = new Set(
        customers(5_000).filter((c) => assignCustomer(experiment, c)?.decides.name === 'challenger'),
      )
      expect([...taken].every((customer) => now.has(customer))).toBe(true)
      expect(Math.abs(now.size / 5_000 - experiment.arms[1].share)).toBeLessThan(0.03)
      taken = now
      if (experiment.step + 1 === experiment.rollout.length) break
      experiment = moveExperiment(experiment, { action: 'advance', guardrails: within, ...by })
    }
  })
})
