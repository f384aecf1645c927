import { describe, expect, it } from 'vitest'
import type { DriftReport } from '../../monitoring/index.ts'
import { drawn, driftOf, hump, labelDriftOf, quickUniform } from './support.ts'

/** Shares of repetitions without drift in which each test's p-value lies below 5% and below 1%. */
function falseAlarms(
  repetitions: number,
  seed: number,
  draw: (uniform: () => number) => DriftReport,
): Map<string, { at5: number; at1: number }> {
  const uniform = quickUniform(seed)
  const rates = new Map<string, { at5: number; at1: number }>()
  for (let r = 0; r < repetitions; r++)
    for (const { id, pValue } of draw(uniform).features[0].tests) {
      if (pValue === null) continue
      const rate = rates.get(id) ?? { at5: 0, at1: 0 }
      if (pValue < 0.05) rate.at5 += 1 / repetitions
      if (pValue < 0.01) rate.at1 += 1 / repetitions
      rates.set(id, rate)
    }
  return rates
}

/** Within four standard errors of the simulation, and a little for what is asymptotic. */
function expectNominal(rates: ReturnType<typeof falseAlarms>, repetitions: number, leastAt5: number): void {
  const error = (p: number) => 4 * Math.sqrt((p * (1 - p)) / repetitions)
  for (const [id, { at5, at1 }] of rates) {
    expect(at5, id).toBeLessThan(0.05 + error(0.05) + 0.006)
    expect(at1, id).toBeLessThan(0.01 + error(0.01) + 0.003)
    expect(at5, id).toBeGreaterThan(leastAt5 - error(0.05))
  }
}

const mixed = (uniform: () => number) => () => {
  const which = uniform()
  return which < 0.02 ? Number.NaN : which < 0.32 ? 0 : uniform() + uniform()
}
const labels = (uniform: () => number) => () => Math.floor(uniform() ** 2 * 12)

describe('without drift, alarms come as often as they may', () => {
  for (const [n, m, repetitions] of [
    [200, 200, 2000],
    [200, 2000, 600],
    [2000, 200, 600],
    [2000, 2000, 400],
    [20_000, 300, 80],
    [200_000, 2000, 15],
  ]) {
    it(`numbers, ${n} rows against ${m}`, () => {
      const plain = falseAlarms(repetitions, 1, (uniform) =>
        driftOf(drawn(n, hump(uniform)), drawn(m, hump(uniform))),
      )
      expectNominal(plain, repetitions, 0.04)
    })
    it(`an atom, gaps and numbers, ${n} rows against ${m}`, () => {
      const rates = falseAlarms(repetitions, 2, (uniform) =>
        driftOf(drawn(n, mixed(uniform)), drawn(m, mixed(uniform))),
      )
      expectNominal(rates, repetitions, 0.035)
    })
  }

  for (const [n, m, repetitions] of [
    [200, 200, 3000],
    [200, 2000, 2000],
    [50, 1000, 3000],
    [2000, 200, 2000],
    [20_000, 20_000, 200],
    [200_000, 200_000, 50],
  ])
    it(`labels, some of them rare, ${n} rows against ${m}`, () => {
      const rates = falseAlarms(repetitions, 3, (uniform) =>
        labelDriftOf(drawn(n, labels(uniform)), drawn(m, labels(uniform)), 12),
      )
      expectNominal(rates, repetitions, 0.04)
    })

  it('not one of 104 columns is called drifted, of few rows and of many', () => {
    const uniform = quickUniform(4)
    for (const rows of [200, 3000])
      for (let column = 0; column < 104; column++) {
        const { severity } = driftOf(drawn(rows, hump(uniform)), drawn(rows, hump(uniform)), 0.01 / 104)
        expect(severity).toBe('none')
      }
  })
})
