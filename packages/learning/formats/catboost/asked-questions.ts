/** The different questions that the splits of an ensemble ask, each once: what CatBoost numbers. */
import type { TreeModel } from '../../models/model.ts'
import { float32Floor, largestFloat32 } from '../float32-neighbours.ts'
import { codesLeft, sideOfMissing } from '../plain-splits.ts'

/** "Yes" leads to the right child. */
export type AskedQuestion =
  | {
      readonly kind: 'number'
      readonly input: number
      readonly border: number
      readonly missing: 'left' | 'right'
    }
  /** "Is the column above the threshold?", of a column that is made from categories. */
  | { readonly kind: 'statistic'; readonly column: number; readonly threshold: number }
  /** "Is the code none of these?" */
  | {
      readonly kind: 'set'
      readonly column: number
      readonly codes: ReadonlySet<number>
      readonly missing: 'left' | 'right'
    }

export interface AskedQuestions {
  readonly questions: readonly AskedQuestion[]
  /** The question of each node, −1 for leaves; shape [nodes]. */
  readonly ofNode: Int32Array
}

export function askedQuestions(model: TreeModel): AskedQuestions {
  const { ensemble } = model
  const questions: AskedQuestion[] = []
  const known = new Map<string, number>()
  const ofNode = Int32Array.from(ensemble.feature, (column, node) => {
    if (column < 0) return -1
    const question = questionOf(model, column, node)
    const key = keyOf(question)
    const place = known.get(key)
    if (place !== undefined) return place
    known.set(key, questions.length)
    return questions.push(question) - 1
  })
  return { questions, ofNode }
}

function questionOf({ ensemble, columns, inputs }: TreeModel, column: number, node: number): AskedQuestion {
  const source = columns[column]
  const threshold = ensemble.threshold[node]
  if (ensemble.categories[node] >= 0) {
    const missing = sideOfMissing(ensemble, node, 'CatBoost')
    return { kind: 'set', column, codes: new Set(codesLeft(ensemble, node)), missing }
  }
  if (source.kind !== 'input') return { kind: 'statistic', column, threshold }
  const missing = sideOfMissing(ensemble, node, 'CatBoost')
  const { kind, categories = [] } = inputs[source.input]
  if (kind === 'category') {
    const codes = new Set([-1, ...categories.keys()].filter((code) => code <= threshold))
    return { kind: 'set', column, codes, missing }
  }
  return { kind: 'number', input: source.input, border: borderOf(threshold), missing }
}

/** No border of CatBoost is infinite: beyond the largest number of 32 bits there are infinities alone. */
function borderOf(threshold: number): number {
  return Math.max(-largestFloat32, Math.min(float32Floor(threshold), largestFloat32))
}

function keyOf(question: AskedQuestion): string {
  switch (question.kind) {
    case 'number':
      return `n ${question.input} ${question.border} ${question.missing}`
    case 'statistic':
      return `s ${question.column} ${question.threshold}`
    case 'set':
      return `c ${question.column} ${[...question.codes].join(',')} ${question.missing}`
  }
}
