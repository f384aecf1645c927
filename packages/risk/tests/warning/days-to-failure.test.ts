import { openStream } from '@pratibimba/numerics/random'
import { expectedDays, failureHorizons, fitDayBands, missWithin, usualLevels } from '@pratibimba/risk/warning'
import { describe, expect, it } from 'vitest'

/** The riskier, the sooner: day = 1 + ⌊30·u^(1 + 2p)⌋. */
function drawn(rows: number, purpose: string) {
  const stream = openStream(4, purpose)
  const probability = Float64Array.from({ length: rows }, () => stream.uniform() * 0.8)
  const days = probability.map((p) => {
    const happened = stream.uniform() < p
    const wait = Math.min(30, 1 + Math.floor(30 * stream.uniform() ** (1 + 2 * p)))
    return happened ? wait : Number.NaN
  })
  return { probability, days }
}

describe('days to failure', () => {
  const learnt = drawn(20_000, 'learnt')
  const timing = fitDayBands(learnt.probability, learnt.days)

  it('gives chances that happen as often as they say, in every third of the scores and at every horizon', () => {
    const { probability, days } = drawn(30_000, 'tried')
    const order = Int32Array.from(probability.keys()).sort((a, b) => probability[a] - probability[b])
    for (const third of [0, 1, 2]) {
      const rows = order.subarray(third * 10_000, (third + 1) * 10_000)
      for (const day of failureHorizons) {
        let said = 0
        let happened = 0
        for (const row of rows) {
          said += missWithin(timing, probability[row], probability[row], day)
          happened += days[row] <= day ? 1 : 0
        }
        const error = Math.sqrt(Math.max(1, said) * (1 - said / rows.length))
        expect(Math.abs(said - happened)).toBeLessThan(3.5 * error + 0.03 * said)
      }
    }
  })

  it('rises over the days to the probability itself', () => {
    for (const p of [0.01, 0.3, 0.7]) {
      let last = 0
      for (let day = 1; day <= 30; day++) {
        const chance = missWithin(timing, p, p, day)
        expect(chance).toBeGreaterThanOrEqual(last)
        last = chance
      }
      expect(last).toBeCloseTo(p, 12)
    }
  })

  it('expects the riskier sooner, and nothing of those at low risk', () => {
    expect(expectedDays(timing, 0.7, 0.7, usualLevels)!).toBeLessThan(
      expectedDays(timing, 0.06, 0.06, usualLevels)!,
    )
    expect(expectedDays(timing, 0.06, 0.049, usualLevels)).toBeNull()
  })

  it('never lets a chance fall, however many rows a share is of', () => {
    for (const rows of [7, 31, 97, 1009]) {
      const { byDay } = fitDayBands(
        Float64Array.from({ length: rows }, (_, row) => row),
        Float64Array.from({ length: rows }, (_, row) => 1 + (row % 30)),
      )
      for (let i = 0; i < byDay.length; i++)
        expect(byDay[i]).toBeGreaterThanOrEqual(i % 30 === 0 ? 0 : byDay[i - 1])
    }
  })

  it('has one band where misses are few, and refuses what cannot be', () => {
    const few = fitDayBands(Float64Array.of(0.1, 0.2, 0.3), Float64Array.of(3, Number.NaN, 9))
    expect(few.rows).toEqual(Int32Array.of(2))
    expect(() => fitDayBands(Float64Array.of(0.1), Float64Array.of(Number.NaN))).toThrow(/No row/)
    expect(() => fitDayBands(Float64Array.of(0.1), Float64Array.of(31))).toThrow(/31 days/)
  })
})
