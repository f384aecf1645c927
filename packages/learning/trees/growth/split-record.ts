/** A split as threads write it down: numbers in shared memory, one record per node and feature. */

export const recordFields = {
  /** What the children win together; at most the gain to beat when the feature has no split. */
  gain: 0,
  /** Last bin that goes left; −1 without a split. */
  bin: 1,
  /** 1: left, 0: right, 2: the node has no missing values to tell. */
  missingLeft: 2,
  leftGradient: 3,
  leftHessian: 4,
  leftRows: 5,
  /** λ₂ of the children. */
  lambdaL2: 6,
  isCategory: 7,
  /** Bins that go left, 256 bits; categories only. */
  set: 8,
} as const
export const recordLength = 12
export const recordBytes = recordLength * 8

export interface Split {
  readonly feature: number
  readonly gain: number
  readonly bin: number
  /** Undefined where the node has no missing values to tell. */
  readonly missingLeft: boolean | undefined
  readonly leftGradient: number
  readonly leftHessian: number
  readonly lambdaL2: number
  /** Bins that go left, 8 words; undefined for numbers. */
  readonly set: Uint32Array | undefined
}

/** The best of the records of all features; the first among equals. Undefined when none beats `limit`. */
export function bestRecord(records: Float64Array, mask: Uint8Array, limit: number): Split | undefined {
  let feature = -1
  let gain = limit
  for (let f = 0; f < mask.length; f++) {
    const at = f * recordLength
    if (mask[f] === 0 || records[at + recordFields.bin] < 0 || !(records[at] > gain)) continue
    gain = records[at]
    feature = f
  }
  if (feature < 0) return undefined
  const at = feature * recordLength
  const isCategory = records[at + recordFields.isCategory] === 1
  const words = at + recordFields.set
  return {
    feature,
    gain,
    bin: records[at + recordFields.bin],
    missingLeft:
      records[at + recordFields.missingLeft] === 2 ? undefined : records[at + recordFields.missingLeft] === 1,
    leftGradient: records[at + recordFields.leftGradient],
    leftHessian: records[at + recordFields.leftHessian],
    lambdaL2: records[at + recordFields.lambdaL2],
    set: isCategory ? new Uint32Array(records.slice(words, words + 4).buffer) : undefined,
  }
}
