/** Ordered statistics: by hand, and blind to a row's own outcome. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Cells,
  defaultStatistics,
  type Outcomes,
  orderedStatistics,
  permutationOfRows,
  statisticBorder,
  statisticOfCells,
} from '../../../trees/target-statistics/index.ts'

const kinds = defaultStatistics(1)
const bins = 16

function encode(cells: Cells, outcomes: Outcomes, order: Uint32Array): Uint8Array[] {
  const out = kinds.map(() => new Uint8Array(cells.ofRow.length))
  orderedStatistics(cells, outcomes, order, kinds, bins, out)
  return out
}

/** The same, one row after another by its definition. */
function plain(cells: Cells, { classOf, counted }: Outcomes, order: Uint32Array): number[][] {
  return kinds.map((kind) => {
    const answer = new Array<number>(order.length).fill(0)
    const sizes = Array.from({ length: cells.count }, (_, cell) =>
      cells.ofRow.reduce((sum, of, row) => sum + (of === cell && counted?.[row] !== 0 ? 1 : 0), 0),
    )
    order.forEach((row, place) => {
      const cell = cells.ofRow[row]
      const before = [...order.subarray(0, place)].filter(
        (other) => cell >= 0 && cells.ofRow[other] === cell && counted?.[other] !== 0,
      )
      const value =
        kind.kind === 'counter'
          ? cell < 0
            ? 0
            : sizes[cell] / (Math.max(...sizes) + 1)
          : (before.filter((other) => classOf[other] > kind.border).length + kind.prior) / (before.length + 1)
      answer[row] = Math.floor(value * (bins - 1) + 1e-6)
    })
    return answer
  })
}

const table = fc.integer({ min: 1, max: 40 }).chain((rows) =>
  fc.record({
    ofRow: fc.array(fc.integer({ min: -1, max: 4 }), { minLength: rows, maxLength: rows }),
    classOf: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: rows, maxLength: rows }),
    counted: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: rows, maxLength: rows }),
    seed: fc.nat(),
  }),
)

describe('ordered statistics', () => {
  it('are what their definition says', () => {
    fc.assert(
      fc.property(table, ({ ofRow, classOf, counted, seed }) => {
        const cells = { ofRow: Int32Array.from(ofRow), count: 5 }
        const outcomes = { classOf: Uint8Array.from(classOf), classes: 2, counted: Uint8Array.from(counted) }
        const order = permutationOfRows(seed, 0, ofRow.length)
        expect(encode(cells, outcomes, order).map((column) => [...column])).toEqual(
          plain(cells, outcomes, order),
        )
      }),
    )
  })

  it('do not change for a row when its own outcome does, nor for any row before it', () => {
    fc.assert(
      fc.property(table, fc.nat(), ({ ofRow, classOf, seed }, pick) => {
        const cells = { ofRow: Int32Array.from(ofRow), count: 5 }
        const order = permutationOfRows(seed, 0, ofRow.length)
        const place = pick % ofRow.length
        const flipped = Uint8Array.from(classOf)
        flipped[order[place]] = 1 - flipped[order[place]]
        const before = encode(cells, { classOf: Uint8Array.from(classOf), classes: 2 }, order)
        const after = encode(cells, { classOf: flipped, classes: 2 }, order)
        for (let at = 0; at <= place; at++)
          before.forEach((column, k) => {
            expect(after[k][order[at]]).toBe(column[order[at]])
          })
      }),
    )
  })

  it('count every class border of several classes', () => {
    const cells = { ofRow: Int32Array.of(0, 0, 0, 0), count: 1 }
    const outcomes = { classOf: Uint8Array.of(0, 1, 2, 0), classes: 3 }
    const three = defaultStatistics(2)
    expect(three).toHaveLength(7)
    const out = three.map(() => new Uint8Array(4))
    orderedStatistics(cells, outcomes, Uint32Array.of(0, 1, 2, 3), three, bins, out)
    // Before the last row: classes 0, 1, 2; above the first border two of three, above the second one.
    expect(out[0][3]).toBe(Math.floor((2 / 4) * 15 + 1e-6))
    expect(out[3][3]).toBe(Math.floor((1 / 4) * 15 + 1e-6))
  })
})

it("the model's statistic of a cell uses all rows, and falls in the bin that its border says", () => {
  const cells = { ofRow: Int32Array.of(0, 0, 1, -1), count: 2 }
  const outcomes = { classOf: Uint8Array.of(1, 0, 1, 1), classes: 2 }
  const { values, otherwise } = statisticOfCells(cells, outcomes, { kind: 'borders', border: 0, prior: 0.5 })
  expect([...values]).toEqual([0.5, 0.75])
  expect(otherwise).toBe(0.5)
  expect(statisticOfCells(cells, outcomes, { kind: 'counter' }).values[1]).toBeCloseTo(1 / 3, 15)
  for (const value of [0, 1 / 3, 0.2, 0.5, 0.75, 1]) {
    const bin = Math.floor(value * 15 + 1e-6)
    expect(value <= statisticBorder(bin, bins)).toBe(true)
    if (bin > 0) expect(value <= statisticBorder(bin - 1, bins)).toBe(false)
  }
})

it('a permutation holds every row once, the same for a seed', () => {
  const order = permutationOfRows(5, 2, 1000)
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, row) => row))
  expect(permutationOfRows(5, 2, 1000)).toEqual(order)
  expect(permutationOfRows(5, 3, 1000)).not.toEqual(order)
})
