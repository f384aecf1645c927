/** Combinations of categories and of numbers cut in two, as far as trees have asked for them. */
import type { Matrix } from '../../data/index.ts'
import { type Cells, cellsOf, type StatisticKind } from '../target-statistics/index.ts'
import type { StatisticColumn } from './split-column.ts'

/** Whether a number's bin is above a border; by its column and last bin below. */
export interface Condition {
  readonly column: number
  readonly bin: number
}

/** What a cell is the combination of. */
export interface Members {
  /** Places among the categories, ascending; at least one once it has columns. */
  readonly categories: readonly number[]
  readonly conditions: readonly Condition[]
}

interface Combination extends Members {
  readonly cellCount: number
  /** Its columns, one per statistic, among all columns. */
  readonly columns: readonly number[]
}

export interface Combinations {
  readonly all: readonly Combination[]
  /** Cells of the training rows; made again when long not asked for. */
  cells(combination: number): Cells
  /** Members with one category more; the same number whenever they are asked for again. */
  extend(members: Members, category: number): number
}

/** Bytes of cells that are kept. */
const keptBytes = 1 << 27

/**
 * Opens the combinations with one for each category that has statistics; columns are appended to `columns`.
 *
 * @param categories inputs that are categories, and how many codes each has; the first `single` have statistics alone
 * @param binsOf     bins of the training rows of a column, in the order of the data
 */
export function openCombinations(
  data: Matrix,
  categories: readonly { readonly input: number; readonly codes: number }[],
  single: number,
  statistics: readonly StatisticKind[],
  bins: number,
  columns: { push(column: StatisticColumn): unknown; readonly length: number },
  binsOf: (column: number) => Uint8Array,
): Combinations {
  const all: Combination[] = []
  const known = new Map<string, number>()
  const singles = categories.map(({ input, codes }) =>
    numbered(cellsOf({ inputs: [input], radix: [codes + 1] }, data), codes + 1),
  )
  const kept = new Map<number, Cells>()
  const most = Math.max(8, Math.floor(keptBytes / (4 * Math.max(1, data.rows))))

  const make = ({ categories: members, conditions }: Members): Cells => {
    let made = singles[members[0]]
    for (const member of members.slice(1)) {
      const other = singles[member]
      const cell = new Float64Array(data.rows)
      for (let row = 0; row < cell.length; row++) {
        const a = made.ofRow[row]
        const b = other.ofRow[row]
        cell[row] = a < 0 || b < 0 ? -1 : a + made.count * b
      }
      made = numbered(cell, made.count * other.count)
    }
    if (conditions.length === 0) return made
    const cell = Float64Array.from(made.ofRow)
    let step = made.count
    for (const { column, bin } of conditions) {
      const binOf = binsOf(column)
      for (let row = 0; row < cell.length; row++) if (binOf[row] > bin && cell[row] >= 0) cell[row] += step
      step *= 2
    }
    return numbered(cell, step)
  }
  const keep = (combination: number, cells: Cells): void => {
    kept.set(combination, cells)
    if (kept.size > most) kept.delete(kept.keys().next().value as number)
  }
  const add = (members: Members, key: string): number => {
    const combination = all.length
    const first = columns.length
    const cells = make(members)
    for (const statistic of statistics) columns.push({ kind: 'statistic', combination, statistic, bins })
    all.push({ ...members, cellCount: cells.count, columns: statistics.map((_, at) => first + at) })
    known.set(key, combination)
    if (combination >= single) keep(combination, cells)
    return combination
  }
  for (let category = 0; category < single; category++) {
    const members = { categories: [category], conditions: [] }
    add(members, keyOf(members))
  }
  return {
    all,
    cells(combination) {
      if (combination < single) return singles[combination]
      const cells = kept.get(combination) ?? make(all[combination])
      kept.delete(combination)
      keep(combination, cells)
      return cells
    },
    extend(base, category) {
      const members = {
        categories: [...base.categories, category].sort((a, b) => a - b),
        conditions: base.conditions,
      }
      const key = keyOf(members)
      return known.get(key) ?? add(members, key)
    },
  }
}

function keyOf({ categories, conditions }: Members): string {
  const borders = conditions.map(({ column, bin }) => `${column}:${bin}`).sort()
  return `${categories.join()} ${borders.join()}`
}

/** Numbers cells in the order in which they appear; −1 stays. */
function numbered(cellOf: Float64Array, cellCount: number): Cells {
  const ofRow = new Int32Array(cellOf.length)
  let count = 0
  if (cellCount <= 4 * cellOf.length + 1024) {
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
  // Open addressing, at most half full.
  let size = 16
  while (size < 2 * cellOf.length) size *= 2
  const keys = new Float64Array(size)
  const numbers = new Int32Array(size)
  for (let row = 0; row < ofRow.length; row++) {
    const cell = cellOf[row]
    if (cell < 0) {
      ofRow[row] = -1
      continue
    }
    const low = cell | 0
    const high = (cell / 4294967296) | 0
    const hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
    let place = (hash ^ (hash >>> 15)) & (size - 1)
    while (numbers[place] !== 0 && keys[place] !== cell) place = (place + 1) & (size - 1)
    if (numbers[place] === 0) {
      numbers[place] = ++count
      keys[place] = cell
    }
    ofRow[row] = numbers[place] - 1
  }
  return { ofRow, count }
}
