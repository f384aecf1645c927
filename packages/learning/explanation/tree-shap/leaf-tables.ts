/** A tree with its background rows, written as the interventional kernel reads it. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import type { UsedColumns } from './explanation.ts'
import type { Image } from './image.ts'
import { leafGroups } from './leaf-groups.ts'
import { BACKGROUND_RECORD_BYTES } from './shap-kernel.ts'
import { writeSplit } from './split-records.ts'
import type { TreeSplits } from './tree-splits.ts'

/**
 * Writes a tree; its layout is told in tree-shap.assembly.ts.
 *
 * @param passes `satisfied(…)` of at most 128 background rows
 * @param leaf   what a leaf counts for one background row, by child; shape [2 × splits]
 * @returns address of the tree
 */
export function writeTree(
  image: Image,
  ensemble: TreeEnsemble,
  splits: TreeSplits,
  used: UsedColumns,
  categoriesAddress: number,
  passes: Uint8Array,
  rows: number,
  leaf: Float64Array,
): number {
  const tree = image.room(splits.node.length * BACKGROUND_RECORD_BYTES)
  for (let s = 0; s < splits.node.length; s++) {
    const record = tree + s * BACKGROUND_RECORD_BYTES
    writeSplit(image.words, image.floats, record, ensemble, splits, s, used, categoriesAddress)
    image.words[record / 4 + 9] = splits.after[s]
    for (const side of [0, 1])
      for (let row = 0; row < rows; row++)
        if (passes[(2 * s + side) * rows + row] === 1)
          image.words[record / 4 + 12 + 4 * side + (row >>> 5)] |= 1 << (row & 31)
  }
  const place = (edge: number): number =>
    image.words[tree / 4 + (edge >> 1) * (BACKGROUND_RECORD_BYTES / 4) + 3]
  for (let edge = 0; edge < splits.child.length; edge++) {
    if (splits.child[edge] >= 0) continue
    const address = writeLeaf(image, splits, edge, passes, rows, leaf[edge], place)
    image.words[(tree + (edge >> 1) * BACKGROUND_RECORD_BYTES) / 4 + 10 + (edge & 1)] = address
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
  place: (edge: number) => number,
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
    image.words[pairs / 4 + 4 * i + 2] = place(condition)
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
      image.words[address / 4 + 3 + i] = place(condition)
    })
  })
  return leaf
}
