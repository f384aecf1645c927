/** A tree with its background rows, written as the interventional kernel reads it. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { PASS_WORDS, passesEdge } from './background.ts'
import type { UsedColumns } from './explanation.ts'
import type { Image } from './image.ts'
import { leafGroups } from './leaf-groups.ts'
import { BACKGROUND_RECORD_BYTES } from './shap-kernel.ts'
import { writeSplit } from './split-records.ts'
import { subsetWeights } from './subset-weights.ts'
import type { TreeSplits } from './tree-splits.ts'

/** Paths of so many features have a table of every set of features that a row can fail: 3 kB at most. */
const TABLE_FEATURES = 6
const HEADER_BYTES = 32
const tableWeights = subsetWeights(TABLE_FEATURES)

/**
 * Writes a tree; its layout is told in tree-shap.assembly.ts.
 *
 * @param passes `satisfied(…)` of at most 128 background rows
 * @param leaf   what a leaf counts for one background row, by child; shape [2 × splits]
 * @param limit  last address that may be written to
 * @returns address of the tree; −1 and nothing written when it does not fit
 */
export function writeTree(
  image: Image,
  ensemble: TreeEnsemble,
  splits: TreeSplits,
  used: UsedColumns,
  categoriesAddress: number,
  passes: Int32Array,
  rows: number,
  leaf: Float64Array,
  limit: number,
): number {
  const tree = image.room(splits.node.length * BACKGROUND_RECORD_BYTES)
  for (let s = 0; s < splits.node.length; s++) {
    const record = tree + s * BACKGROUND_RECORD_BYTES
    writeSplit(image.words, image.floats, record, ensemble, splits, s, used, categoriesAddress)
    image.words[record / 4 + 9] = splits.after[s]
    image.words[record / 4 + 10] = 1 << splits.position[s]
    for (let state = 0; state < 3; state++)
      for (const side of [0, 1])
        for (let word = 0; word < PASS_WORDS; word++)
          image.words[record / 4 + 12 + 8 * state + 4 * side + word] =
            state === side ? -1 : passes[(2 * s + side) * PASS_WORDS + word]
  }
  const place = (edge: number): number =>
    image.words[tree / 4 + (edge >> 1) * (BACKGROUND_RECORD_BYTES / 4) + 3]
  for (let edge = 0; edge < splits.child.length; edge++) {
    if (splits.child[edge] >= 0) continue
    const address = writeLeaf(image, splits, edge, passes, rows, leaf[edge], place)
    image.words[(tree + (edge >> 1) * BACKGROUND_RECORD_BYTES) / 4 + 1 + (edge & 1)] = -address
    if (image.end <= limit) continue
    image.cut(tree)
    return -1
  }
  return tree
}

function writeLeaf(
  image: Image,
  splits: TreeSplits,
  edge: number,
  passes: Int32Array,
  rows: number,
  value: number,
  place: (edge: number) => number,
): number {
  const { path, first, count } = leafGroups(splits, edge, passes, rows)
  const fails = first.map((row) => path.flatMap((on, i) => (passesEdge(passes, on, row) === 0 ? [i] : [])))
  const whole = path.length <= TABLE_FEATURES
  // Groups that fail everything need the row to satisfy everything, which the table answers.
  const kept = whole
    ? []
    : first.map((_, group) => group).filter((group) => fails[group].length < path.length)
  const tableAt = HEADER_BYTES + 8 * Math.ceil(path.length / 2)
  const groupsAt = tableAt + 8 * path.length * (whole ? 2 ** path.length : 1)
  const leaf = image.room(groupsAt + 4 * kept.length)
  image.words[leaf / 4 + 4] = path.length
  image.words[leaf / 4 + 5] = whole ? 1 : 0
  image.words[leaf / 4 + 6] = leaf + tableAt
  image.words[leaf / 4 + 7] = leaf + groupsAt
  path.forEach((on, i) => {
    image.words[(leaf + HEADER_BYTES) / 4 + i] = place(on)
  })
  const gains = fails.map((on) => on.reduce((set, i) => set | (1 << i), 0))
  const table = image.floats.subarray((leaf + tableAt) / 8, (leaf + groupsAt) / 8)
  for (let failed = 0; failed * path.length < table.length; failed++)
    for (let group = 0; group < gains.length; group++)
      addToTable(table, path.length, failed, gains[group], fails[group].length, value * count[group])
  kept.forEach((group, index) => {
    const address = image.room(12 + 4 * fails[group].length)
    image.words[leaf / 4 + (first[group] >>> 5)] |= 1 << (first[group] & 31)
    image.words[(leaf + groupsAt) / 4 + index] = address
    image.floats[address / 8] = value * count[group]
    image.words[address / 4 + 2] = fails[group].length
    fails[group].forEach((i, at) => {
      image.words[address / 4 + 3 + at] = place(path[i])
    })
  })
  return leaf
}

/**
 * Adds a group to the row of a table for a set of failed features.
 *
 * @param gained the features that the group fails: a set of bits, and their number
 */
function addToTable(
  table: Float64Array,
  features: number,
  failed: number,
  gained: number,
  gains: number,
  share: number,
): void {
  if ((failed & gained) !== 0) return
  if (failed === 0) {
    for (let i = 0; i < features; i++) if ((gained >>> i) & 1) table[i] += share / gains
    return
  }
  let lost = 0
  for (let i = 0; i < features; i++) lost += (failed >>> i) & 1
  const pair = 2 * (lost * (TABLE_FEATURES + 1) + gains)
  for (let i = 0; i < features; i++) {
    if ((gained >>> i) & 1) table[failed * features + i] += share * tableWeights[pair]
    if ((failed >>> i) & 1) table[failed * features + i] -= share * tableWeights[pair + 1]
  }
}
