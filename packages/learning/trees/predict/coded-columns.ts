/** Columns of one-byte codes that splits of trees can be decided on. */
import { missingRules, NEARLY_ZERO, type TreeEnsemble } from '../tree-ensemble.ts'
import { codesByColumn, indexBits } from './category-index.ts'
import type { MemoryImage } from './memory-image.ts'

/** Code 255 is missing, and where it goes left the others count from 1. */
const MOST_THRESHOLDS = 254
const MOST_COLUMNS = 2048
const MISSING = 255

/** A column of codes: of numbers against thresholds, or of sides at a split of categories. */
export interface CodedColumn {
  readonly feature: number
  /** Of numbers: address of the thresholds, padded to one less than a power of two, and half of that power in bytes. */
  readonly thresholds: number
  readonly half: number
  /** The code of NaN. */
  readonly ofMissing: number
  /** |x| up to this is missing; −1 for none. */
  readonly zeros: number
  /** Of categories: address of the bits, 0 for numbers; codes that the column knows, bits of the split.  */
  readonly set: number
  readonly codes: number
  readonly bits: number
}

interface OpenColumn {
  /** A split that reads it. */
  readonly node: number
  readonly thresholds: Set<number>
  place: number
  /** Threshold → its code. */
  code: ReadonlyMap<number, number>
}

export class CodedColumns {
  readonly #ensemble: TreeEnsemble
  readonly #columns = new Map<string, OpenColumn>()

  constructor(ensemble: TreeEnsemble) {
    this.#ensemble = ensemble
  }

  /** Takes the splits of a tree up, all or none; all, always, when they are the first and at most 254. */
  take(splits: readonly number[]): boolean {
    const added = new Map<string, OpenColumn>()
    for (const node of splits) {
      const key = this.#keyOf(node)
      const fresh = added.get(key) ?? { node, thresholds: new Set(), place: 0, code: new Map() }
      added.set(key, fresh)
      if (this.#ensemble.categories[node] < 0) fresh.thresholds.add(this.#ensemble.threshold[node])
    }
    let columns = this.#columns.size
    for (const [key, { thresholds }] of added) {
      const known = this.#columns.get(key)
      if (known === undefined) columns++
      else if (known.thresholds.size + countNew(thresholds, known.thresholds) > MOST_THRESHOLDS) return false
    }
    if (columns > MOST_COLUMNS) return false
    for (const [key, fresh] of added) {
      const known = this.#columns.get(key)
      if (known === undefined) this.#columns.set(key, fresh)
      else for (const threshold of fresh.thresholds) known.thresholds.add(threshold)
    }
    return true
  }

  /** Writes what coding needs; columns of the same feature follow each other. */
  write(image: MemoryImage): CodedColumn[] {
    const { feature, categories } = this.#ensemble
    const codes = codesByColumn(this.#ensemble)
    const columns = [...this.#columns.values()].sort((a, b) => feature[a.node] - feature[b.node])
    return columns.map((column, place) => {
      const { node } = column
      column.place = place
      const common = { feature: feature[node], thresholds: 0, half: 0, ofMissing: MISSING, zeros: -1 }
      if (categories[node] >= 0) {
        const known = codes.get(feature[node])!
        const words = indexBits(this.#ensemble, node)
        return { ...common, set: image.add(words), codes: known, bits: 32 * words.length }
      }
      const thresholds = Float64Array.from(column.thresholds).sort()
      column.code = new Map(Array.from(thresholds, (threshold, code) => [threshold, code]))
      const power = 2 ** Math.ceil(Math.log2(thresholds.length + 1))
      const padded = new Float64Array(power).fill(Number.POSITIVE_INFINITY)
      padded.set(thresholds)
      const rule = this.#ensemble.missing[node]
      return {
        ...common,
        thresholds: image.add(padded),
        half: 4 * power,
        ofMissing:
          rule === missingRules.zero ? thresholds.filter((threshold) => threshold < 0).length : MISSING,
        zeros: rule >= missingRules['zero-left'] ? NEARLY_ZERO : -1,
        set: 0,
        codes: 0,
        bits: 0,
      }
    })
  }

  /** How a split reads its column, once written: left when code + added ≤ threshold, in bytes. */
  codeOf(node: number): { readonly column: number; readonly threshold: number; readonly added: number } {
    const { place, code } = this.#columns.get(this.#keyOf(node))!
    if (this.#ensemble.categories[node] >= 0) return { column: place, threshold: 0, added: 0 }
    const rule = this.#ensemble.missing[node]
    const added = rule === missingRules.left || rule === missingRules['zero-left'] ? 1 : 0
    return { column: place, threshold: code.get(this.#ensemble.threshold[node])! + added, added }
  }

  /** Splits with the same key can share a column. */
  #keyOf(node: number): string {
    const rule = this.#ensemble.missing[node]
    const set = this.#ensemble.categories[node]
    if (set >= 0) return `${this.#ensemble.feature[node]}/set ${set}/${rule}`
    const way = rule === missingRules.zero ? 'zero' : rule >= missingRules['zero-left'] ? 'zeros' : 'missing'
    return `${this.#ensemble.feature[node]}/${way}`
  }
}

function countNew(values: ReadonlySet<number>, known: ReadonlySet<number>): number {
  let count = 0
  for (const value of values) if (!known.has(value)) count++
  return count
}
