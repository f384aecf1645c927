/** Inputs pass through, categories become their statistic, whatever way the table is read. */
import { expect, test } from 'vitest'
import { applyColumnSources } from '../../../trees/target-statistics/index.ts'
import type { ColumnSource } from '../../../trees/tree-ensemble.ts'

const single: ColumnSource = {
  kind: 'target-statistic',
  inputs: [1],
  radix: [4],
  cells: Float64Array.of(0, 2, 3),
  values: Float64Array.of(0.1, 0.2, 0.3),
  otherwise: 0.5,
}

test('a category takes its value, missing its own, an unseen and an unknown one the value for the rest', () => {
  const amount = Float64Array.of(1, 2, 3, 4, 5, 6)
  const inputs = { rows: 6, columns: [amount, Float64Array.of(0, 1, 2, Number.NaN, -1, 9)] }
  const made = applyColumnSources([{ kind: 'input', input: 0 }, single], inputs)
  expect(made.columns[0]).toBe(amount)
  expect([...made.columns[1]]).toEqual([0.1, 0.5, 0.2, 0.3, 0.5, 0.5])
})

test('many rows read through a table, and few by bisection, agree; so do cells too many for a table', () => {
  const rows = 500
  const first = Float64Array.from({ length: rows }, (_, i) => (i * 7) % 5)
  const second = Float64Array.from({ length: rows }, (_, i) => (i % 11 === 0 ? Number.NaN : (i * 13) % 6))
  for (const radix of [
    [5, 7],
    [5000, 7000],
  ]) {
    const missing = radix[1] - 1
    const cellOf = (i: number): number =>
      first[i] + radix[0] * (Number.isNaN(second[i]) ? missing : second[i])
    const cells = [...new Set(Array.from({ length: 300 }, (_, i) => cellOf(i)))]
      .sort((a, b) => a - b)
      .slice(3)
    const source: ColumnSource = {
      kind: 'target-statistic',
      inputs: [0, 1],
      radix,
      cells: Float64Array.from(cells),
      values: Float64Array.from(cells, (cell) => Math.sqrt(cell)),
      otherwise: -1,
    }
    const expected = Array.from({ length: rows }, (_, i) =>
      cells.includes(cellOf(i)) ? Math.sqrt(cellOf(i)) : -1,
    )
    expect([...applyColumnSources([source], { rows, columns: [first, second] }).columns[0]]).toEqual(expected)
    for (const i of [0, 1, 11, 499]) {
      const row = { rows: 1, columns: [first.slice(i, i + 1), second.slice(i, i + 1)] }
      expect(applyColumnSources([source], row).columns[0][0]).toBe(expected[i])
    }
  }
})

test('a source that does not fit is refused', () => {
  const inputs = { rows: 1, columns: [Float64Array.of(1)] }
  expect(() => applyColumnSources([{ kind: 'input', input: 3 }], inputs)).toThrow('need input 3')
  expect(() => applyColumnSources([{ ...single, inputs: [0], radix: [] }], inputs)).toThrow(
    'one radix per input',
  )
  expect(() => applyColumnSources([{ ...single, inputs: [0], values: new Float64Array(1) }], inputs)).toThrow(
    'one value per cell',
  )
})
