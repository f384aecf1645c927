/** Fits the model of descriptions: a softmax regression on sparse features, one text at a time. */

import { type TransactionCategory, transactionCategories } from '@pratibimba/contract'
import { openStream, shuffle } from '@pratibimba/numerics/random'
import { bytesToText, type CategoryCard, type StoredCategoryModel } from './category-model.ts'
import { TEXT_DIMENSIONS, textFeatures } from './text-features.ts'

export interface LabelledText {
  readonly description: string
  readonly came: boolean
  readonly category: TransactionCategory
  /** Texts of one group are never divided between learning and judging: the merchant. */
  readonly group: string
}

export interface CategoryFitOptions {
  readonly seed?: number
  readonly epochs?: number
  /** AdaGrad's step. */
  readonly rate?: number
  /** λ of λ/2·‖w‖² a text, on the weights it touches. */
  readonly ridge?: number
}

/**
 * Minimises the cross-entropy, every category with the same say, by AdaGrad over shuffled texts.
 *
 *   p_k = exp(b_k + w_k·x) / Σ_j exp(b_j + w_j·x),  x = 1/√n on n set dimensions
 *
 * @returns the model in 256 steps a category; the same texts and options, the same bytes
 * @throws RangeError with fewer than two categories
 * @see docs/methods/transaction-categories.md
 */
export function fitCategoryModel(
  texts: readonly LabelledText[],
  card: CategoryCard,
  { seed = 42, epochs = 12, rate = 0.5, ridge = 1e-5 }: CategoryFitOptions = {},
): StoredCategoryModel {
  const categories = transactionCategories.filter((category) =>
    texts.some((text) => text.category === category),
  )
  if (categories.length < 2)
    throw new RangeError(`fitCategoryModel: need texts of at least 2 categories, got ${categories.length}`)
  const classes = categories.length
  const size = TEXT_DIMENSIONS
  const slots = texts.map(({ description, came }) => textFeatures(description, came))
  const labels = texts.map(({ category }) => categories.indexOf(category))
  const counts = new Float64Array(classes)
  for (const label of labels) counts[label]++
  // √: rare categories are heard, and common ones still count for more.
  const say = counts.map((count) => Math.sqrt(texts.length / (classes * count)))

  /** By dimension, then by category: what a text touches lies together. */
  const weights = new Float64Array(classes * size)
  const squares = new Float64Array(classes * size).fill(1e-8)
  const intercept = new Float64Array(classes)
  const interceptSquares = new Float64Array(classes).fill(1e-8)
  const probability = new Float64Array(classes)
  const error = new Float64Array(classes)
  const draws = openStream(seed, 'categories')
  const order = Int32Array.from(texts, (_, row) => row)
  for (let epoch = 0; epoch < epochs; epoch++) for (const row of shuffle(order, draws.at(epoch))) learn(row)
  return stored()

  function learn(row: number): void {
    const set = slots[row]
    const unit = 1 / Math.sqrt(set.length)
    probability.fill(0)
    for (const slot of set) {
      const at = slot * classes
      for (let k = 0; k < classes; k++) probability[k] += weights[at + k]
    }
    let top = Number.NEGATIVE_INFINITY
    for (let k = 0; k < classes; k++) {
      probability[k] = intercept[k] + probability[k] * unit
      if (probability[k] > top) top = probability[k]
    }
    let total = 0
    for (let k = 0; k < classes; k++) {
      probability[k] = Math.exp(probability[k] - top)
      total += probability[k]
    }
    for (let k = 0; k < classes; k++) {
      error[k] = say[labels[row]] * (probability[k] / total - (labels[row] === k ? 1 : 0))
      interceptSquares[k] += error[k] * error[k]
      intercept[k] -= (rate * error[k]) / Math.sqrt(interceptSquares[k])
    }
    for (const slot of set)
      for (let k = 0, at = slot * classes; k < classes; k++, at++) {
        const gradient = error[k] * unit + ridge * weights[at]
        squares[at] += gradient * gradient
        weights[at] -= (rate * gradient) / Math.sqrt(squares[at])
      }
  }

  function stored(): StoredCategoryModel {
    const steps = new Int8Array(classes * size)
    const scale: number[] = []
    for (let k = 0; k < classes; k++) {
      let most = 0
      for (let slot = 0; slot < size; slot++) most = Math.max(most, Math.abs(weights[slot * classes + k]))
      const step = Math.max(1e-9, most / 127)
      scale.push(step)
      for (let slot = 0; slot < size; slot++)
        steps[k * size + slot] = Math.round(weights[slot * classes + k] / step)
    }
    return {
      format: 'pratibimba-categories',
      version: 1,
      dimensions: size,
      categories,
      weights: bytesToText(new Uint8Array(steps.buffer)),
      scale,
      intercept: [...intercept],
      card,
    }
  }
}
