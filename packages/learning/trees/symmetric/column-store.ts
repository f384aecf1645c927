/** Where the bins of a column lie for each permutation: pinned for good, pooled for a while, or made for a moment. */
import type { RandomStream } from '@pratibimba/numerics/random'
import type { LabelledMatrix } from '../../data/index.ts'
import {
  cellsOf,
  type Outcomes,
  orderedStatistics,
  type StatisticKind,
  statisticOfCells,
} from '../target-statistics/index.ts'
import type { Combinations, Condition, Members } from './combinations.ts'
import type { Candidate, Split } from './find-tree.ts'
import type { ResolvedParameters } from './parameters.ts'
import {
  binRows,
  type NumberColumn,
  type OneHotColumn,
  type SplitColumn,
  type StatisticColumn,
} from './split-column.ts'
import { statisticInputs } from './statistic-inputs.ts'
import type { Workspace } from './workspace.ts'

export interface ColumnStore {
  /** Columns to look at on a level; a share of them when the parameters say so. */
  candidates(fold: number, splits: readonly Split[], random: RandomStream): Candidate[]
  /** Most cells of any combination among the candidates. */
  mostCells(candidates: readonly Candidate[]): number
  /** Bins of the training rows, in the fold's order; −1: the averaging fold. Holds until the next call. */
  trainingColumn(fold: number, column: number): number
  /** Bins of the validation rows. Holds until the next call. */
  validationColumn(column: number): number
}

export interface ColumnStoreSetup {
  readonly data: LabelledMatrix
  readonly validation?: LabelledMatrix
  readonly parameters: ResolvedParameters
  readonly workspace: Workspace
  readonly columns: readonly SplitColumn[]
  readonly plainColumns: readonly (NumberColumn | OneHotColumn)[]
  readonly combinations: Combinations
  readonly categories: readonly { readonly input: number; readonly codes: number }[]
  readonly withStatistics: number
  readonly statistics: readonly StatisticKind[]
  readonly outcomes: Outcomes
  /** Of each fold, then of the averaging fold. */
  readonly permutations: readonly Uint32Array[]
  readonly poolSlots: number
}

