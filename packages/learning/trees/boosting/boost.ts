/** Boosting: tree after tree follows the gradients of what the trees before left over. */
import { oneThread } from '@pratibimba/numerics/wasm'
import type { Feature } from '../../data/feature.ts'
import type { LabelledMatrix } from '../../data/matrix.ts'
import { type BinningOptions, binMatrix, binNewRows } from '../binning/index.ts'
import { type FeatureChoiceOptions, openFeatureChoice } from '../growth/feature-choice.ts'
import type { GrownTree } from '../growth/grown-tree.ts'
import { growthSetup } from '../growth/growth-setup.ts'
import type { SplitRule } from '../growth/split-rule.ts'
import { type GrowthOrder, openTreeGrower } from '../growth/tree-grower.ts'
import {
  type CustomObjective,
  type ObjectiveSettings,
  objectiveKind,
  tableViews,
} from '../objectives/index.ts'
import { rawScores } from '../predict/index.ts'
import type { TreeEnsemble } from '../tree-ensemble.ts'
import { type BoostingSetup, boostingProgram, boostingSteps } from './boosting-program.ts'
import { requireLearnable } from './check-data.ts'
import { openEnsemble } from './ensemble-builder.ts'
import { openRowSampler, type RowSampling } from './row-sampling.ts'
import type { BoostingResult, TrainingContext } from './training-context.ts'
import { allocateTree, writeTree } from './tree-room.ts'
import { watches } from './watched-metrics.ts'

export interface BoostingPlan {
  /** Names the public function in errors. */
  readonly caller: string
  readonly iterations: number
  readonly learningRate: number
  readonly objective: ObjectiveSettings
  readonly custom?: CustomObjective
  /** Raw scores to begin with; fitted to the labels when absent. */
  readonly base?: Float64Array
  readonly binning: BinningOptions
  readonly rule: SplitRule
  readonly order: GrowthOrder
  readonly choice: Omit<FeatureChoiceOptions, 'features' | 'seed'>
  readonly sampling: RowSampling
  readonly cover: 'rows' | 'hessian'
}

/** Bytes of histograms that are kept at a time, at most. */
const histogramRoom = 512 * 2 ** 20

/**
 * Trains an ensemble.
 *
 * @throws RangeError when data or parameters do not fit; the signal's reason when stopped
 */
