import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { auc } from '../../../metrics/index.ts'
import { trainLeafWise } from '../../../trees/boosting/index.ts'
import { openRowSampler } from '../../../trees/boosting/row-sampling.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import { mixedTable } from '../support/tables.ts'

const rows = 5000

function gradientsOf(): Float32Array {
  const stream = openStream(1, 'gradients').at(0)
  return Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? stream.normal() : 0.25))
}

describe('rows of a tree', () => {
  it('are a bag of fixed size, drawn anew every so many iterations', () => {
    const sample = openRowSampler({ kind: 'bagging', share: 0.3, every: 2 }, rows, 1, 1)
    const [first, second, third] = [0, 1, 2].map((iteration) => sample(iteration, gradientsOf())!)
    expect(first).toHaveLength(1500)
    expect(second).toEqual(first)
    expect(third).not.toEqual(first)
    expect([...first]).toEqual([...new Set(first)].sort((a, b) => a - b))
  })

  it('are each there with its probability', () => {
    const sample = openRowSampler({ kind: 'each', share: 0.3 }, rows, 1, 1)
    const counts = Array.from({ length: 20 }, (_, iteration) => sample(iteration, gradientsOf())!.length)
    expect(counts.reduce((sum, count) => sum + count) / 20 / rows).toBeCloseTo(0.3, 2)
    expect(new Set(counts).size).toBeGreaterThan(5)
  })

  it('by gradient: all large ones, and some others in the place of all others', () => {
    const gradients = gradientsOf()
    const before = gradients.slice()
    const chosen = openRowSampler(
      { kind: 'gradient', top: 0.2, other: 0.1, from: 0 },
      rows,
      1,
      1,
    )(0, gradients)!
    expect(chosen).toHaveLength(1500)
    const limit = Float64Array.from({ length: rows }, (_, row) => Math.abs(before[2 * row])).sort()[4000]
    for (let row = 0; row < rows; row++) if (Math.abs(before[2 * row]) > limit) expect(chosen).toContain(row)
    const raised = [...chosen].filter((row) => gradients[2 * row] !== before[2 * row])
    expect(raised).toHaveLength(500)
    for (const row of raised) expect(gradients[2 * row] / before[2 * row]).toBeCloseTo(8, 5)
  })

  it('may be few and yet teach', async () => {
    const { features, data } = mixedTable(4000)
    const fresh = mixedTable(3000, 2).data
    for (const settings of [
      { goss: true },
      { baggingFraction: 0.5, baggingFreq: 1 },
      { extraTrees: true },
      { featureFractionByNode: 0.5, pathSmooth: 2 },
    ]) {
      const { ensemble } = await trainLeafWise(data, features, { iterations: 40, ...settings }, { seed: 1 })
      expect(auc(fresh.label, rawScores(ensemble, fresh))).toBeGreaterThan(0.81)
    }
  })
})
