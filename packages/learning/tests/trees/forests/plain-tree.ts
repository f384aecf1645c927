/** The greedy tree the plain way: every split of every column is tried on the rows themselves. */
import type { LabelledMatrix } from '../../../data/index.ts'

export interface PlainRule {
  readonly minRows: number
  /** 1: the label is a number; more: it is a class. */
  readonly outputs: number
}

/** What the tree answers for the rows it was grown on, shape [rows × outputs]. Columns are numbers. */
export function plainTree(data: LabelledMatrix, { minRows, outputs }: PlainRule): Float64Array {
  const { columns, label, weight } = data
  const answers = new Float64Array(data.rows * outputs)
  const weightOf = (row: number): number => weight?.[row] ?? 1
  const meansOf = (rows: readonly number[]): number[] => {
    const sums = new Array<number>(outputs).fill(0)
    let total = 0
    for (const row of rows) {
      total += weightOf(row)
      if (outputs === 1) sums[0] += weightOf(row) * label[row]
      else sums[label[row]] += weightOf(row)
    }
    return sums.map((sum) => sum / total)
  }
  /** −Σ w·Σ_k (y_k − mean_k)². */
  const scoreOf = (rows: readonly number[]): number => {
    const means = meansOf(rows)
    let score = 0
    for (const row of rows)
      for (let k = 0; k < outputs; k++) {
        const y = outputs === 1 ? label[row] : label[row] === k ? 1 : 0
        score -= weightOf(row) * (y - means[k]) ** 2
      }
    return score
  }

  const grow = (rows: readonly number[]): void => {
    let best: { score: number; left: number[]; right: number[] } | undefined
    const consider = (left: number[], right: number[]): void => {
      if (left.length < minRows || right.length < minRows) return
      const score = scoreOf(left) + scoreOf(right)
      if (score > (best?.score ?? Number.NEGATIVE_INFINITY) + 1e-9) best = { score, left, right }
    }
    if (rows.some((row) => label[row] !== label[rows[0]]))
      for (const column of columns) {
        const present = rows.filter((row) => !Number.isNaN(column[row]))
        const missing = rows.filter((row) => Number.isNaN(column[row]))
        for (const threshold of new Set(present.map((row) => column[row]))) {
          const below = present.filter((row) => column[row] <= threshold)
          const above = present.filter((row) => column[row] > threshold)
          consider(below, [...above, ...missing])
          consider([...below, ...missing], above)
        }
      }
    if (best === undefined) {
      const means = meansOf(rows)
      for (const row of rows) answers.set(means, row * outputs)
      return
    }
    grow(best.left)
    grow(best.right)
  }
  grow(Array.from({ length: data.rows }, (_, row) => row))
  return answers
}
