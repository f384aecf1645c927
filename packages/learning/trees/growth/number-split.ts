/** The best threshold of a number under any rule; the plain rule has a kernel of its own. */
import { recordFields } from './split-record.ts'
import { type NodeSums, type SplitRule, splitGain } from './split-rule.ts'

/**
 * Tries every threshold with missing values on the left (from the last bin down), then, where some are missing, on the
 * right. The first of equal gains stays.
 *
 * @param histogram pairs (gradient, hessian) of the feature, shape [256 × 2]
 * @param bins bins of values
 * @param missingHere whether the node has rows where the feature is missing
 * @param limit gain to beat
 * @param only the one threshold to try, if not all
 * @param record receives the split, see `recordFields`
 */
export function findNumberSplit(
  rule: SplitRule,
  node: NodeSums,
  histogram: Float64Array,
  bins: number,
  missingHere: boolean,
  monotone: number,
  limit: number,
  only: number | undefined,
  record: Float64Array,
): void {
  const rowsPerHessian = node.rows / node.hessian
  const left = { gradient: 0, hessian: 0, rows: 0 }
  let best = limit
  record.fill(0)
  record[recordFields.gain] = limit
  record[recordFields.bin] = -1

  const consider = (bin: number, missingLeft: boolean): void => {
    if (only !== undefined && bin !== only) return
    if (left.rows < rule.minRows || node.rows - left.rows < rule.minRows) return
    const right = node.hessian - left.hessian
    if (left.hessian < rule.minHessian || right < rule.minHessian) return
    if (!(left.hessian + rule.lambdaL2 > 0 && right + rule.lambdaL2 > 0)) return
    const gain = splitGain(rule, rule.lambdaL2, node, left, monotone)
    if (!(gain > best)) return
    best = gain
    record[recordFields.gain] = gain
    record[recordFields.bin] = bin
    record[recordFields.missingLeft] = missingLeft ? 1 : 0
    record[recordFields.leftGradient] = left.gradient
    record[recordFields.leftHessian] = left.hessian
    record[recordFields.leftRows] = left.rows
    record[recordFields.lambdaL2] = rule.lambdaL2
  }

  let gradient = 0
  let hessian = 0
  let rows = 0
  const addBin = (bin: number): void => {
    gradient += histogram[2 * bin]
    hessian += histogram[2 * bin + 1]
    rows += Math.floor(histogram[2 * bin + 1] * rowsPerHessian + 0.5)
  }
  for (let bin = bins - 1; bin >= 1; bin--) {
    addBin(bin)
    left.gradient = node.gradient - gradient
    left.hessian = node.hessian - hessian
    left.rows = node.rows - rows
    consider(bin - 1, true)
  }
  if (!missingHere) return
  gradient = 0
  hessian = 0
  rows = 0
  for (let bin = 0; bin < bins; bin++) {
    addBin(bin)
    left.gradient = gradient
    left.hessian = hessian
    left.rows = rows
    consider(bin, false)
  }
}
