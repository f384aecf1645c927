/** Checked labels and weights, and the outcome as classes that statistics of categories can count. */
import type { Feature, LabelledMatrix } from '../../data/index.ts'
import type { Outcomes } from '../target-statistics/index.ts'
import { greedyLogBorders } from './borders.ts'
import type { ResolvedParameters } from './parameters.ts'

/**
 * @returns number of classes; 1 unless the objective has several outputs
 * @throws RangeError naming the first row that does not fit
 */
export function checkedClasses(
  data: LabelledMatrix,
  features: readonly Feature[],
  objective: ResolvedParameters['objective'],
): number {
  const { rows, columns, label, weight } = data
  if (rows < 2) throw new RangeError(`trainSymmetric: need at least 2 rows, got ${rows}`)
  if (columns.length !== features.length)
    throw new RangeError(`trainSymmetric: need ${features.length} columns, got ${columns.length}`)
  for (const [name, values] of [
    ['label', label],
    ['weight', weight],
    ...columns.map((column, at) => [features[at].name, column] as const),
  ] as const)
    if (values !== undefined && values.length !== rows)
      throw new RangeError(`trainSymmetric: need ${rows} values of ${name}, got ${values.length}`)
  const classes = objective === 'multiclass' ? Math.max(...label.slice(0, 1), maximum(label)) + 1 : 1
  const whole = objective === 'binary' || objective === 'multiclass'
  const top = objective === 'binary' ? 1 : classes - 1
  const seen = new Set<number>()
  let totalWeight = 0
  for (let row = 0; row < rows; row++) {
    const y = label[row]
    if (!Number.isFinite(y) || (whole && !(Number.isInteger(y) && y >= 0 && y <= top)))
      throw new RangeError(
        `trainSymmetric: need ${whole ? 'a class from 0' : 'a finite label'}, got ${y} in row ${row}`,
      )
    const w = weight === undefined ? 1 : weight[row]
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`trainSymmetric: need a weight of at least 0, got ${w} in row ${row}`)
    totalWeight += w
    if (whole && w > 0) seen.add(y)
  }
  if (!(totalWeight > 0)) throw new RangeError('trainSymmetric: need a positive weight in some row, got none')
  if (whole && seen.size < 2)
    throw new RangeError(`trainSymmetric: need rows of at least 2 classes, got only ${[...seen]}`)
  if (objective === 'multiclass' && classes > 256)
    throw new RangeError(`trainSymmetric: need at most 256 classes, got ${classes}`)
  return classes
}

function maximum(values: Float64Array): number {
  let highest = Number.NEGATIVE_INFINITY
  for (const value of values) if (value > highest) highest = value
  return highest
}

/** Weights with those of the classes in them; absent when all are one. */
export function effectiveWeight(
  { label, weight, rows }: LabelledMatrix,
  { objective, autoClassWeights }: ResolvedParameters,
  classes: number,
): Float64Array | undefined {
  if (autoClassWeights === 'none' || (objective !== 'binary' && objective !== 'multiclass')) return weight
  const sums = new Float64Array(Math.max(2, classes))
  for (let row = 0; row < rows; row++) sums[label[row]] += weight === undefined ? 1 : weight[row]
  const most = Math.max(...sums)
  const factors = sums.map((sum) =>
    sum === 0 ? 0 : autoClassWeights === 'balanced' ? most / sum : Math.sqrt(most / sum),
  )
  const weights = new Float64Array(rows)
  for (let row = 0; row < rows; row++)
    weights[row] = factors[label[row]] * (weight === undefined ? 1 : weight[row])
  return weights
}

/** Classes as they are; numbers on either side of the border that halves them best. */
export function outcomesOf(
  { label, rows, weight }: LabelledMatrix,
  objective: ResolvedParameters['objective'],
  classes: number,
): Outcomes {
  const classOf = new Uint8Array(rows)
  const discrete = objective === 'binary' || objective === 'multiclass'
  const middle = discrete ? 0 : (greedyLogBorders(label.slice().sort(), 1)[0] ?? 0)
  for (let row = 0; row < rows; row++) classOf[row] = discrete ? label[row] : label[row] > middle ? 1 : 0
  const counted = weight === undefined ? undefined : Uint8Array.from(weight, (value) => (value > 0 ? 1 : 0))
  return { classOf, classes: Math.max(2, classes), counted }
}
