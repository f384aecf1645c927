/** Every drift test keeps to the same laws. */
import { describe, expect, it } from 'vitest'
import { driftTests } from '../../monitoring/index.ts'
import { drawn, driftOf, figureOf, hump, labelDriftOf, quickUniform } from './support.ts'

it('ids differ, and every kind of column has a test that decides', () => {
  expect(new Set(driftTests.map(({ id }) => id)).size).toBe(driftTests.length)
  for (const kind of ['number', 'category'] as const)
    expect(driftTests.some(({ kinds, decides }) => kinds.includes(kind) && decides)).toBe(true)
})

describe.each(driftTests.map((test) => [test.id, test] as const))('%s', (id, { kinds, bands, decides }) => {
  const uniform = quickUniform(5)
  const pairs = kinds.map((kind) => {
    const sample = (rows: number, shift: number) =>
      kind === 'number'
        ? drawn(rows, () => hump(uniform)() + shift)
        : drawn(rows, () => Math.floor(5 * uniform() ** (1 + 2 * shift)))
    const measure = (reference: Float64Array, current: Float64Array) =>
      figureOf(kind === 'number' ? driftOf(reference, current) : labelDriftOf(reference, current, 5), id)
    return { kind, sample, measure }
  })

  it('is 0 of a sample and itself, in any order', () => {
    for (const { sample, measure } of pairs) {
      const values = sample(900, 0)
      const { value, pValue } = measure(values, values.slice().reverse())
      expect(value).toBeCloseTo(0, 7)
      if (pValue !== null) expect(pValue).toBeGreaterThan(0.999)
    }
  })

  it('grows with the shift, and is sure of a large one', () => {
    for (const { sample, measure } of pairs) {
      const reference = sample(2000, 0)
      const figures = [0, 0.1, 0.4].map((shift) => measure(reference, sample(2000, shift)))
      expect(figures[1].value).toBeGreaterThan(figures[0].value)
      expect(figures[2].value).toBeGreaterThan(figures[1].value)
      if (figures[2].pValue !== null) expect(figures[2].pValue).toBeLessThan(1e-9)
    }
  })

  it('has bands that ascend, and a critical value that p-values agree with', () => {
    expect(bands.moderate).toBeGreaterThan(0)
    expect(bands.severe).toBeGreaterThan(bands.moderate)
    for (const { sample, measure } of pairs)
      for (let r = 0; r < 40; r++) {
        const figure = measure(sample(3000, 0), sample(3000, 0.012 * (r % 4)))
        expect(decides && figure.pValue === null).toBe(false)
        if (figure.pValue === null || figure.critical === null) continue
        // Where neither is close to its border.
        if (figure.pValue < 0.007) expect(figure.value).toBeGreaterThan(figure.critical)
        if (figure.pValue > 0.014) expect(figure.value).toBeLessThan(figure.critical)
      }
  })

  it('survives one row, one value, and a column of gaps', () => {
    for (const { kind, sample } of pairs) {
      const many = sample(300, 0)
      const odd = [Float64Array.of(1), new Float64Array(50).fill(2), new Float64Array(40).fill(Number.NaN)]
      for (const a of [many, ...odd])
        for (const b of [many, ...odd]) {
          const report = kind === 'number' ? driftOf(a, b) : labelDriftOf(a, b, 5)
          for (const { value, pValue, critical } of report.features[0].tests) {
            expect(value).toBeGreaterThanOrEqual(0)
            expect(Number.isFinite(value)).toBe(true)
            if (pValue !== null) expect(pValue >= 0 && pValue <= 1).toBe(true)
            if (critical !== null) expect(critical).toBeGreaterThanOrEqual(0)
          }
        }
    }
  })
})
