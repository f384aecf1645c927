/** CatBoost's trees, symmetric or not, as plain nodes. */
import type { EnsembleBuilder } from '../ensemble-builder.ts'
import type { JsonField } from '../json-field.ts'
import type { Question } from './read-split-table.ts'

export interface TreeReader {
  readonly builder: EnsembleBuilder
  readonly questions: readonly Question[]
  readonly outputs: number
  readonly scale: number
}

/**
 * A tree that asks the same questions along every path, the last one first: leaf i answers question k with bit k of i.
 * With several outputs it becomes one tree for each.
 */
export function readSymmetricTree(tree: JsonField, reader: TreeReader): void {
  const { builder, outputs, scale } = reader
  const questions = (tree.find('splits')?.items() ?? []).map((split) => questionOf(split, reader))
  const depth = questions.length
  const leaves = 2 ** depth
  const values = tree.get('leaf_values').numbers(leaves * outputs)
  const weights = tree.find('leaf_weights')?.numbers(leaves) ?? new Float64Array(leaves)
  if (weights.some((weight) => weight < 0)) tree.get('leaf_weights').fail('weights of at least 0 are needed')
  for (let output = 0; output < outputs; output++) {
    builder.beginTree(output)
    grow(depth, 0, output)
  }

  function grow(level: number, leaf: number, output: number): number {
    if (level === 0) return builder.addLeaf(scale * values[leaf * outputs + output], weights[leaf])
    const question = questions[level - 1]
    const node = addQuestion(builder, question)
    const yes = leaf + 2 ** (level - 1)
    const swapped = 'code' in question.asks
    builder.join(node, grow(level - 1, swapped ? yes : leaf, output), 'left')
    builder.join(node, grow(level - 1, swapped ? leaf : yes, output), 'right')
    return node
  }
}

/** A tree of nested nodes: `left` is no, `right` is yes. */
export function readNestedTree(tree: JsonField, reader: TreeReader): void {
  const { builder, outputs, scale } = reader
  for (let output = 0; output < outputs; output++) {
    builder.beginTree(output)
    const places: { field: JsonField; parent: number; side: 'left' | 'right' }[] = [
      { field: tree, parent: -1, side: 'left' },
    ]
    for (let place = places.pop(); place !== undefined; place = places.pop()) {
      const { field, parent, side } = place
      const value = field.find('value')
      let node: number
      if (value !== undefined) {
        const weight = field.find('weight')?.number() ?? 0
        if (weight < 0) field.get('weight').fail('a weight of at least 0 is needed')
        node = builder.addLeaf(scale * valuesOf(value, outputs)[output], weight)
      } else {
        const question = questionOf(field.get('split'), reader)
        node = addQuestion(builder, question)
        const swapped = 'code' in question.asks
        places.push({ field: field.get('right'), parent: node, side: swapped ? 'left' : 'right' })
        places.push({ field: field.get('left'), parent: node, side: swapped ? 'right' : 'left' })
      }
      if (parent >= 0) builder.join(parent, node, side)
    }
  }
}

/** How many numbers the leaves of a model hold. */
export function outputsOf(trees: JsonField, symmetric: boolean): number | undefined {
  let tree = trees.items()[0]
  if (tree === undefined) return undefined
  if (symmetric) {
    const splits = tree.find('splits')?.array().length ?? 0
    const values = tree.get('leaf_values').array().length
    const outputs = values / 2 ** splits
    if (!Number.isInteger(outputs) || outputs < 1)
      tree
        .get('leaf_values')
        .fail(`a whole number of values for 2^${splits} leaves is needed, not ${values} values`)
    return outputs
  }
  for (let left = tree.find('left'); left !== undefined; left = tree.find('left')) tree = left
  const value = tree.get('value')
  return Array.isArray(value.value) ? value.array().length : 1
}

function valuesOf(field: JsonField, outputs: number): ArrayLike<number> {
  return outputs === 1 && !Array.isArray(field.value) ? [field.number()] : field.numbers(outputs)
}

function questionOf(split: JsonField, { questions }: TreeReader): Question {
  const question = questions[split.get('split_index').integer(0, questions.length - 1)]
  const border = split.find('border')
  if (
    border !== undefined &&
    !('above' in question.asks && question.asks.above === Math.fround(border.number()))
  )
    border.fail('the border that split_index stands for is needed')
  return question
}

function addQuestion(builder: EnsembleBuilder, { column, asks, missing }: Question): number {
  return builder.addSplit(
    {
      feature: column,
      rule: 'above' in asks ? asks.above : [asks.code],
      missing: missing || 'code' in asks ? 'right' : 'left',
      gain: 0,
    },
    0,
    0,
  )
}