export async function boost(
  data: LabelledMatrix,
  features: readonly Feature[],
  plan: BoostingPlan,
  context: TrainingContext,
): Promise<BoostingResult> {
  const { seed, pool = oneThread, signal, validation, startFrom } = context
  const { outputs } = plan.objective
  const kind = objectiveKind(plan.objective.name, plan.custom)
  requireLearnable(plan.caller, data, features, kind, outputs)
  if (validation !== undefined)
    requireLearnable(
      `${plan.caller} (validation)`,
      { ...validation, rows: Math.max(2, validation.rows) },
      features,
      kind,
      outputs,
    )
  if (startFrom !== undefined && startFrom.outputs !== outputs)
    throw new RangeError(`${plan.caller}: need ${outputs} outputs to continue from, got ${startFrom.outputs}`)
  signal?.throwIfAborted()
  context.onProgress?.(0, 'binning')
  const binned = await binMatrix(features, data, { seed, ...plan.binning }, pool)
  const watched = validation === undefined ? undefined : await binNewRows(binned, validation, pool)
  signal?.throwIfAborted()

  const { rows, arena } = binned
  const setBytes = Math.ceil(features.length / 8) * 8 * 4096
  const sets = Math.max(3, Math.min(plan.order.maxLeaves + 1, Math.floor(histogramRoom / setBytes)))
  const growth = growthSetup(binned, plan.rule, { outputs, sets, threads: pool.threads, seed })
  const table = {
    memory: arena.memory,
    rows,
    scores: arena.allocate(outputs * rows * 8),
    labels: arena.allocate(rows * 8),
    weights: data.weight === undefined ? 0 : arena.allocate(rows * 8),
    gradients: growth.gradients,
  }
  const scored = [{ rows, cells: binned.cells, scores: table.scores }]
  if (watched !== undefined)
    scored.push({
      rows: watched.rows,
      cells: watched.cells,
      scores: arena.allocate(outputs * watched.rows * 8),
    })
  const tree = allocateTree(arena, plan.order.maxLeaves)
  const setup: BoostingSetup = { growth, objective: plan.objective, table, scored, tree }

  const base = startFrom?.base ?? plan.base ?? kind.base(data.label, data.weight, outputs)
  const builder = openEnsemble(binned.features, {
    outputs,
    base,
    link: kind.link,
    average: false,
    cover: plan.cover,
    ...(startFrom === undefined ? {} : { startFrom }),
  })
  const views = tableViews(table, outputs)
  views.labels.set(data.label)
  if (data.weight !== undefined) views.weights!.set(data.weight)
  const viewsOf = ({ scores, rows }: { scores: number; rows: number }): Float64Array =>
    new Float64Array(arena.memory.buffer, scores, outputs * rows)
  startScores(viewsOf(scored[0]), data, base, startFrom)
  if (validation !== undefined) startScores(viewsOf(scored[1]), validation, base, startFrom)

  const sampler = openRowSampler(plan.sampling, rows, outputs, seed)
  const choice = openFeatureChoice({ ...plan.choice, features: features.length, seed })
  const watch = watches[context.metric ?? kind.metric]
  const history: number[] = []
  const treesBefore = builder.trees
  let best = {
    iteration: 0,
    value: watch.higherIsBetter ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
  }

  const team = await pool.team(boostingProgram, setup)
  try {
    const grower = openTreeGrower(growth, team, sets)
    const keep = (grown: GrownTree, output: number, everyRow: boolean): void => {
      const value = Float64Array.from(grown.nodes, (node) => node.output * plan.learningRate)
      builder.add(grown, value, output)
      if (grown.leaves === 1 && value[0] === 0) return
      writeTree(tree, grown, value, output, rows)
      team.run(everyRow && grown.leaves > 1 ? boostingSteps.scoreLeaves : boostingSteps.scoreRows)
      if (watched === undefined) return
      writeTree(tree, grown, value, output, watched.rows)
      team.run(boostingSteps.scoreValidation)
    }

    for (let iteration = 0; iteration < plan.iterations; iteration++) {
      await pause()
      signal?.throwIfAborted()
      context.onProgress?.(iteration / plan.iterations, 'growing trees')
      if (plan.custom === undefined) team.run(boostingSteps.gradients)
      else plan.custom.gradients(views.scores, views.labels, views.weights, views.gradients)
      const turn = treesBefore / outputs + iteration
      const chosen = sampler(turn, views.gradients)
      let grew = false
      for (let output = 0; output < outputs; output++) {
        const grown = grower.grow({
          ...plan.order,
          tree: turn * outputs + output,
          output,
          choice,
          ...(chosen === undefined ? {} : { rows: chosen }),
        })
        grew ||= grown.leaves > 1
        keep(grown, output, chosen === undefined)
      }
      if (validation !== undefined) {
        const value = watch.measure(viewsOf(scored[1]), validation.label, validation.weight)
        history.push(value)
        if (watch.higherIsBetter ? value > best.value : value < best.value)
          best = { iteration: iteration + 1, value }
        else if (iteration + 1 - best.iteration >= (context.earlyStoppingRounds ?? Number.POSITIVE_INFINITY))
          break
      }
      if (!grew && plan.sampling.kind === 'all') break
    }
  } finally {
    team.close()
  }
  // Not after an error: a thread might still be writing.
  arena.close()
  context.onProgress?.(1, 'done')
  const grownIterations = (builder.trees - treesBefore) / outputs
  const kept =
    context.earlyStoppingRounds !== undefined && validation !== undefined ? best.iteration : grownIterations
  return {
    ensemble: builder.build(treesBefore + kept * outputs),
    bestIteration: kept,
    history: Float64Array.from(history),
  }
}

/** Scores before the first tree: output after output. */
function startScores(
  scores: Float64Array,
  data: LabelledMatrix,
  base: Float64Array,
  startFrom: TreeEnsemble | undefined,
): void {
  const { rows } = data
  if (startFrom === undefined) {
    for (let k = 0; k < base.length; k++) scores.fill(base[k], k * rows, (k + 1) * rows)
    return
  }
  const raw = rawScores(startFrom, data)
  for (let k = 0; k < base.length; k++)
    for (let row = 0; row < rows; row++) scores[k * rows + row] = raw[row * base.length + k]
}

/** Lets others on this thread have their turn, so that progress is seen and a stop is heard. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
