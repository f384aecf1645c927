import { openStream } from '@pratibimba/numerics/random'
import { comparePromotion } from '@pratibimba/risk/warning'
import { describe, expect, it } from 'vitest'

/** Probabilities of two models that see the truth through noise of their own. */
function rowsOf(customers: number, noise: { current: number; candidate: number }, rowsEach = 1) {
  const stream = openStream(8, 'promotion')
  const rows = customers * rowsEach
  const truth = Float64Array.from({ length: rows }, () => 1.3 * stream.normal() - 2.4)
  const seen = (by: number) => truth.map((z) => 1 / (1 + Math.exp(-(z + by * stream.normal()))))
  return {
    customerId: Array.from({ length: rows }, (_, row) => `C${row % customers}`),
    asOfDay: new Int32Array(rows),
    label: truth.map((z) => (stream.uniform() < 1 / (1 + Math.exp(-z)) ? 1 : 0)),
    current: seen(noise.current),
    candidate: seen(noise.candidate),
  }
}

describe('comparePromotion', () => {
  it('promotes a better model', () => {
    const { verdict, aucDifference, reason } = comparePromotion(
      rowsOf(5_000, { current: 1.5, candidate: 0.2 }),
      { missCost: 50, seed: 1 },
    )
    expect(verdict).toBe('promote')
    expect(aucDifference.lower).toBeGreaterThan(0)
    expect(reason).toContain('better')
  })

  it('never promotes a worse one, and says why', () => {
    const { verdict, reason } = comparePromotion(rowsOf(5_000, { current: 0.2, candidate: 1.5 }), {
      missCost: 50,
      seed: 1,
    })
    expect(verdict).toBe('keep')
    expect(reason).toContain('worse')
  })

  it('keeps the champion where too few rows can tell', () => {
    const { verdict } = comparePromotion(rowsOf(500, { current: 1, candidate: 0.9 }), {
      missCost: 50,
      seed: 1,
    })
    expect(verdict).toBe('keep')
  })

  it('promotes the same model: it is not worse', () => {
    const rows = rowsOf(3_000, { current: 0.5, candidate: 0.5 })
    const { verdict, aucDifference, costDifference } = comparePromotion(
      { ...rows, candidate: rows.current },
      { missCost: 50, seed: 1 },
    )
    expect(verdict).toBe('promote')
    expect(aucDifference.value).toBe(0)
    expect(costDifference).toEqual({ value: 0, lower: 0, upper: 0 })
  })

  it('keeps a champion whose decisions cost less, though the order is the same', () => {
    const rows = rowsOf(4_000, { current: 0.3, candidate: 0.3 })
    const { verdict, reason } = comparePromotion(
      { ...rows, candidate: rows.current.map((p) => p / 40) },
      { missCost: 50, seed: 1 },
    )
    expect(verdict).toBe('keep')
    expect(reason).toContain('cost')
  })

  it('draws customers whole: with several rows of each, intervals are wider than rows alone would say', () => {
    const one = rowsOf(600, { current: 1, candidate: 0.6 })
    const copies = 4
    const repeat = (values: Float64Array) =>
      Float64Array.from({ length: copies * values.length }, (_, i) => values[i % values.length])
    const many = {
      customerId: Array.from({ length: copies * 600 }, (_, i) => one.customerId[i % 600]),
      asOfDay: new Int32Array(copies * 600),
      label: repeat(one.label),
      current: repeat(one.current),
      candidate: repeat(one.candidate),
    }
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower
    const single = width(comparePromotion(one, { missCost: 50, seed: 2 }).aucDifference)
    const repeated = width(comparePromotion(many, { missCost: 50, seed: 2 }).aucDifference)
    expect(repeated / single).toBeGreaterThan(0.8)
    expect(repeated / single).toBeLessThan(1.25)
  })

  it('asks for enough missed payments', () => {
    const rows = rowsOf(500, { current: 1, candidate: 1 })
    expect(() =>
      comparePromotion({ ...rows, label: new Float64Array(500) }, { missCost: 50, seed: 1 }),
    ).toThrow(/at least 30/)
  })
})
