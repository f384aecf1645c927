import { describe, expect, it } from 'vitest'
import { trainDepthWise, trainLeafWise } from '../../../trees/boosting/index.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import { missingRules } from '../../../trees/tree-ensemble.ts'
import { numberTable } from '../support/tables.ts'

const context = { seed: 1 }
const one = { iterations: 1, learningRate: 1, eta: 1, minDataInLeaf: 1, minChildWeight: 0, minDataInBin: 1 }

describe('missing values', () => {
  for (const [side, outcome] of [
    ['left', 0],
    ['right', 1],
  ] as const)
    it(`go ${side} where that is the better side`, async () => {
      // 40 low rows without events, 40 high ones with; the 20 missing ones are like one of the two.
      const x = Array.from({ length: 100 }, (_, i) => (i < 40 ? -1 - i : i < 80 ? i : Number.NaN))
      const label = Array.from({ length: 100 }, (_, i) => (i < 40 ? 0 : i < 80 ? 1 : outcome))
      const { data, features } = numberTable([x], label)
      for (const { ensemble } of [
        await trainLeafWise(data, features, { ...one, numLeaves: 2 }, context),
        await trainDepthWise(data, features, { ...one, maxDepth: 1 }, context),
      ]) {
        expect(ensemble.missing[0]).toBe(missingRules[side])
        const [low, high, missing] = [0, 50, 90].map((row) => rawScores(ensemble, data)[row])
        expect(missing).toBe(outcome === 0 ? low : high)
      }
    })

  it('may be split from all others', async () => {
    const x = Array.from({ length: 100 }, (_, i) => (i < 50 ? i % 10 : Number.NaN))
    const label = Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 1))
    const { data, features } = numberTable([x], label)
    const { ensemble } = await trainLeafWise(data, features, one, context)
    const scores = rawScores(ensemble, data)
    expect(Math.max(...scores.subarray(0, 50))).toBeLessThan(Math.min(...scores.subarray(50)))
    expect(rawScores(ensemble, { rows: 1, columns: [Float64Array.of(1e9)] })[0]).toBe(scores[0])
  })

  it('go with the larger child where training saw none', async () => {
    const { data, features } = numberTable(
      [Array.from({ length: 100 }, (_, i) => i)],
      Array.from({ length: 100 }, (_, i) => (i < 30 ? 1 : 0)),
    )
    const { ensemble } = await trainLeafWise(data, features, { ...one, numLeaves: 2 }, context)
    expect(ensemble.missing[0]).toBe(missingRules.right)
    const [missing] = rawScores(ensemble, { rows: 1, columns: [Float64Array.of(Number.NaN)] })
    expect(missing).toBe(rawScores(ensemble, data)[99])
  })
})

describe('categories', () => {
  const categories = Array.from({ length: 40 }, (_, i) => `c${i}`)
  const code = Array.from({ length: 4000 }, (_, i) => i % 40)
  const bad = (c: number): boolean => c % 3 === 1
  const data = {
    rows: 4000,
    columns: [Float64Array.from(code)],
    label: Float64Array.from(code, (c, i) => (bad(c) === i % 400 < 360 ? 1 : 0)),
  }
  const features = [{ name: 'c', kind: 'category', categories } as const]

  it('are split into sets in one go, whatever their codes', async () => {
    for (const { ensemble } of [
      await trainLeafWise(data, features, { ...one, numLeaves: 2, minDataPerGroup: 1 }, context),
      await trainDepthWise(data, features, { ...one, maxDepth: 1 }, context),
    ]) {
      const scores = rawScores(ensemble, data)
      for (let i = 0; i < 40; i++) expect(scores[i] > 0).toBe(bad(i))
    }
  })

  it('never seen, missing and rare ones go right', async () => {
    const { ensemble } = await trainLeafWise(
      data,
      features,
      { ...one, numLeaves: 2, minDataPerGroup: 1 },
      context,
    )
    const right = ensemble.value[ensemble.right[0]] + ensemble.base[0]
    const strange = rawScores(ensemble, { rows: 3, columns: [Float64Array.of(Number.NaN, -1, 4000)] })
    for (const score of strange) expect(score).toBeCloseTo(right, 12)
  })

  it('are held against all others where they are few', async () => {
    const few = { ...data, columns: [data.columns[0].map((c) => c % 3)] }
    const { ensemble } = await trainLeafWise(
      few,
      [{ ...features[0], categories: ['a', 'b', 'c'] }],
      { ...one, numLeaves: 2 },
      context,
    )
    expect([...ensemble.categoryWords]).toEqual([1, 2])
  })
})
