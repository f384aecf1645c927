import { describe, expect, it } from 'vitest'
import { expectedAvoidableLossMinor, prioritise, scoreTrend, tierOf } from '../../../interventions/index.ts'
import { customer, policy, wednesdayMorning } from '../support/customers.ts'

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
const rising = (perWeek: number, days = 14) =>
  Array.from({ length: days }, (_, day) => ({
    day: 100 + day,
    probability: sigmoid(-1.5 + (perWeek / 7) * day),
  }))

describe('scoreTrend', () => {
  const rule = policy.acceleration

  it('measures a steady rise of the log-odds', () => {
    expect(scoreTrend(rising(0.4), rule).logOddsPerWeek).toBeCloseTo(0.4, 10)
    expect(scoreTrend(rising(0.2501), rule).accelerating).toBe(true)
    expect(scoreTrend(rising(0.2499), rule).accelerating).toBe(false)
  })

  it('is not moved by one odd score, the order of scores, or those before the window', () => {
    const scores = rising(0)
    scores[7] = { ...scores[7], probability: 0.99 }
    expect(scoreTrend(scores, rule)).toEqual({ logOddsPerWeek: 0, accelerating: false })
    const old = rising(3).map(({ day, probability }) => ({ day: day - 14, probability }))
    expect(scoreTrend([...rising(0.4).reverse(), ...old], rule).logOddsPerWeek).toBeCloseTo(0.4, 10)
  })

  it('is the median of the slopes between all pairs', () => {
    const days = [0, 1, 2, 7]
    const logOdds = [0, 3, -1, 2]
    const scores = days.map((day, i) => ({ day, probability: sigmoid(logOdds[i]) }))
    // Slopes −4, −1/2, −1/6, 2/7, 3/5, 3.
    expect(scoreTrend(scores, rule).logOddsPerWeek).toBeCloseTo((7 * (2 / 7 - 1 / 6)) / 2, 10)
  })

  it('does not tell from too little', () => {
    const silent = { logOddsPerWeek: null, accelerating: false }
    expect(scoreTrend([], rule)).toEqual(silent)
    expect(scoreTrend(rising(2, 6), rule)).toEqual(silent)
    expect(
      scoreTrend(
        rising(2, 14).filter((_, i) => i % 6 === 0),
        rule,
      ),
    ).toEqual(silent)
  })

  it('takes probabilities of 0 and 1, and refuses others', () => {
    expect(
      scoreTrend(
        rising(0).map(({ day }, i) => ({ day, probability: i % 2 })),
        rule,
      ).accelerating,
    ).toBe(false)
    expect(() => scoreTrend([{ day: 1, probability: 1.5 }], rule)).toThrow('got 1.5')
  })
})

describe('tierOf', () => {
  it.each([
    ['LOW', 0.04, rising(1), null],
    ['MEDIUM', 0.19, rising(1), null],
    ['HIGH', 0.2, [], 1],
    ['HIGH', 0.199, [], 3],
    ['CRITICAL', 0.199, rising(1), 2],
    ['CRITICAL', null, rising(0), 3],
    ['HIGH', 0.3, rising(1), 1],
  ] as const)(
    'of %s with a chance of %s of a miss in three days',
    (level, imminentProbability, scores, tier) => {
      expect(tierOf({ level, imminentProbability, scores }, policy)).toBe(tier)
    },
  )
})

describe('prioritise', () => {
  it('orders by tier, then by what can be saved', () => {
    const queue = prioritise(
      [
        customer({ customerId: 'C0000001', level: 'LOW' }),
        customer({ customerId: 'C0000002' }),
        customer({ customerId: 'C0000003', exposureMinor: 5_000_000 }),
        customer({ customerId: 'C0000004', scores: rising(1) }),
        customer({ customerId: 'C0000005', imminentProbability: 0.3, exposureMinor: 60_000 }),
      ],
      wednesdayMorning,
      policy,
    )
    expect(queue.map(({ customerId, tier }) => [customerId, tier])).toEqual([
      ['C0000005', 1],
      ['C0000004', 2],
      ['C0000003', 3],
      ['C0000002', 3],
    ])
  })
})

describe('expectedAvoidableLossMinor', () => {
  it('is probability × exposure × LGD × uplift − cost', () => {
    expect(
      expectedAvoidableLossMinor({ probability: 0.4, exposureMinor: 100_000 }, 0.5, 0.6, 5_000),
    ).toBeCloseTo(7_000)
  })

  it('refuses what cannot be', () => {
    const facts = { probability: 0.4, exposureMinor: 100_000 }
    expect(() => expectedAvoidableLossMinor({ ...facts, probability: 40 }, 0.5, 0.6, 1)).toThrow(
      'probability',
    )
    expect(() => expectedAvoidableLossMinor({ ...facts, exposureMinor: Number.NaN }, 0.5, 0.6, 1)).toThrow(
      'exposure',
    )
  })
})
