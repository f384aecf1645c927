import { describe, expect, it } from 'vitest'
import { openFeatureChoice } from '../../../trees/growth/feature-choice.ts'

const all = {
  features: 40,
  seed: 1,
  perTree: 1,
  perLevel: 1,
  perNode: 1,
  interactions: undefined,
  rounding: Math.floor,
}
const none: ReadonlySet<number> = new Set()

function chosen(
  options: Partial<Parameters<typeof openFeatureChoice>[0]>,
  tree: number,
  node = 0,
  depth = 0,
  path = none,
) {
  const mask = new Uint8Array(40)
  openFeatureChoice({ ...all, ...options }).allow(tree, node, depth, path, mask)
  return Array.from(mask.keys()).filter((feature) => mask[feature] === 1)
}

describe('the choice of features', () => {
  it('keeps its share per tree, level and node, one inside the other', () => {
    const ofTree = chosen({ perTree: 0.5 }, 3)
    expect(ofTree).toHaveLength(20)
    expect(chosen({ perTree: 0.5 }, 3, 9, 2)).toEqual(ofTree)
    expect(chosen({ perTree: 0.5 }, 4)).not.toEqual(ofTree)
    const ofLevel = chosen({ perTree: 0.5, perLevel: 0.5 }, 3, 7, 1)
    expect(ofLevel).toHaveLength(10)
    expect(chosen({ perTree: 0.5, perLevel: 0.5 }, 3, 8, 1)).toEqual(ofLevel)
    const ofNode = chosen({ perTree: 0.5, perLevel: 0.5, perNode: 0.5 }, 3, 7, 1)
    expect(ofNode).toHaveLength(5)
    for (const feature of ofNode) expect(ofLevel).toContain(feature)
    for (const feature of ofLevel) expect(ofTree).toContain(feature)
  })

  it('never chooses none', () => {
    expect(chosen({ perTree: 0.001 }, 1)).toHaveLength(1)
  })

  it('lets only features of one set meet', () => {
    const interactions = [
      [0, 1, 2],
      [2, 3],
    ]
    expect(chosen({ interactions }, 0)).toHaveLength(40)
    expect(chosen({ interactions }, 0, 1, 1, new Set([0]))).toEqual([0, 1, 2])
    expect(chosen({ interactions }, 0, 1, 1, new Set([2]))).toEqual([0, 1, 2, 3])
    expect(chosen({ interactions }, 0, 1, 1, new Set([2, 3]))).toEqual([2, 3])
    expect(chosen({ interactions }, 0, 1, 1, new Set([9]))).toEqual([9])
  })
})
