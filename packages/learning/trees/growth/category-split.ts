/** The best set of categories to go left. */
import { recordFields } from './split-record.ts'
import { type NodeSums, type SplitRule, splitGain } from './split-rule.ts'

/**
 * Few categories: one against all others. More: ordered by gradient ÷ hessian, where some cut of the order is the best of all
 * sets (Fisher 1958); tried from both ends. Missing, rare and unknown categories go right.
 *
 * @param histogram pairs (gradient, hessian) of the feature, shape [256 × 2]
 * @param limit gain to beat
 * @param record receives the split, see `recordFields`
 * @see LightGBM 4, FindBestThresholdCategoricalInner
 */
export function findCategorySplit(
  rule: SplitRule,
  node: NodeSums,
  histogram: Float64Array,
  bins: number,
  limit: number,
  record: Float64Array,
): void {
  const {
    oneAgainstAll,
    smooth,
    minRowsToOrder,

    l2,
    mostInSet,
    minRowsPerGroup,
    largestShare,
  } = rule.categories
  const rowsPerHessian = node.rows / node.hessian
  const rowsOf = (bin: number): number => Math.floor(histogram[2 * bin + 1] * rowsPerHessian + 0.5)
  const left = { gradient: 0, hessian: 0, rows: 0 }
  const set = new Uint32Array(record.buffer, record.byteOffset + recordFields.set * 8, 8)
  let best = limit
  record.fill(0)
  record[recordFields.gain] = limit
  record[recordFields.bin] = -1
  record[recordFields.isCategory] = 1

  /** Whether the set is the best so far. */
  const wins = (lambdaL2: number): boolean => {
    if (left.rows < rule.minRows || node.rows - left.rows < rule.minRows) return false
    const right = node.hessian - left.hessian
    if (left.hessian < rule.minHessian || right < rule.minHessian) return false
    if (!(left.hessian + lambdaL2 > 0 && right + lambdaL2 > 0)) return false
    const gain = splitGain(rule, lambdaL2, node, left, 0)
    if (!(gain > best)) return false
    best = gain
    record[recordFields.gain] = gain
    record[recordFields.bin] = 0
    record[recordFields.leftGradient] = left.gradient
    record[recordFields.leftHessian] = left.hessian
    record[recordFields.leftRows] = left.rows
    record[recordFields.lambdaL2] = lambdaL2
    return true
  }

  if (bins < oneAgainstAll) {
    for (let bin = 0; bin < bins; bin++) {
      left.gradient = histogram[2 * bin]
      left.hessian = histogram[2 * bin + 1]
      left.rows = rowsOf(bin)
      if (wins(rule.lambdaL2)) set.fill(0).set([1 << (bin & 31)], bin >> 5)
    }
    return
  }

  const order: number[] = []
  for (let bin = 0; bin < bins; bin++)
    if (rowsOf(bin) >= minRowsToOrder && histogram[2 * bin + 1] > 0) order.push(bin)
  const ratio = (bin: number): number => histogram[2 * bin] / (histogram[2 * bin + 1] + smooth)
  order.sort((a, b) => ratio(a) - ratio(b) || a - b)
  const most = Math.min(mostInSet, Math.ceil(order.length * largestShare))
  for (const ordered of [order, order.toReversed()]) {
    left.gradient = 0
    left.hessian = 0
    left.rows = 0
    let group = 0
    for (let i = 0; i < most; i++) {
      const bin = ordered[i]
      left.gradient += histogram[2 * bin]
      left.hessian += histogram[2 * bin + 1]
      left.rows += rowsOf(bin)
      group += rowsOf(bin)
      if (left.rows < rule.minRows || left.hessian < rule.minHessian) continue
      if (node.rows - left.rows < minRowsPerGroup) break
      if (group < minRowsPerGroup) continue
      group = 0
      if (!wins(rule.lambdaL2 + l2)) continue
      set.fill(0)
      for (let k = 0; k <= i; k++) set[ordered[k] >> 5] |= 1 << (ordered[k] & 31)
    }
  }
}