export function openColumnStore(setup: ColumnStoreSetup): ColumnStore {
  const { data, validation, parameters, workspace, columns, plainColumns, combinations, statistics } = setup
  const { rows } = data
  const pinned = workspace.averaging.columns.length
  const bins = parameters.ctrBorderCount + 1
  const everyFold = [...workspace.folds, workspace.averaging]

  const plain = new Uint8Array(rows)
  plainColumns.forEach((column, at) => {
    binRows(column, data, parameters.nanMode, plain)
    const written = new Set<number>()
    for (const { columns: addresses, order } of everyFold) {
      if (written.has(addresses[at])) continue
      written.add(addresses[at])
      const out = workspace.bytes(addresses[at], rows)
      if (order === undefined) out.set(plain)
      else for (let place = 0; place < rows; place++) out[place] = plain[order[place]]
    }
    if (validation !== undefined)
      binRows(
        column,
        validation,
        parameters.nanMode,
        workspace.bytes(workspace.validation.columns + at * validation.rows, validation.rows),
      )
  })

  const writeStatistics = (fold: number, combination: number, addresses: readonly number[]): void => {
    const permutation = setup.permutations[fold < 0 ? setup.permutations.length - 1 : fold]
    const { order } = fold < 0 ? workspace.averaging : workspace.folds[fold]
    const outs = addresses.map((address) =>
      order === undefined ? workspace.bytes(address, rows) : new Uint8Array(rows),
    )
    orderedStatistics(combinations.cells(combination), setup.outcomes, permutation, statistics, bins, outs)
    if (order === undefined) return
    addresses.forEach((address, k) => {
      const out = workspace.bytes(address, rows)
      for (let place = 0; place < rows; place++) out[place] = outs[k][order[place]]
    })
  }
  const simple = setup.withStatistics
  for (let combination = 0; combination < simple; combination++)
    everyFold.forEach(({ columns: addresses }, at) => {
      const fold = at === everyFold.length - 1 ? -1 : at
      const own = combinations.all[combination].columns
      writeStatistics(
        fold,
        combination,
        own.map((column) => addresses[column]),
      )
    })

  // Columns of combinations, least recently used first.
  const slotBytes = statistics.length * workspace.stride
  const slots = new Map<string, number>()
  const slotOf = (fold: number, combination: number, busy: ReadonlySet<number>): number | undefined => {
    const key = `${fold} ${combination}`
    let slot = slots.get(key)
    if (slot !== undefined) {
      slots.delete(key)
      slots.set(key, slot)
      return slot
    }
    if (slots.size < setup.poolSlots) slot = slots.size
    else {
      const oldest = [...slots].find(([, candidate]) => !busy.has(candidate))
      if (oldest === undefined) return undefined
      slots.delete(oldest[0])
      slot = oldest[1]
    }
    slots.set(key, slot)
    writeStatistics(
      fold,
      combination,
      statistics.map((_, k) => workspace.pool + (slot as number) * slotBytes + k * workspace.stride),
    )
    return slot
  }

  const validationCells = (combination: number): Int32Array => {
    const source = statisticInputs(
      combinations.all[combination],
      setup.categories,
      columns,
      parameters.nanMode,
    )
    const training = cellsOf(source, data)
    const { ofRow } = combinations.cells(combination)
    const place = new Map<number, number>()
    for (let row = 0; row < rows; row++) place.set(training[row], ofRow[row])
    place.delete(-1)
    return Int32Array.from(cellsOf(source, validation as LabelledMatrix), (cell) => place.get(cell) ?? -1)
  }
  const writeValidation = (column: StatisticColumn, out: Uint8Array): void => {
    const ofRow = validationCells(column.combination)
    const { values, otherwise } = statisticOfCells(
      combinations.cells(column.combination),
      setup.outcomes,
      column.statistic,
    )
    for (let row = 0; row < out.length; row++)
      out[row] = (ofRow[row] < 0 ? otherwise : values[ofRow[row]]) * (bins - 1) + 1e-6
  }
  if (validation !== undefined)
    for (let column = plainColumns.length; column < pinned; column++)
      writeValidation(
        columns[column] as StatisticColumn,
        workspace.bytes(workspace.validation.columns + column * validation.rows, validation.rows),
      )

  return {
    candidates(fold, splits, random) {
      const taken = (): boolean => parameters.rsm >= 1 || random.uniform() <= parameters.rsm
      const list: Candidate[] = []
      const addresses = workspace.folds[fold].columns
      for (let column = 0; column < plainColumns.length; column++)
        if (taken()) list.push({ column, address: addresses[column], pinned: column })
      for (let combination = 0; combination < simple; combination++) {
        if (!taken()) continue
        for (const column of combinations.all[combination].columns)
          list.push({ column, address: addresses[column], pinned: column })
      }
      if (setup.poolSlots === 0) return list
      const busy = new Set<number>()
      const met = new Set<number>()
      for (const base of basesOf(splits, columns, combinations, setup)) {
        const length = base.categories.length + (base.conditions.length > 0 ? 1 : 0)
        if (length >= parameters.maxCtrComplexity) continue
        for (let category = 0; category < simple; category++) {
          if (base.categories.includes(category) || !taken()) continue
          const combination = combinations.extend(base, category)
          if (met.has(combination)) continue
          met.add(combination)
          const slot = slotOf(fold, combination, busy)
          if (slot === undefined) continue
          busy.add(slot)
          combinations.all[combination].columns.forEach((column, k) => {
            list.push({
              column,
              address: workspace.pool + slot * slotBytes + k * workspace.stride,
              pinned: -1,
            })
          })
        }
      }
      return list
    },
    mostCells(candidates) {
      let most = 1
      for (const { column } of candidates) {
        const asked = columns[column]
        if (asked.kind === 'statistic') most = Math.max(most, combinations.all[asked.combination].cellCount)
      }
      return most
    },
    trainingColumn(fold, column) {
      const { columns: addresses } = fold < 0 ? workspace.averaging : workspace.folds[fold]
      if (column < pinned) return addresses[column]
      const { combination } = columns[column] as StatisticColumn
      const at = combinations.all[combination].columns.indexOf(column)
      const slot = slots.get(`${fold} ${combination}`)
      if (slot !== undefined) return workspace.pool + slot * slotBytes + at * workspace.stride
      writePassing(fold, columns[column] as StatisticColumn)
      return workspace.passing
    },
    validationColumn(column) {
      const validationRows = (validation as LabelledMatrix).rows
      if (column < pinned) return workspace.validation.columns + column * validationRows
      writeValidation(columns[column] as StatisticColumn, workspace.bytes(workspace.passing, validationRows))
      return workspace.passing
    },
  }

  function writePassing(fold: number, { combination, statistic }: StatisticColumn): void {
    const permutation = setup.permutations[fold < 0 ? setup.permutations.length - 1 : fold]
    const { order } = fold < 0 ? workspace.averaging : workspace.folds[fold]
    const out = workspace.bytes(workspace.passing, rows)
    const byRow = order === undefined ? out : new Uint8Array(rows)
    orderedStatistics(combinations.cells(combination), setup.outcomes, permutation, [statistic], bins, [
      byRow,
    ])
    if (order !== undefined) for (let place = 0; place < rows; place++) out[place] = byRow[order[place]]
  }
}

/** What combinations are made longer: those that the tree has used, and all its numbers and single values together. */
function basesOf(
  splits: readonly Split[],
  columns: readonly SplitColumn[],
  combinations: Combinations,
  { categories, withStatistics }: ColumnStoreSetup,
): Members[] {
  const bases: Members[] = []
  const conditions: Condition[] = []
  const values: number[] = []
  const used = new Set<number>()
  for (const { column, bin } of splits) {
    const asked = columns[column]
    if (asked.kind === 'number') {
      if (!conditions.some((other) => other.column === column && other.bin === bin))
        conditions.push({ column, bin })
    } else if (asked.kind === 'one-hot') {
      const place = categories.findIndex(({ input }, at) => at >= withStatistics && input === asked.input)
      if (!values.includes(place)) values.push(place)
    } else if (!used.has(asked.combination)) {
      used.add(asked.combination)
      bases.push(combinations.all[asked.combination])
    }
  }
  if (conditions.length + values.length > 0) bases.unshift({ categories: values, conditions })
  return bases
}
