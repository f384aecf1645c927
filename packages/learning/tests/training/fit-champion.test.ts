import { expect, it } from 'vitest'
import { boostedCandidates } from '../../training/boosted-candidates.ts'
import type { Candidate, FitOptions } from '../../training/candidate.ts'
import { fitChampion } from '../../training/fit-champion.ts'
import { applicants, features } from '../support/applicants.ts'

it('takes the trees of the folds, but decides them anew where their settings were searched for', async () => {
  const data = applicants(120)
  const asked: FitOptions['iterations'][] = []
  const [booster] = boostedCandidates
  const candidate: Candidate = {
    ...booster,
    fit: (rows, columns, options) => {
      asked.push(options.iterations)
      return booster.fit(rows, columns, { ...options, iterations: 2 })
    },
  }
  const auc = { value: 0.7, lower: 0.6, upper: 0.8, standardError: 0.05 }
  const folds = [30, 70, 50].map((iterations) => ({ rows: 40, events: 10, auc, iterations }))
  const raw = new Float64Array(120)
  const raced = { candidate, raw, folds, seconds: 0 }
  const champion = { ...candidate, members: [{ raced, weight: 1 }], raw, folds, seconds: 0 }
  const half = Int32Array.from({ length: 60 }, (_, i) => i)
  const fit = (searched: boolean, innerFolds: FitOptions['innerFolds']) =>
    fitChampion(
      champion,
      data,
      features,
      searched,
      async () => ({ seed: 1, innerFolds }),
      () => undefined,
    )
  const inner = [{ train: half, test: half.map((row) => row + 60) }]
  await fit(false, inner)
  await fit(true, inner)
  await fit(true, [])
  expect(asked).toEqual([50, undefined, 50])
})
