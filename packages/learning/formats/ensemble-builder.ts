/** Nodes of trees, collected as a file is read, then set into the flat arrays of an ensemble. */
import { type Link, type MissingRule, missingRules, type TreeEnsemble } from '../trees/tree-ensemble.ts'
import { ModelFileError } from './model-file-error.ts'

/** Words that all sets of categories may take together: 64 MB. */
const mostCategoryWords = 1 << 24

export interface Split {
  readonly feature: number
  /** x ≤ threshold goes left; or the codes that go left. */
  readonly rule: number | readonly number[]
  readonly missing: MissingRule
  readonly gain: number
}

/**
 * Trees are begun in order; a node is added after its parent and told to it by `join`.
 */
export class EnsembleBuilder {
  readonly #treeStart: number[] = []
  readonly #treeOutput: number[] = []
  readonly #feature: number[] = []
  readonly #threshold: number[] = []
  readonly #left: number[] = []
  readonly #right: number[] = []
  readonly #missing: number[] = []
  readonly #categories: number[] = []
  readonly #words: number[] = []
  readonly #value: number[] = []
  readonly #cover: number[] = []
  readonly #gain: number[] = []

  beginTree(output: number): void {
    this.#treeStart.push(this.#feature.length)
    this.#treeOutput.push(output)
  }

  /** @returns the number of the leaf */
  addLeaf(value: number, cover: number): number {
    return this.#add(-1, 0, missingRules.zero, -1, value, cover, 0)
  }

  /** @returns the number of the node, whose children are still to come */
  addSplit({ feature, rule, missing, gain }: Split, value: number, cover: number): number {
    const number = typeof rule === 'number'
    return this.#add(
      feature,
      number ? rule : 0,
      missingRules[missing],
      number ? -1 : this.#addSet(rule),
      value,
      cover,
      gain,
    )
  }

  join(parent: number, child: number, side: 'left' | 'right'): void {
    if (side === 'left') this.#left[parent] = child
    else this.#right[parent] = child
  }

  /** Covers and values of inner nodes from those of their leaves: sums, and means weighted by cover. */
  fillInnerNodes(covers: 'kept' | 'summed'): void {
    const weighed = new Float64Array(this.#feature.length)
    const total = new Float64Array(this.#feature.length)
    for (let node = this.#feature.length - 1; node >= 0; node--) {
      if (this.#feature[node] < 0) {
        total[node] = this.#cover[node]
        weighed[node] = this.#cover[node] * this.#value[node]
        continue
      }
      const left = this.#left[node]
      const right = this.#right[node]
      total[node] = total[left] + total[right]
      weighed[node] = weighed[left] + weighed[right]
      if (covers === 'summed') this.#cover[node] = total[node]
      this.#value[node] = total[node] > 0 ? weighed[node] / total[node] : 0
    }
  }

  build(
    about: Pick<TreeEnsemble, 'base' | 'comparison' | 'summation'> & { readonly link: Link },
  ): TreeEnsemble {
    return {
      outputs: about.base.length,
      ...about,
      average: false,
      treeStart: Int32Array.from([...this.#treeStart, this.#feature.length]),
      treeOutput: Int32Array.from(this.#treeOutput),
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      missing: Uint8Array.from(this.#missing),
      categories: Int32Array.from(this.#categories),
      categoryWords: Uint32Array.from(this.#words),
      value: Float64Array.from(this.#value),
      cover: Float64Array.from(this.#cover),
      gain: Float64Array.from(this.#gain),
    }
  }

  #addSet(codes: readonly number[]): number {
    const start = this.#words.length
    const words = codes.reduce((most, code) => Math.max(most, (code >>> 5) + 1), 0)
    if (start + words >= mostCategoryWords)
      throw new ModelFileError(
        'The sets of categories take more than 64 MB; a model of this size is not read.',
      )
    this.#words.push(words)
    for (let word = 0; word < words; word++) this.#words.push(0)
    for (const code of codes) this.#words[start + 1 + (code >>> 5)] |= 1 << (code & 31)
    return start
  }

  #add(
    feature: number,
    threshold: number,
    missing: number,
    categories: number,
    value: number,
    cover: number,
    gain: number,
  ): number {
    this.#feature.push(feature)
    this.#threshold.push(threshold)
    this.#left.push(-1)
    this.#right.push(-1)
    this.#missing.push(missing)
    this.#categories.push(categories)
    this.#value.push(value)
    this.#cover.push(cover)
    this.#gain.push(gain)
    return this.#feature.length - 1
  }
}
