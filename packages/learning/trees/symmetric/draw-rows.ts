/** Which rows a tree is found on, and how much each counts. */
import { openStream } from '@pratibimba/numerics/random'
import type { ResolvedParameters } from './parameters.ts'
import type { Fold, Workspace } from './workspace.ts'

/** What a tree is found on. */
export interface DrawnRows {
  /** Places in `workspace.order`. */
  readonly count: number
  /** √ of the mean squared gradient: the scale of the noise on scores. */
  readonly gradientScale: number
}

/**
 * Draws rows for a tree from the gradients in the workspace, and fills its pairs (gradient, weight) and its order.
 *
 * Minimal variance sampling keeps a row with probability min(1, √(g² + λ) / t), the threshold t such that the expected
 * number is the wanted share, and weighs it by the inverse. λ is the squared mean of the last leaves' values, of the
 * gradients before there is a tree. With prefixes, those drawn count once in bodies, weighed where they judge.
 *
 * @param lastLeafMean mean absolute value of the last tree's leaves
 * @see Ibragimov, Gusev 2019, "Minimal variance sampling in stochastic gradient boosting"
 */
export function drawRows(
  workspace: Workspace,
  fold: Fold,
  parameters: ResolvedParameters,
  outputs: number,
  seed: number,
  tree: number,
  lastLeafMean: number | undefined,
): DrawnRows {
  const rows = fold.leaf.values.length
  const gradient = workspace.doubles(workspace.gradient, workspace.places * outputs)
  const ordered = fold.prefixes.length > 1 || fold.prefixes[0].body < fold.prefixes[0].tail
  const stream = openStream(seed, 'symmetric-rows').at(tree)
  const offsets = prefixOffsets(fold)
  const { bootstrapType, subsample } = parameters

  if (!ordered && outputs === 1 && (bootstrapType === 'mvs' || bootstrapType === 'none'))
    return drawPlain(workspace, fold, parameters, stream.uint32(), stream.uint32(), lastLeafMean)

  // Each row's own gradient: where it is judged, else in the first body.
  const own = new Float64Array(rows)
  const squares = new Float64Array(rows)
  let judged = 0
  let sumOfSquares = 0
  for (let output = 0; output < outputs; output++) {
    fold.prefixes.forEach(({ body, tail }, at) => {
      const from = at === 0 ? 0 : body
      const first = output * workspace.places + offsets[at]
      for (let place = from; place < tail; place++) squares[place] += gradient[first + place] ** 2
    })
  }
  const firstJudged = ordered ? fold.prefixes[0].body : 0
  for (let place = 0; place < rows; place++) {
    own[place] = Math.sqrt(squares[place])
    if (place >= firstJudged) {
      judged++
      sumOfSquares += squares[place]
    }
  }
  const factor = new Float64Array(rows).fill(1)
  if (bootstrapType === 'bernoulli' && subsample < 1)
    for (let place = 0; place < rows; place++) factor[place] = stream.uniform() < subsample ? 1 : 0
  else if (bootstrapType === 'bayesian')
    for (let place = 0; place < rows; place++)
      factor[place] = (-Math.log(stream.uniform())) ** parameters.baggingTemperature
  else if (bootstrapType === 'mvs' && subsample < 1) {
    const lambda =
      parameters.mvsReg ?? (lastLeafMean ?? own.reduce((sum, value) => sum + value, 0) / rows) ** 2
    const magnitudes = workspace.doubles(workspace.magnitude, rows)
    let sum = 0
    for (let place = 0; place < rows; place++) {
      magnitudes[place] = Math.sqrt(squares[place] + lambda)
      sum += magnitudes[place]
    }
    const target = subsample * rows
    const threshold = workspace.kernel.samplingThreshold(workspace.magnitude, rows, target, sum / target)
    for (let place = 0; place < rows; place++) {
      const probability = threshold > 0 ? Math.min(1, magnitudes[place] / threshold) : 1
      factor[place] = stream.uniform() < probability ? 1 / probability : 0
    }
  }

  const pairs = workspace.floats(workspace.pairs, workspace.places * outputs * 2)
  const weight = fold.weight.values
  for (let output = 0; output < outputs; output++)
    fold.prefixes.forEach(({ body, tail }, at) => {
      const first = output * workspace.places + offsets[at]
      for (let place = 0; place < tail; place++) {
        // A body counts the rows that were drawn, each once; its successors are weighed.
        const by = ordered && place < body && factor[place] > 0 ? 1 : factor[place]
        pairs[2 * (first + place)] = gradient[first + place] * by
        pairs[2 * (first + place) + 1] = (weight === undefined ? 1 : weight[place]) * by
      }
    })
  const order = workspace.words(workspace.order, rows)
  let count = 0
  for (let place = 0; place < rows; place++) if (factor[place] > 0) order[count++] = place
  return { count, gradientScale: judged === 0 ? 0 : Math.sqrt(sumOfSquares / judged) }
}

function drawPlain(
  workspace: Workspace,
  fold: Fold,
  parameters: ResolvedParameters,
  keyLow: number,
  keyHigh: number,
  lastLeafMean: number | undefined,
): DrawnRows {
  const { kernel } = workspace
  const rows = fold.leaf.values.length
  const gradient = workspace.doubles(workspace.gradient, rows)
  let sumOfSquares = 0
  let sumOfSizes = 0
  for (let row = 0; row < rows; row++) {
    sumOfSquares += gradient[row] * gradient[row]
    sumOfSizes += Math.abs(gradient[row])
  }
  const gradientScale = Math.sqrt(sumOfSquares / rows)
  const target = parameters.bootstrapType === 'none' ? rows : parameters.subsample * rows
  const lambda = parameters.mvsReg ?? (lastLeafMean ?? sumOfSizes / rows) ** 2
  const sum = kernel.magnitudes(workspace.gradient, rows, lambda, workspace.magnitude)
  const threshold =
    target >= rows ? 0 : kernel.samplingThreshold(workspace.magnitude, rows, target, sum / target)
  const count = kernel.drawByMagnitude(
    workspace.magnitude,
    threshold,
    workspace.gradient,
    fold.weight.address,
    rows,
    keyLow,
    keyHigh,
    workspace.pairs,
    workspace.order,
  )
  return { count, gradientScale }
}

/** Where each prefix's places begin among those of all prefixes. */
export function prefixOffsets(fold: Fold): number[] {
  const offsets: number[] = []
  let next = 0
  for (const { tail } of fold.prefixes) {
    offsets.push(next)
    next += tail
  }
  return offsets
}
