/** Forests on real threads: who grows which tree is chance, the forest is not. */
import { trainForest } from '@pratibimba/learning/trees/forests'
import { openStream } from '@pratibimba/numerics/random'
import { afterAll, expect, it } from 'vitest'
import { openThreadPool } from '../../workers/index.ts'

const pools = [1, 2, 3].map((threads) => openThreadPool(threads))
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
})

it.each(['random-forest', 'extra-trees'] as const)('%s: the same on 1, 2 and 3 threads', async (kind) => {
  const rows = 3_000
  const stream = openStream(1, 'forest-teams').at(0)
  const columns = Array.from({ length: 6 }, () => Float64Array.from({ length: rows }, () => stream.normal()))
  const label = columns[0].map((x, row) =>
    x * columns[1][row] + columns[2][row] + stream.normal() > 0 ? 1 : 0,
  )
  const features = columns.map((_, i) => ({ name: `x${i}`, kind: 'number' as const }))
  const forests = []
  for (const pool of pools)
    forests.push(
      await trainForest(
        { rows, columns, label },
        features,
        { kind, trees: 50, minDataInLeaf: 5, bootstrap: true },
        { seed: 7, pool },
      ),
    )
  for (const forest of forests.slice(1)) {
    expect(forest.outOfBag).toEqual(forests[0].outOfBag)
    expect(forest.ensemble).toEqual(forests[0].ensemble)
  }
})
