/** A tree with its background rows, written as the interventional kernel reads it. */
import type { Image } from './image.ts'
import { leafGroups } from './leaf-groups.ts'
import type { TreeSplits } from './tree-splits.ts'

const RECORD_WORDS = 16

/**
 * Writes a tree; its layout is told in interventional.assembly.ts.
 *
 * @param passes `satisfied(…)` of at most 128 background rows
 * @param leaf   what a leaf counts for one background row, by child; shape [2 × splits]
 * @param places where each split's value lies in a row of values, in bytes; shape [splits]
 * @returns address of the tree
 */
export function writeTree(
  image: Image,
  splits: TreeSplits,
  passes: Uint8Array,
  rows: number,
  leaf: Float64Array,
  places: Int32Array,
): number {
  const tree = image.room(splits.node.length * RECORD_WORDS * 4)
  for (let s = 0; s < splits.node.length; s++) {
    const at = tree / 4 + s * RECORD_WORDS
    image.words[at] = splits.earlier[s]
    image.words[at + 3] = places[s]
    image.words[at + 4] = splits.after[s]
    for (const side of [0, 1]) {
      const edge = 2 * s + side
      const below = splits.child[edge]
      image.words[at + 1 + side] = Math.max(below, -1)
      for (let row = 0; row < rows; row++)
        if (passes[edge * rows + row] === 1) image.words[at + 8 + 4 * side + (row >>> 5)] |= 1 << (row & 31)
      if (below < 0) {
        const address = writeLeaf(image, splits, edge, passes, rows, leaf[edge], places)
        image.words[at + 5 + side] = address
      }
    }
  }
  return tree
}

function writeLeaf(
  image: Image,
  splits: TreeSplits,
  edge: number,
  passes: Uint8Array,
  rows: number,
  value: number,
  places: Int32Array,
): number {
  const { path, first, count } = leafGroups(splits, edge, passes, rows)
  const fails = first.map((row) => path.filter((condition) => passes[condition * rows + row] === 0))
  const pairs = image.room(path.length * 16)
  path.forEach((condition, i) => {
    // The row satisfies all: each feature that a group fails gains 1 / how many it fails.
    let gain = 0
    fails.forEach((failed, group) => {
      if (failed.includes(condition)) gain += count[group] / failed.length
    })
    image.floats[pairs / 8 + 2 * i] = value * gain
    image.words[pairs / 4 + 4 * i + 2] = places[condition >> 1]
  })
  // Groups that fail everything need the row to satisfy everything, which the pairs have answered.
  const kept = first.map((_, group) => group).filter((group) => fails[group].length < path.length)
  const leaf = image.room(24 + 4 * kept.length)
  image.words[leaf / 4 + 4] = path.length
  image.words[leaf / 4 + 5] = pairs
  kept.forEach((group, index) => {
    const address = image.room(12 + 4 * fails[group].length)
    image.words[leaf / 4 + (first[group] >>> 5)] |= 1 << (first[group] & 31)
    image.words[leaf / 4 + 6 + index] = address
    image.floats[address / 8] = value * count[group]
    image.words[address / 4 + 2] = fails[group].length
    fails[group].forEach((condition, i) => {
      image.words[address / 4 + 3 + i] = places[condition >> 1]
    })
  })
  return leaf
}
