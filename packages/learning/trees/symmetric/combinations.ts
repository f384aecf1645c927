/** Categories and combinations of them, as far as trees have asked for them, with their columns of statistics. */
import type { Matrix } from '../../data/index.ts'
import { type Cells, cellsOf, type StatisticKind } from '../target-statistics/index.ts'
import type { StatisticColumn } from './split-column.ts'

export interface Combination {
  /** Places among the categories that have statistics, ascending. */
  readonly categories: readonly number[]
  readonly cells: Cells
  /** Its columns, one per statistic, among all columns. */
  readonly columns: readonly number[]
}

export interface Combinations {
  readonly all: readonly Combination[]
  /** A combination with one category more; the same object whenever it is asked for again. */
  extend(combination: number, category: number): number
}

/**
 * Opens the combinations with one for each category; columns are appended to `columns`.
 *
 * @param categories inputs that are categories with statistics, and how many codes each has
 */
export function openCombinations(
  data: Matrix,
  categories: readonly { readonly input: number; readonly codes: number }[],
  statistics: readonly StatisticKind[],
  bins: number,
  columns: { push(column: StatisticColumn): unknown; readonly length: number },
): Combinations {
  const all: Combination[] = []
  const known = new Map<string, number>()
  const add = (members: readonly number[], cells: Cells): number => {
    const combination = all.length
    const first = columns.length
    for (const statistic of statistics) columns.push({ kind: 'statistic', combination, statistic, bins })
    all.push({ categories: members, cells, columns: statistics.map((_, at) => first + at) })
    known.set(members.join(), combination)
    return combination
  }
  categories.forEach(({ input, codes }, at) => {
    add([at], numbered(cellsOf({ inputs: [input], radix: [codes + 1] }, data), codes + 1))
  })
  return {
    all,
    extend(combination, category) {
      const base = all[combination]
      const members = [...base.categories, category].sort((a, b) => a - b)
      const found = known.get(members.join())
      if (found !== undefined) return found
      const other = all[category].cells
      const cell = new Float64Array(data.rows)
      for (let row = 0; row < cell.length; row++) {
        const a = base.cells.ofRow[row]
        const b = other.ofRow[row]
        cell[row] = a < 0 || b < 0 ? -1 : a + base.cells.count * b
      }
      return add(members, numbered(cell, base.cells.count * other.count))
    },
  }
}

/** Cells up to here are numbered through a table. */
const tableCells = 1 << 22

/** Numbers cells in the order in which they appear; −1 stays. */
function numbered(cellOf: Float64Array, cellCount: number): Cells {
  const ofRow = new Int32Array(cellOf.length)
  let count = 0
  if (cellCount <= tableCells) {
    const table = new Int32Array(cellCount)
    for (let row = 0; row < ofRow.length; row++) {
      const cell = cellOf[row]
      if (cell < 0) ofRow[row] = -1
      else {
        if (table[cell] === 0) table[cell] = ++count
        ofRow[row] = table[cell] - 1
      }
    }
    return { ofRow, count }
  }
  const table = new Map<number, number>()
  for (let row = 0; row < ofRow.length; row++) {
    const cell = cellOf[row]
    if (cell < 0) {
      ofRow[row] = -1
      continue
    }
    let number = table.get(cell)
    if (number === undefined) {
      number = count++
      table.set(cell, number)
    }
    ofRow[row] = number
  }
  return { ofRow, count }
}
