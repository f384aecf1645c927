/** What was written comes back, however the bytes are held, and scores the same. */
import { checkTreeModel, parseModel, serializeModel } from '@pratibimba/learning/formats'
import { rawScores } from '@pratibimba/learning/models'
import { trainSymmetric } from '@pratibimba/learning/trees/symmetric'
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'

const rows = 400
const stream = openStream(7, 'read back')
const numbers = Float64Array.from({ length: rows }, () =>
  stream.uniform() < 0.05 ? Number.NaN : stream.uniform(),
)
const labels = Float64Array.from({ length: rows }, () => stream.below(5))
const data = {
  rows,
  columns: [numbers, labels],
  label: numbers.map((value, row) => (value > 0.5 === labels[row] < 2 && stream.uniform() < 0.9 ? 1 : 0)),
}

describe('a model of categories combined with cut numbers, written and read', async () => {
  const { model } = await trainSymmetric(
    data,
    [
      { name: 'x', kind: 'number' },
      { name: 'c', kind: 'category', categories: ['a', 'b', 'c', 'd', 'e'] },
    ],
    { iterations: 20, depth: 4, maxCtrComplexity: 2 },
    { seed: 1 },
  )
  const bytes = serializeModel(model)

  it('holds such a combination', () => {
    expect(model.columns.some((source) => source.kind === 'target-statistic' && source.above)).toBe(true)
  })

  it('is the same model', () => {
    expect(checkTreeModel(parseModel(bytes))).toEqual(model)
    expect(rawScores(checkTreeModel(parseModel(bytes)), data)).toEqual(rawScores(model, data))
  })

  it('is the same out of a Buffer, as a file is read', () => {
    expect(checkTreeModel(parseModel(Buffer.from(bytes)))).toEqual(model)
  })
})
