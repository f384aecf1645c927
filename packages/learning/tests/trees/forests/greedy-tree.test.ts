/** A forest of one tree that sees everything is the greedy tree of Breiman and others. */
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import type { LabelledMatrix } from '../../../data/index.ts'
import { type ForestParameters, trainForest } from '../../../trees/forests/index.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import { plainTree } from './plain-tree.ts'

/** Weights differ, so that no two splits win the same unless they are the same. */
function numbers(seed: number, labelOf: (x: number, draw: number) => number): LabelledMatrix {
  const stream = openStream(seed, 'greedy').at(0)
  const rows = 120
  const columns = Array.from({ length: 4 }, (_, c) =>
    Float64Array.from({ length: rows }, () => {
      if (c === 2 && stream.uniform() < 0.3) return Number.NaN
      return c === 3 ? stream.below(6) : stream.normal()
    }),
  )
  const label = columns[0].map((x, row) => labelOf(x + (columns[2][row] || 1), stream.normal()))
  return { rows, columns, label, weight: label.map(() => 0.5 + stream.uniform()) }
}

const features = [0, 1, 2, 3].map((i) => ({ name: `x${i}`, kind: 'number' as const }))
const alone: Partial<ForestParameters> = { trees: 1, bootstrap: false, maxFeatures: 'all' }
const classOf = (x: number, draw: number) => (x + draw < -1 ? 0 : x + draw < 0.7 ? 1 : 2)

const cases = {
  binary: { objective: 'binary', labelOf: (x: number, draw: number) => (x + draw > 0 ? 1 : 0), outputs: 1 },
  regression: { objective: 'regression', labelOf: (x: number, draw: number) => 1e6 + x + draw, outputs: 1 },
  multiclass: { objective: 'multiclass', labelOf: classOf, outputs: 3 },
} as const

describe('one tree without sampling', () => {
  for (const [name, { objective, labelOf, outputs }] of Object.entries(cases))
    it.each([1, 4, 15])(`${name}: the greedy tree, with leaves of %i rows at least`, async (minRows) => {
      for (const seed of [1, 2, 3]) {
        const data = numbers(seed, labelOf)
        const { ensemble, outOfBag } = await trainForest(
          data,
          features,
          { ...alone, objective, numClass: outputs, minDataInLeaf: minRows },
          { seed: 1 },
        )
        expect(outOfBag).toBeUndefined()
        const ours = rawScores(ensemble, data)
        const plain = plainTree(data, { minRows, outputs })
        for (let i = 0; i < plain.length; i++) expect(Math.abs(ours[i] - plain[i])).toBeLessThan(1e-8)
      }
    })

  it('weights count as repeated rows', async () => {
    const data = numbers(5, cases.binary.labelOf)
    const times = data.label.map((_, row) => 1 + (row % 3))
    const rows = Array.from(times).flatMap((count, row) => new Array<number>(count).fill(row))
    const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row])
    const repeated = { rows: rows.length, columns: data.columns.map(pick), label: pick(data.label) }
    const options = { ...alone, minDataInLeaf: 1 }
    const weighted = await trainForest({ ...data, weight: times }, features, options, { seed: 1 })
    const plain = await trainForest(repeated, features, options, { seed: 1 })
    expect(rawScores(weighted.ensemble, data)).toEqual(rawScores(plain.ensemble, data))
  })

  it('rows of no weight are not there', async () => {
    const data = numbers(6, cases.binary.labelOf)
    const kept = Array.from({ length: 80 }, (_, row) => row)
    const weight = data.weight!.map((w, row) => (row < 80 ? w : 0))
    const pick = (values: Float64Array) => values.slice(0, 80)
    const few = { rows: 80, columns: data.columns.map(pick), label: pick(data.label), weight: pick(weight) }
    const options = { ...alone, minDataInLeaf: 5 }
    const all = rawScores(
      (await trainForest({ ...data, weight }, features, options, { seed: 1 })).ensemble,
      few,
    )
    const without = rawScores((await trainForest(few, features, options, { seed: 1 })).ensemble, few)
    for (const row of kept) expect(all[row]).toBeCloseTo(without[row], 12)
  })

  it('the best leaf first, where leaves are limited', async () => {
    const data = numbers(7, cases.regression.labelOf)
    const errorOf = async (maxLeaves: number) => {
      const options = { ...alone, objective: 'regression' as const, minDataInLeaf: 3, maxLeaves }
      const { ensemble } = await trainForest(data, features, options, { seed: 1 })
      expect(ensemble.feature.filter((feature) => feature < 0).length).toBeLessThanOrEqual(maxLeaves)
      const scores = rawScores(ensemble, data)
      const gain = ensemble.gain.reduce((sum, value) => sum + value)
      return {
        gain,
        error: scores.reduce((sum, s, i) => sum + data.weight![i] * (s - data.label[i]) ** 2, 0),
      }
    }
    const whole = await errorOf(2)
    for (const leaves of [3, 4, 8, 16]) {
      const { gain, error } = await errorOf(leaves)
      // What splits win is what the squared error loses.
      expect(gain - whole.gain).toBeCloseTo(whole.error - error, 7)
      expect(error).toBeLessThan(whole.error)
    }
  })
})
