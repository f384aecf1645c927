/** Scores of all permutations while trees are added: what the next tree is found on, and what it does to them. */
import type { Feature, LabelledMatrix } from '../../data/index.ts'
import { defaultStatistics, type Outcomes, permutationOfRows } from '../target-statistics/index.ts'
import type { FoundTree } from './assemble-model.ts'
import { type ColumnStore, openColumnStore } from './column-store.ts'
import { type Combinations, openCombinations } from './combinations.ts'
import { prefixOffsets } from './draw-rows.ts'
import type { ColumnsOfLevel, Split } from './find-tree.ts'
import { type LeafTables, logisticLeafValues, type Projection } from './leaf-values.ts'
import { monotoneProjection } from './monotone.ts'
import { generalObjective } from './objective.ts'
import { effectiveWeight, outcomesOf } from './outcomes.ts'
import type { ResolvedParameters } from './parameters.ts'
import { type SplitColumn, splitColumns } from './split-column.ts'
import { type Fold, openWorkspace, type Prefix, type Workspace } from './workspace.ts'

export interface StartingScores {
  readonly base: Float64Array
  /** Shape [outputs][rows]. */
  readonly training: readonly Float64Array[]
  readonly validation?: readonly Float64Array[]
}

export interface Boosting {
  readonly workspace: Workspace
  readonly outputs: number
  readonly base: Float64Array
  readonly columns: readonly SplitColumn[]
  readonly combinations: Combinations
  readonly categories: readonly { readonly input: number; readonly codes: number }[]
  readonly outcomes: Outcomes
  readonly columnsOfLevel: ColumnsOfLevel
  /** Raw, shape [outputs][rows]; empty without validation. */
  readonly validationScores: readonly Float64Array[]
  /** Into the workspace, weighted, for every prefix of the fold. */
  writeGradients(fold: Fold): void
  /** Estimates the leaves in every permutation and moves all scores. */
  addTree(splits: readonly Split[]): FoundTree
}

/** Bytes for columns of combinations that are kept for the next tree. */
const poolBytes = 1 << 28

