import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import {
  type ArmEvidence,
  lastingHalfWidth,
  readGuardrails,
  usualGuardrails,
} from '../../experiments/index.ts'

const uniform = (seed: number, purpose: string) => {
  const stream = openStream(seed, purpose)
  return (i: number) => stream.at(i).uniform()
}

interface Arm {
  readonly decisions: number
  readonly approved: number
  readonly p99?: number
  readonly scores?: (u: number) => number
}

function evidence(champion: Arm, challenger: Arm, groups: ArmEvidence['groups'] = []): ArmEvidence {
  const figures = (
    [
      ['champion', champion],
      ['challenger', challenger],
    ] as const
  ).map(([arm, { decisions, approved, p99 = 10 }]) => ({
    arm,
    decisions,
    approved,
    reviewed: 0,
    meanPd: 0.1,
    p50LatencyMs: 2,
    p99LatencyMs: p99,
    matured: 0,
  }))
  const scores = (arm: Arm, purpose: string) => {
    const draw = uniform(1, purpose)
    return Float64Array.from({ length: arm.decisions }, (_, i) => (arm.scores ?? ((u) => u))(draw(i)))
  }
  return {
    figures,
    groups,
    scores: { champion: scores(champion, 'champion'), challenger: scores(challenger, 'challenger') },
  }
}

const states = (found: ArmEvidence, limits = usualGuardrails) =>
  Object.fromEntries(readGuardrails(limits, found).map(({ id, state }) => [id, state]))

describe('readGuardrails', () => {
  it('waits for enough decisions of each arm', () => {
    const few = evidence({ decisions: 5_000, approved: 2_500 }, { decisions: 199, approved: 0, p99: 900 })
    expect(new Set(Object.values(states(few)))).toEqual(new Set(['waiting']))
    expect(readGuardrails(usualGuardrails, few)[0]).toMatchObject({
      value: null,
      text: 'Needs 200 decisions of each arm; the champion has 5000, the challenger 199.',
    })
  })

  it('is within where the arms are alike', () => {
    const same = { decisions: 1_000, approved: 600 }
    expect(states(evidence(same, same))).toEqual({
      approval_rate_change: 'within',
      pd_psi: 'within',
      p99_latency_ms: 'within',
      four_fifths: 'waiting',
    })
  })

  it.each<[string, Arm, string]>([
    ['more approvals', { decisions: 1_000, approved: 800 }, 'approval_rate_change'],
    ['fewer approvals', { decisions: 1_000, approved: 400 }, 'approval_rate_change'],
    ['nobody approved', { decisions: 200, approved: 0 }, 'approval_rate_change'],
    ['other scores', { decisions: 1_000, approved: 600, scores: (u) => u ** 2 }, 'pd_psi'],
    ['one score for all', { decisions: 1_000, approved: 600, scores: () => 0.5 }, 'pd_psi'],
    ['slowness', { decisions: 1_000, approved: 600, p99: 50.1 }, 'p99_latency_ms'],
  ])('is broken by %s, and by nothing else', (_, challenger, broken) => {
    const found = states(evidence({ decisions: 1_000, approved: 600 }, challenger))
    expect(Object.entries(found).filter(([, state]) => state === 'broken')).toEqual([[broken, 'broken']])
  })

  it('is not broken by a difference that chance explains', () => {
    expect(
      states(evidence({ decisions: 200, approved: 120 }, { decisions: 200, approved: 104 })),
    ).toMatchObject({ approval_rate_change: 'within' })
  })

  it('is broken by a group that is approved less, once that is certain', () => {
    const arm = (decisions: number, approvedOld: number) =>
      evidence({ decisions: 1_000, approved: 500 }, { decisions: 1_000, approved: 500 }, [
        { arm: 'challenger', attribute: 'age_band', group: '30-39', decisions, approved: decisions * 0.6 },
        { arm: 'challenger', attribute: 'age_band', group: '60-69', decisions, approved: approvedOld },
        { arm: 'challenger', attribute: 'age_band', group: '90-99', decisions: 29, approved: 0 },
      ])
    expect(states(arm(500, 150)).four_fifths).toBe('broken')
    expect(states(arm(500, 290)).four_fifths).toBe('within')
    expect(states(arm(40, 18)).four_fifths).toBe('within')
    const [rail] = readGuardrails(usualGuardrails, arm(500, 150)).slice(-1)
    expect(rail.value).toBeCloseTo(0.5)
    expect(rail.text).toContain('By age_band the challenger approves 60-69 0.50 times as often as 30-39')
  })

  it('reads scores that are all alike as no shift', () => {
    const same = { decisions: 500, approved: 300, scores: () => 0.7 }
    expect(states(evidence(same, same)).pd_psi).toBe('within')
  })

  it('rarely breaks by luck, looked at after every hundred decisions', () => {
    const limits = { ...usualGuardrails, approvalRateChange: 0 }
    let broken = 0
    const runs = 400
    for (let run = 0; run < runs; run++) {
      const draw = uniform(run, 'luck')
      const approved = [0, 0]
      for (let n = 1; n <= 3_000; n++) {
        for (const arm of [0, 1]) if (draw(2 * n + arm) < 0.6) approved[arm] += 1
        if (n < 200 || n % 100 !== 0) continue
        const reach = lastingHalfWidth(
          [0, 1].reduce((sum, arm) => {
            const p = approved[arm] / n
            return sum + (p * (1 - p)) / n
          }, 0),
          0.5 / limits.minDecisions,
          0.05,
        )
        if (Math.abs(approved[1] - approved[0]) / n > reach) {
          broken += 1
          break
        }
      }
    }
    expect(broken / runs).toBeLessThan(0.05)
  })
})

describe('lastingHalfWidth', () => {
  it('shrinks with the variance and refuses none', () => {
    const widths = [0.01, 0.0025, 0.0005, 0.0001].map((variance) => lastingHalfWidth(variance, 0.0025, 0.05))
    expect([...widths].sort((a, b) => b - a)).toEqual(widths)
    expect(widths[1]).toBeGreaterThan(1.96 * 0.05)
    expect(widths[1]).toBeLessThan(3.5 * 0.05)
    expect(() => lastingHalfWidth(0, 0.1, 0.05)).toThrow(RangeError)
    expect(() => lastingHalfWidth(0.1, 0.1, 1)).toThrow(RangeError)
  })
})
