/** From the columns a user gives to the columns that trees read: inputs as they are, categories as learnt statistics. */
import type { Matrix } from '../../data/index.ts'
import { hashedStatisticColumn } from '../hashed-statistics/index.ts'
import type { ColumnSource } from '../tree-ensemble.ts'

/** A table over all cells is worth its memory up to here; beyond, cells are searched for. */
const denseCells = 1 << 20
/** Fewer rows than this are looked up by bisection: filling a table would cost more. */
const fewRows = 64

/**
 * The columns that a model's trees read, made from the model's inputs.
 *
 * Inputs pass through without a copy. A target statistic of inputs with codes c₁ … c_m and radices r₁ … r_m stands in
 * cell c₁ + r₁·(c₂ + r₂·(c₃ + …)); missing is code r − 1; a cell never seen, an unknown category and a code ≥ r take
 * `otherwise`. A number among them is code 1 above its border, else 0.
 *
 * @param columns as a TreeModel carries them
 * @param inputs  one column per input of the model
 * @returns as many rows, one column per source
 * @throws RangeError when a source names an input that is not there, or its radices do not fit its inputs
 * @see docs/methods/ordered-boosting.md
 */
export function applyColumnSources(columns: readonly ColumnSource[], inputs: Matrix): Matrix {
  return {
    rows: inputs.rows,
    columns: columns.map((source) => {
      if (source.kind === 'input') return inputColumn(inputs, source.input)
      if (source.kind === 'hashed-statistic') return hashedStatisticColumn(source, inputs)
      return statisticColumn(source, cellsOf(source, inputs))
    }),
  }
}

type TargetStatistic = Extract<ColumnSource, { kind: 'target-statistic' }>

/** The cell of each row, −1 where a category is unknown; shape [rows]. */
export function cellsOf(
  source: Pick<TargetStatistic, 'inputs' | 'radix' | 'above'>,
  inputs: Matrix,
): Float64Array {
  const { radix } = source
  if (radix.length !== source.inputs.length || radix.length === 0)
    throw new RangeError(
      `applyColumnSources: need one radix per input, got ${radix.length} for ${source.inputs.length}`,
    )
  const cells = new Float64Array(inputs.rows)
  let step = 1
  for (let part = 0; part < radix.length; part++) {
    const codes = inputColumn(inputs, source.inputs[part])
    const codeCount = radix[part]
    const condition = source.above?.[part]
    if (condition) {
      const { border, missing } = condition
      for (let row = 0; row < cells.length; row++) {
        const value = codes[row]
        if (cells[row] >= 0 && (Number.isNaN(value) ? missing === 1 : value > border)) cells[row] += step
      }
      step *= codeCount
      continue
    }
    for (let row = 0; row < cells.length; row++) {
      if (cells[row] < 0) continue
      const code = codes[row]
      if (code >= 0 && code < codeCount) cells[row] += code * step
      else if (Number.isNaN(code)) cells[row] += (codeCount - 1) * step
      else cells[row] = -1
    }
    step *= codeCount
  }
  if (!(step <= Number.MAX_SAFE_INTEGER))
    throw new RangeError(`applyColumnSources: need at most 2^53 cells, got ${step}`)
  return cells
}

function statisticColumn(source: TargetStatistic, cells: Float64Array): Float64Array {
  const { otherwise, values } = source
  if (values.length !== source.cells.length)
    throw new RangeError(
      `applyColumnSources: need one value per cell, got ${values.length} for ${source.cells.length}`,
    )
  const cellCount = source.radix.reduce((product, codes) => product * codes, 1)
  const column = new Float64Array(cells.length)
  if (cells.length >= fewRows && cellCount <= denseCells) {
    const table = new Float64Array(cellCount).fill(otherwise)
    for (let i = 0; i < values.length; i++) table[source.cells[i]] = values[i]
    for (let row = 0; row < column.length; row++) column[row] = cells[row] < 0 ? otherwise : table[cells[row]]
    return column
  }
  for (let row = 0; row < column.length; row++) {
    const place = find(source.cells, cells[row])
    column[row] = place < 0 ? otherwise : values[place]
  }
  return column
}

/** Index of a value in an ascending array, −1 when absent. */
function find(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low < sorted.length && sorted[low] === value ? low : -1
}

function inputColumn(inputs: Matrix, input: number): Float64Array {
  const column = inputs.columns[input]
  if (column === undefined)
    throw new RangeError(`applyColumnSources: need input ${input}, got ${inputs.columns.length} inputs`)
  return column
}
