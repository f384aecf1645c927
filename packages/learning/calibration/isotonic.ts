/** Isotonic calibration: the non-decreasing step nearest to the outcomes, by pooling adjacent violators. */
import { orderOf } from '@pratibimba/numerics/statistics'
import type { Calibrator } from './calibrator.ts'
import { requireScoredSample, type ScoredSample } from './scored-sample.ts'

/**
 * Fits argmin Σ w·(g(s) − y)² over non-decreasing g, linear between knots.
 *
 * Equal scores are one point, their mean outcome. Knots are the two ends of every block; between blocks g runs in a
 * straight line, beyond the ends it is constant. With `bounded`, end blocks without any event (or without any
 * non-event) answer (events + ½)/(weight + 1) instead of a certainty that no sample can show, as far as order allows.
 *
 * @throws RangeError when the input does not fit
 * @see Barlow et al. 1972; Zadrozny & Elkan 2002
 * @see docs/methods/calibration.md
 */
export function fitIsotonic(
  sample: ScoredSample,
  { bounded = false }: { readonly bounded?: boolean } = {},
): Extract<Calibrator, { kind: 'isotonic' }> {
  requireScoredSample('fitIsotonic', sample)
  const points = meanOutcomes(sample)
  const blocks = pool(points.outcome, points.weight)
  const values = Float64Array.from(blocks, (block) => block.mean)
  if (bounded) bound(blocks, values)
  const scores: number[] = []
  const probabilities: number[] = []
  for (let b = 0; b < blocks.length; b++) {
    const { first, last } = blocks[b]
    scores.push(points.score[first])
    probabilities.push(values[b])
    if (last > first) {
      scores.push(points.score[last])
      probabilities.push(values[b])
    }
  }
  return {
    kind: 'isotonic',
    scale: sample.scale,
    scores: Float64Array.from(scores),
    probabilities: Float64Array.from(probabilities),
  }
}

interface Block {
  /** First and last of its points. */
  readonly first: number
  readonly last: number
  readonly mean: number
  readonly weight: number
}

/** Distinct scores ascending, with the mean outcome and the weight at each; weightless ones left out. */
function meanOutcomes({ score, label, weight }: ScoredSample): {
  score: Float64Array
  outcome: Float64Array
  weight: Float64Array
} {
  const n = score.length
  const order = orderOf(score)
  const made = { score: new Float64Array(n), outcome: new Float64Array(n), weight: new Float64Array(n) }
  let points = 0
  for (let place = 0; place < n; ) {
    const value = score[order[place]]
    let sum = 0
    let events = 0
    for (; place < n && score[order[place]] === value; place++) {
      const w = weight === undefined ? 1 : weight[order[place]]
      sum += w
      events += w * label[order[place]]
    }
    if (sum === 0) continue
    made.score[points] = value
    made.outcome[points] = events / sum
    made.weight[points++] = sum
  }
  return {
    score: made.score.subarray(0, points),
    outcome: made.outcome.subarray(0, points),
    weight: made.weight.subarray(0, points),
  }
}

/** Blocks of strictly increasing means. */
function pool(outcome: Float64Array, weight: Float64Array): Block[] {
  const blocks: Block[] = []
  for (let i = 0; i < outcome.length; i++) {
    let block: Block = { first: i, last: i, mean: outcome[i], weight: weight[i] }
    for (
      let before = blocks.at(-1);
      before !== undefined && before.mean >= block.mean;
      before = blocks.at(-1)
    ) {
      const sum = before.weight + block.weight
      const mean =
        before.mean === block.mean
          ? block.mean
          : (before.mean * before.weight + block.mean * block.weight) / sum
      block = { first: before.first, last: block.last, mean, weight: sum }
      blocks.pop()
    }
    blocks.push(block)
  }
  return blocks
}

/** Takes certainty out of the end blocks. */
function bound(blocks: readonly Block[], values: Float64Array): void {
  const end = blocks.length - 1
  if (values[0] === 0) {
    const value = 0.5 / (blocks[0].weight + 1)
    values[0] = end > 0 && blocks[1].mean < 1 ? Math.min(value, blocks[1].mean) : value
  }
  if (values[end] === 1) {
    const value = 1 - 0.5 / (blocks[end].weight + 1)
    values[end] = end > 0 ? Math.max(value, values[end - 1]) : value
  }
}
