/** Default spaces speak their learners' language: every name is a parameter, every draw is accepted. */
import { describe, expect, it } from 'vitest'
import { depthWiseDefaults } from '../../trees/boosting/depth-wise-parameters.ts'
import { leafWiseDefaults } from '../../trees/boosting/leaf-wise-parameters.ts'
import { forestDefaults, resolveForest } from '../../trees/forests/forest-parameters.ts'
import { resolveParameters } from '../../trees/symmetric/parameters.ts'
import {
  depthWiseSpace,
  forestSpace,
  leafWiseSpace,
  orderedDimensions,
  type SearchSpace,
  sampleConfiguration,
  symmetricSpace,
} from '../../tuning/index.ts'

const draws = (space: SearchSpace) => {
  const dimensions = orderedDimensions(space)
  return Array.from({ length: 100 }, (_, trial) => sampleConfiguration(dimensions, 1, trial))
}

describe('default spaces', () => {
  it('symmetric', () => {
    const known = Object.keys(resolveParameters({}, 1000, 10, false))
    expect(known).toEqual(expect.arrayContaining(Object.keys(symmetricSpace)))
    for (const draw of draws(symmetricSpace))
      expect(resolveParameters(draw, 1000, 10, false)).toMatchObject(draw)
  })

  it('leaf-wise', () => {
    expect(Object.keys(leafWiseDefaults)).toEqual(expect.arrayContaining(Object.keys(leafWiseSpace)))
  })

  it('depth-wise', () => {
    expect(Object.keys(depthWiseDefaults)).toEqual(expect.arrayContaining(Object.keys(depthWiseSpace)))
  })

  it('forests', () => {
    const known = [...Object.keys(forestDefaults), 'maxFeatures', 'bootstrap']
    expect(known).toEqual(expect.arrayContaining(Object.keys(forestSpace)))
    const features = Array.from({ length: 10 }, (_, i) => ({ name: `x${i}`, kind: 'number' as const }))
    for (const draw of draws(forestSpace)) {
      const { maxFeatures: _, ...told } = draw
      expect(resolveForest(draw, features)).toMatchObject(told)
    }
  })
})
