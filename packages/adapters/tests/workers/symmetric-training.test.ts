/** Symmetric trees are the same to the bit on real threads, however many. */
import type { LabelledMatrix } from '@pratibimba/learning/data'
import { trainSymmetric } from '@pratibimba/learning/trees/symmetric'
import { openStream } from '@pratibimba/numerics/random'
import { expect, it } from 'vitest'
import { openThreadPool } from '../../workers/index.ts'

const random = openStream(4, 'symmetric-threads').at(0)
const rows = 2000
const data: LabelledMatrix = {
  rows,
  columns: Array.from({ length: 7 }, (_, at) =>
    Float64Array.from({ length: rows }, () => (at < 5 ? random.normal() : random.below(30))),
  ),
  label: Float64Array.from({ length: rows }, () => random.below(2)),
}
const features = data.columns.map(
  (_, at) => ({ name: `column ${at}`, kind: at < 5 ? 'number' : 'category' }) as const,
)

it('one, two and three threads train the same model, plain and ordered', async () => {
  const pools = [1, 2, 3].map((threads) => openThreadPool(threads))
  try {
    for (const boostingType of ['plain', 'ordered'] as const) {
      const parameters = { iterations: 12, learningRate: 0.2, boostingType, maxCtrComplexity: 2 }
      const [one, two, three] = await Promise.all(
        pools.map((pool) => trainSymmetric(data, features, parameters, { seed: 1, pool })),
      )
      expect(two.model).toEqual(one.model)
      expect(three.model).toEqual(one.model)
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.close()))
  }
})