export function openBoosting(
  data: LabelledMatrix,
  features: readonly Feature[],
  parameters: ResolvedParameters,
  classes: number,
  seed: number,
  threads: number,
  validation: LabelledMatrix | undefined,
  start: StartingScores | undefined,
): Boosting {
  const { objective, boostingType, learningRate, leafEstimationIterations } = parameters
  const { rows } = data
  const general = objective === 'binary' ? undefined : generalObjective(objective, classes)
  const outputs = general?.outputs ?? 1
  const weight = effectiveWeight(data, parameters, classes)
  const outcomes = outcomesOf(data, objective, classes)
  checkConstraints(parameters, features, outputs)

  const { columns: plainColumns, categories, withStatistics } = splitColumns(data, features, parameters)
  const columns: SplitColumn[] = [...plainColumns]
  const statistics = withStatistics === 0 ? [] : defaultStatistics(outcomes.classes - 1)
  const bins = parameters.ctrBorderCount + 1
  const combinations = openCombinations(
    data,
    categories,
    withStatistics,
    statistics,
    bins,
    columns,
    (column) => workspace.bytes(workspace.averaging.columns[column], rows),
  )
  const pinned = columns.length

  const ordered = boostingType === 'ordered'
  const single = !ordered && withStatistics === 0
  const foldCount = single || parameters.hasTime ? 1 : parameters.permutationCount - 1
  // The last permutation serves the leaf values.
  const permutations = single
    ? []
    : Array.from({ length: foldCount + 1 }, (_, at) =>
        parameters.hasTime
          ? Uint32Array.from({ length: rows }, (_, row) => row)
          : permutationOfRows(seed, at, rows),
      )
  const slotColumns = statistics.length
  const poolSlots =
    parameters.maxCtrComplexity < 2 || withStatistics === 0
      ? 0
      : Math.min(50 * foldCount, Math.floor(poolBytes / (slotColumns * Math.ceil(rows / 64) * 64)))
  const workspace = openWorkspace({
    rows,
    validationRows: validation?.rows ?? 0,
    outputs,
    logistic: general === undefined,
    depth: parameters.depth,
    sharedColumns: plainColumns.length,
    foldColumns: pinned - plainColumns.length,
    foldOrders: Array.from({ length: foldCount }, (_, at) => (ordered ? permutations[at] : undefined)),
    prefixes: ordered ? prefixesOf(rows, parameters.foldLengthMultiplier) : [{ body: rows, tail: rows }],
    weight,
    l2LeafReg: parameters.l2LeafReg,
    single,
    threads,
    poolColumns: poolSlots * slotColumns,
  })
  const { kernel } = workspace
  const store = openColumnStore({
    data,
    validation,
    parameters,
    workspace,
    columns,
    plainColumns,
    combinations,
    categories,
    withStatistics,
    statistics,
    outcomes,
    permutations,
    poolSlots,
  })
  workspace.doubles(workspace.level.l2, 1)[0] = workspace.averaging.prefixes[0].l2

  const base = start?.base ?? baseOf(data, weight, objective, outputs)
  const everyFold = single ? [workspace.averaging] : [...workspace.folds, workspace.averaging]
  for (const fold of everyFold) {
    const rowAt = (place: number): number => (fold.order === undefined ? place : fold.order[place])
    for (let place = 0; place < rows; place++) {
      fold.label.values[place] = data.label[rowAt(place)]
      if (fold.weight.values !== undefined && weight !== undefined)
        fold.weight.values[place] = weight[rowAt(place)]
    }
    for (const { odds, scores, tail } of fold.prefixes) {
      for (let place = 0; place < odds.values.length; place++)
        odds.values[place] = Math.exp(clamp(start === undefined ? base[0] : start.training[0][rowAt(place)]))
      scores.forEach((column, output) => {
        for (let place = 0; place < tail; place++)
          column[place] = start === undefined ? base[output] : start.training[output][rowAt(place)]
      })
    }
  }
  const validationScores =
    validation === undefined
      ? []
      : Array.from(
          { length: outputs },
          (_, output) =>
            start?.validation?.[output].slice() ?? new Float64Array(validation.rows).fill(base[output]),
        )

  const leafCount = 1 << parameters.depth
  const tables: LeafTables = {
    oddsAddress: workspace.leafTables.odds,
    odds: workspace.doubles(workspace.leafTables.odds, leafCount),
    sumsAddress: workspace.leafTables.sums,
    sums: workspace.doubles(workspace.leafTables.sums, 2 * leafCount),
  }
  const usedStatistics = new Set<string>()
  const usedKey = (column: number): string => {
    const asked = columns[column]
    return asked.kind === 'statistic' ? `${asked.combination} ${asked.statistic.kind}` : ''
  }

  const estimate = (
    fold: Fold,
    prefix: Prefix,
    leaves: number,
    project: Projection | undefined,
  ): Float64Array[] => {
    if (general === undefined) {
      const where = {
        odds: prefix.odds.address,
        label: fold.label.address,
        weight: fold.weight.address,
        leaf: fold.leaf.address,
        count: prefix.body,
      }
      return [logisticLeafValues(kernel, where, leaves, leafEstimationIterations, prefix.l2, tables, project)]
    }
    const values = Array.from({ length: outputs }, () => new Float64Array(leaves))
    const weights = new Float64Array(leaves)
    const leaf = fold.leaf.values
    for (let iteration = 0; iteration < leafEstimationIterations; iteration++) {
      const scores =
        iteration === 0
          ? prefix.scores
          : prefix.scores.map((column, output) => {
              const moved = column.slice(0, prefix.body)
              for (let place = 0; place < moved.length; place++) moved[place] += values[output][leaf[place]]
              return moved
            })
      const from = {
        scores,
        label: fold.label.values,
        weight: fold.weight.values,
        leaf,
        count: prefix.body,
      }
      general.newton(from, leaves, prefix.l2, values, weights)
      project?.(values[0], weights)
    }
    return values
  }
  const move = (fold: Fold, prefix: Prefix, values: readonly Float64Array[]): void => {
    const leaf = fold.leaf.values
    if (general === undefined) {
      for (let at = 0; at < values[0].length; at++) tables.odds[at] = Math.exp(values[0][at])
      kernel.updateOdds(prefix.odds.address, fold.leaf.address, prefix.tail, tables.oddsAddress)
      return
    }
    prefix.scores.forEach((column, output) => {
      for (let place = 0; place < prefix.tail; place++) column[place] += values[output][leaf[place]]
    })
  }

  return {
    workspace,
    outputs,
    base,
    columns,
    combinations,
    categories,
    outcomes,
    validationScores,
    columnsOfLevel: {
      columns,
      candidates: (fold, splits, random) => store.candidates(fold, splits, random),
      chosen: (column) => usedStatistics.add(usedKey(column)),
      discount(column, candidates) {
        const asked = columns[column]
        if (asked.kind !== 'statistic' || usedStatistics.has(usedKey(column))) return 1
        const cells = combinations.all[asked.combination].cellCount
        return (1 + cells / store.mostCells(candidates)) ** -parameters.modelSizeReg
      },
    },
    writeGradients(fold) {
      const offsets = prefixOffsets(fold)
      fold.prefixes.forEach((prefix, at) => {
        const address = (output: number): number =>
          workspace.gradient + 8 * (output * workspace.places + offsets[at])
        if (general === undefined) {
          kernel.gradientsLogistic(
            prefix.odds.address,
            fold.label.address,
            fold.weight.address,
            0,
            prefix.tail,
            address(0),
          )
          return
        }
        const out = prefix.scores.map((_, output) => workspace.doubles(address(output), prefix.tail))
        general.descent(prefix.scores, fold.label.values, out)
        const weights = fold.weight.values
        if (weights === undefined) return
        for (const column of out)
          for (let place = 0; place < prefix.tail; place++) column[place] *= weights[place]
      })
    },
    addTree(splits) {
      const leaves = 1 << splits.length
      const project = monotoneProjection(
        splits.map(({ column }) => {
          const asked = columns[column]
          return asked.kind === 'number' ? (parameters.monotoneConstraints[asked.input] ?? 0) : 0
        }),
      )
      let found: FoundTree | undefined
      everyFold.forEach((fold, at) => {
        const averaging = at === everyFold.length - 1
        mark(store, workspace, fold, averaging ? -1 : at, splits)
        for (const prefix of fold.prefixes) {
          const values = estimate(fold, prefix, leaves, project)
          for (const column of values) for (let leaf = 0; leaf < leaves; leaf++) column[leaf] *= learningRate
          move(fold, prefix, values)
          if (averaging) found = { splits, values, cover: coverOf(fold, leaves) }
        }
      })
      const tree = found as FoundTree
      if (validation !== undefined) {
        const leaf = workspace.validation.leaf
        const of = new Uint16Array(workspace.memory.buffer, leaf, validation.rows).fill(0)
        splits.forEach(({ column, bin }, bit) => {
          const oneHot = columns[column].kind === 'one-hot' ? 1 : 0
          kernel.markLeaves(store.validationColumn(column), bin, oneHot, bit, leaf, validation.rows)
        })
        validationScores.forEach((scores, output) => {
          for (let row = 0; row < scores.length; row++) scores[row] += tree.values[output][of[row]]
        })
      }
      return tree
    },
  }

  function mark(
    columnStore: ColumnStore,
    { kernel: marking }: Workspace,
    fold: Fold,
    at: number,
    splits: readonly Split[],
  ): void {
    fold.leaf.values.fill(0)
    splits.forEach(({ column, bin }, bit) => {
      const oneHot = columns[column].kind === 'one-hot' ? 1 : 0
      marking.markLeaves(columnStore.trainingColumn(at, column), bin, oneHot, bit, fold.leaf.address, rows)
    })
  }
}

