/** Trees of a forest become an ensemble: bins become thresholds and codes. */
import type { CategoryBins, FeatureBins } from '../binning/feature-bins.ts'
import { type Link, missingRules, type TreeEnsemble } from '../tree-ensemble.ts'
import { type ForestSetup, nodeNumbers, nodeWordCount, nodeWords, slotRoom } from './forest-setup.ts'

/** Above every value: a split of the missing from all others. */
const beyondValues = 1e300

interface ForestShape {
  readonly trees: number
  readonly base: Float64Array
  readonly link: Link
  readonly average: boolean
  /** What values are multiplied by. */
  readonly scale: number
}

/** A tree as it lies in its slot, copied. */
interface KeptTree {
  readonly words: Int32Array
  readonly numbers: Float64Array
  readonly sets: Uint32Array | undefined
}

export interface ForestEnsemble {
  /** Copies the tree out of a slot. */
  keep(slot: number): void
  /** With several outputs, a tree stands once for each of them. */
  build(shape: ForestShape): TreeEnsemble
}

export function openForestEnsemble(setup: ForestSetup, features: readonly FeatureBins[]): ForestEnsemble {
  const { memory, rows, outputs, mostNodes, hasSets } = setup
  const { offsets } = slotRoom(rows, outputs, mostNodes, hasSets)
  const stride = 2 + outputs
  const trees: KeptTree[] = []
  let nodesInAll = 0
  return {
    keep(slot) {
      const at = setup.slots + slot * setup.slotBytes
      const [nodes] = new Int32Array(memory.buffer, at + offsets.count, 1)
      nodesInAll += nodes
      trees.push({
        words: new Int32Array(memory.buffer, at + offsets.words, nodes * nodeWordCount).slice(),
        numbers: new Float64Array(memory.buffer, at + offsets.numbers, nodes * stride).slice(),
        sets: hasSets ? new Uint32Array(memory.buffer, at + offsets.sets, nodes * 8).slice() : undefined,
      })
    },
    build({ base, link, average, scale }) {
      const nodes = nodesInAll * outputs
      const treeStart = new Int32Array(trees.length * outputs + 1)
      const treeOutput = new Int32Array(trees.length * outputs)
      const feature = new Int32Array(nodes)
      const threshold = new Float64Array(nodes)
      const left = new Int32Array(nodes).fill(-1)
      const right = new Int32Array(nodes).fill(-1)
      const missing = new Uint8Array(nodes)
      const categories = new Int32Array(nodes).fill(-1)
      const value = new Float64Array(nodes)
      const cover = new Float64Array(nodes)
      const gain = new Float64Array(nodes)
      const categoryWords: number[] = []

      const write = ({ words, numbers, sets }: KeptTree, output: number, first: number): number => {
        const count = words.length / nodeWordCount
        for (let node = 0; node < count; node++) {
          const to = first + node
          const word = node * nodeWordCount
          const number = node * stride
          value[to] = scale * numbers[number + nodeNumbers.value + output]
          cover[to] = numbers[number + nodeNumbers.weight]
          feature[to] = words[word + nodeWords.feature]
          if (feature[to] < 0) continue
          gain[to] = numbers[number + nodeNumbers.gain] / outputs
          left[to] = first + words[word + nodeWords.left]
          right[to] = first + words[word + nodeWords.right]
          missing[to] = words[word + nodeWords.missingLeft] === 1 ? missingRules.left : missingRules.right
          const bins = features[feature[to]]
          if (bins.kind === 'number') threshold[to] = bins.edges[words[word + nodeWords.bin]] ?? beyondValues
          else categories[to] = addSet(categoryWords, bins, sets!.subarray(node * 8, node * 8 + 8))
        }
        return first + count
      }

      let next = 0
      for (let tree = 0; tree < trees.length; tree++)
        for (let output = 0; output < outputs; output++) {
          next = write(trees[tree], output, next)
          treeStart[tree * outputs + output + 1] = next
          treeOutput[tree * outputs + output] = output
        }
      return {
        outputs,
        base,
        link,
        comparison: 'float64',
        summation: 'float64',
        average,
        treeStart,
        treeOutput,
        feature,
        threshold,
        left,
        right,
        missing,
        categories,
        categoryWords: Uint32Array.from(categoryWords),
        value,
        cover,
        gain,
      }
    },
  }
}

/** Appends the codes of a set of bins; answers where they begin. */
function addSet(categoryWords: number[], { codes }: CategoryBins, set: Uint32Array): number {
  const chosen: number[] = []
  for (let bin = 0; bin < codes.length; bin++) if ((set[bin >> 5] >>> (bin & 31)) & 1) chosen.push(codes[bin])
  const words = new Uint32Array((Math.max(...chosen) >> 5) + 1)
  for (const code of chosen) words[code >> 5] |= 1 << (code & 31)
  return categoryWords.push(words.length, ...words) - words.length - 1
}
