/** Counterfactual flips: what a model reads from the attribute itself, no more and no less. */
import { takeRows } from '@pratibimba/learning/data'
import { describe, expect, it } from 'vitest'
import { counterfactualFlips } from '../../fairness/index.ts'

const matrix = {
  rows: 5,
  columns: [Float64Array.of(0.1, 0.3, 0.45, 0.7, 0.9), Float64Array.of(0, 1, 0, 1, Number.NaN)],
}
/** The second column adds a tenth where it is 1. */
const biased = ({ rows, columns: [x, sex] }: typeof matrix) =>
  Float64Array.from({ length: rows }, (_, i) => x[i] + (sex[i] === 1 ? 0.1 : 0))

describe('counterfactualFlips', () => {
  it('finds whose score and decision change', async () => {
    const flips = await counterfactualFlips(matrix, async (m) => biased(m as typeof matrix), {
      column: 1,
      values: [0, 1],
      threshold: 0.5,
    })
    const [toZero, toOne] = flips.flips
    // Rows 1, 3 and the missing one are changed to 0.
    expect(toZero).toMatchObject({ value: 0, rows: 3, flippedUp: 0, flippedDown: 0 })
    expect(toZero.meanAbsoluteChange).toBeCloseTo(0.2 / 3, 12)
    expect(toZero.meanChange).toBeCloseTo(-0.2 / 3, 12)
    expect(toOne).toMatchObject({ value: 1, rows: 3, flippedUp: 1, flippedDown: 0, shareFlipped: 1 / 3 })
    expect(flips).toMatchObject({ rowsAffected: 5, shareAffected: 1, shareFlipped: 0.2 })
    expect(flips.worst.map(({ row }) => row).sort()).toEqual([0, 1, 2, 3, 4])
    const worst = flips.worst.find(({ row }) => row === 2)!
    expect(worst).toMatchObject({ from: 0, to: 1, before: 0.45 })
    expect(worst.after).toBeCloseTo(0.55, 12)
  })

  it('finds nothing in a model that does not look', async () => {
    const flips = await counterfactualFlips(matrix, ({ columns: [x] }) => x, { column: 1, values: [0, 1] })
    expect(flips).toMatchObject({ rowsAffected: 0, shareAffected: 0, shareFlipped: null, worst: [] })
    expect(flips.flips[0]).toMatchObject({ meanAbsoluteChange: 0, shareFlipped: null })
  })

  it('changes no input, and survives a scorer that reuses its array', async () => {
    const copy = takeRows(matrix, [0, 1, 2, 3, 4])
    const reused = new Float64Array(5)
    const flips = await counterfactualFlips(
      matrix,
      (m) => {
        reused.set(biased(m as typeof matrix))
        return reused
      },
      { column: 1, values: [1], worstRows: 2 },
    )
    expect(matrix).toEqual(copy)
    expect(flips.worst).toHaveLength(2)
    expect(flips.rowsAffected).toBe(3)
  })

  it('has nothing to say where every row has the value', async () => {
    const ones = { rows: 2, columns: [Float64Array.of(1, 1)] }
    const { flips } = await counterfactualFlips(ones, ({ columns: [x] }) => x, { column: 0, values: [1] })
    expect(flips[0]).toMatchObject({ rows: 0, meanAbsoluteChange: null, largestAbsoluteChange: null })
  })

  it('refuses what does not fit', async () => {
    const run = (options: Parameters<typeof counterfactualFlips>[2], scores = new Float64Array(5)) =>
      counterfactualFlips(matrix, () => scores, options)
    await expect(run({ column: 2, values: [0] })).rejects.toThrow('need a column from 0 to 1, got 2')
    await expect(run({ column: 1, values: [] })).rejects.toThrow('need finite values to change to')
    await expect(run({ column: 1, values: [0] }, new Float64Array(3))).rejects.toThrow('need 5 scores, got 3')
    await expect(run({ column: 1, values: [0] }, new Float64Array(5).fill(Number.NaN))).rejects.toThrow(
      'need finite scores, got NaN in row 0',
    )
  })
})
