/** A linear model of descriptions: which category a text sounds like, and how sure that is. */
import { type TransactionCategory, transactionCategories } from '@pratibimba/contract'
import { TEXT_DIMENSIONS, textFeatures } from './text-features.ts'

/** Whom the model was made for and of what: what a reader must know before using it. */
export interface CategoryCard {
  readonly trained_on: string
  readonly texts: number
  readonly merchants: number
  readonly threshold: number
  readonly held_out: string
  readonly limits: string
}

/** As it is stored: weights in 256 steps. */
export interface StoredCategoryModel {
  readonly format: 'pratibimba-categories'
  readonly version: 1
  readonly dimensions: number
  readonly categories: readonly TransactionCategory[]
  /** Signed bytes in base64, shape [categories × dimensions], times `scale` of the category. */
  readonly weights: string
  readonly scale: readonly number[]
  readonly intercept: readonly number[]
  readonly card: CategoryCard
}

export interface CategoryGuess {
  readonly category: TransactionCategory
  /** Softmax probability of it, 0–1. */
  readonly confidence: number
}

export interface CategoryModel {
  readonly card: CategoryCard
  /** The likeliest category, whatever its confidence. */
  guess(description: string, came: boolean): CategoryGuess
}

/** Base64 without the platform's help, so that the model opens anywhere. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function bytesToText(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += alphabet[word >>> 18] + alphabet[(word >>> 12) & 63]
    text += i + 1 < bytes.length ? alphabet[(word >>> 6) & 63] : '='
    text += i + 2 < bytes.length ? alphabet[word & 63] : '='
  }
  return text
}

function textToBytes(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let word = 0
    for (let k = 0; k < 4; k++) word = (word << 6) | Math.max(0, alphabet.indexOf(text[i + k]))
    for (const shift of [16, 8, 0]) if (at < bytes.length) bytes[at++] = (word >>> shift) & 255
  }
  return bytes
}

/**
 * Opens a stored model.
 *
 * @throws RangeError when it is not one of this version, naming what is wrong
 */
export function openCategoryModel(stored: unknown): CategoryModel {
  const { format, version, dimensions, categories, weights, scale, intercept, card } = (stored ??
    {}) as Partial<StoredCategoryModel>
  const wrong = (what: string): RangeError =>
    new RangeError(`openCategoryModel: ${what}; make the model anew with \`pratibimba categorize fit\``)
  if (format !== 'pratibimba-categories' || version !== 1) throw wrong('need a category model of version 1')
  if (dimensions !== TEXT_DIMENSIONS) throw wrong(`need ${TEXT_DIMENSIONS} dimensions, got ${dimensions}`)
  if (!Array.isArray(categories) || categories.length < 2 || categories.length > 256)
    throw wrong('need 2 to 256 categories')
  const unknown = categories.find((category) => !transactionCategories.includes(category))
  if (unknown !== undefined) throw wrong(`got an unknown category ${JSON.stringify(unknown)}`)
  const classes = categories.length
  const isNumbers = (list: unknown): list is number[] =>
    Array.isArray(list) && list.length === classes && list.every((x) => Number.isFinite(x))
  if (!isNumbers(scale) || !isNumbers(intercept)) throw wrong(`need ${classes} scales and intercepts`)
  if (typeof weights !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(weights) || weights.length % 4 !== 0)
    throw wrong('need weights in base64')
  const bytes = textToBytes(weights)
  if (bytes.length !== classes * dimensions)
    throw wrong(`need ${classes * dimensions} weights, got ${bytes.length}`)
  if (typeof card !== 'object' || card === null) throw wrong('need a card')
  const steps = new Int8Array(bytes.buffer)
  return {
    card,
    guess(description, came) {
      const slots = textFeatures(description, came)
      const unit = 1 / Math.sqrt(slots.length)
      let best = 0
      const scores = new Float64Array(classes)
      for (let k = 0; k < classes; k++) {
        let sum = 0
        for (const slot of slots) sum += steps[k * dimensions + slot]
        scores[k] = intercept[k] + sum * scale[k] * unit
        if (scores[k] > scores[best]) best = k
      }
      let total = 0
      for (let k = 0; k < classes; k++) total += Math.exp(scores[k] - scores[best])
      return { category: categories[best], confidence: 1 / total }
    },
  }
}