/** Bodies and tails: the first body a hundred rows or a fiftieth, each tail the next body, the last one all rows. */
function prefixesOf(rows: number, multiplier: number): { body: number; tail: number }[] {
  const prefixes: { body: number; tail: number }[] = []
  let body = rows > 500 ? Math.min(100, Math.floor(rows / 50)) : 1
  while (prefixes.length === 0 || body < rows) {
    const tail = Math.min(rows, Math.max(body + 1, Math.ceil(body * multiplier)))
    prefixes.push({ body, tail })
    body = tail
  }
  return prefixes
}

function baseOf(
  { label, rows }: LabelledMatrix,
  weight: Float64Array | undefined,
  objective: ResolvedParameters['objective'],
  outputs: number,
): Float64Array {
  if (typeof objective === 'object') return Float64Array.of(objective.base(label, weight))
  if (objective !== 'regression') return new Float64Array(outputs)
  let sum = 0
  let total = 0
  for (let row = 0; row < rows; row++) {
    const w = weight === undefined ? 1 : weight[row]
    sum += w * label[row]
    total += w
  }
  return Float64Array.of(sum / total)
}

function coverOf(fold: Fold, leaves: number): Float64Array {
  const cover = new Float64Array(leaves)
  const leaf = fold.leaf.values
  const weight = fold.weight.values
  for (let row = 0; row < leaf.length; row++) cover[leaf[row]] += weight === undefined ? 1 : weight[row]
  return cover
}

function checkConstraints(
  { monotoneConstraints }: ResolvedParameters,
  features: readonly Feature[],
  outputs: number,
): void {
  monotoneConstraints.forEach((direction, at) => {
    if (direction !== 0 && direction !== 1 && direction !== -1)
      throw new RangeError(
        `trainSymmetric: need monotoneConstraints of 1, 0 or -1, got ${direction} at ${at}`,
      )
    if (direction === 0) return
    if (features[at]?.kind !== 'number')
      throw new RangeError(`trainSymmetric: need a number to constrain, got feature ${at}`)
    if (outputs > 1)
      throw new RangeError('trainSymmetric: need one score per row for constraints, got several classes')
  })
}

function clamp(score: number): number {
  return Math.min(300, Math.max(-300, score))
}
