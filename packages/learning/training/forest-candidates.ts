/** Forests as candidates. */
import { trainForest } from '../trees/forests/index.ts'
import { prepared } from './boosted-candidates.ts'
import type { Candidate } from './candidate.ts'

const forest = (id: string, title: string, kind: 'random-forest' | 'extra-trees'): Candidate => ({
  id,
  title,
  family: 'forest',
  complexity: 3,
  scale: 'probability',
  keepsDirections: true,
  async fit(data, features, options) {
    const { seed, pool, signal, onProgress } = options
    const minDataInLeaf = data.rows < 5_000 ? Math.max(1, Math.min(4, Math.floor(data.rows / 20))) : 20
    const { ensemble } = await trainForest(
      prepared(data, options),
      features,
      {
        kind,
        trees: 300,
        minDataInLeaf,
        ...(options.monotone === undefined ? {} : { monotoneConstraints: options.monotone }),
      },
      {
        seed,
        ...(pool ? { pool } : {}),
        ...(signal ? { signal } : {}),
        onProgress: (share) => onProgress?.(share),
      },
    )
    return {
      model: {
        kind: 'trees',
        inputs: features,
        columns: features.map((_, input) => ({ kind: 'input', input })),
        ensemble,
      },
    }
  },
})

export const forestCandidates: readonly Candidate[] = [
  forest('random-forest', 'random forest', 'random-forest'),
  forest('extra-trees', 'extra trees', 'extra-trees'),
]
