/** Forests held against scikit-learn's on public credit data, fold by fold. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spearman } from '@pratibimba/numerics/statistics'
import { afterAll, describe, expect, it } from 'vitest'
import { takeRows } from '../../data/index.ts'
import { auc, regressionErrors } from '../../metrics/index.ts'
import { stratifiedFolds } from '../../splitting/index.ts'
import { type ForestParameters, trainForest } from '../../trees/forests/index.ts'
import { importanceOf } from '../../trees/importance/index.ts'
import { rawScores } from '../../trees/predict/index.ts'
import { writeColumns } from '../support/doubles-file.ts'
import {
  needsPublicData,
  type PublicSample,
  publicDataPresent,
  taiwanCredit,
} from '../support/public-credit.ts'
import { python } from '../support/python.ts'

type Kind = 'random-forest' | 'extra-trees'
type Answers = Record<Kind, { scores: number[]; seconds: number; importances: number[] }>

const folder = mkdtempSync(join(tmpdir(), 'forests-'))
afterAll(() => rmSync(folder, { recursive: true }))
const script = join(import.meta.dirname, 'forests.peer.py')
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length

async function heldAgainst({ features, data }: PublicSample, parameters: Partial<ForestParameters>) {
  const { objective = 'binary', trees, minDataInLeaf } = parameters
  const folds = stratifiedFolds(objective === 'binary' ? data.label : data.label.map(() => 0), 5, { seed: 1 })
  const fold = new Float64Array(data.rows)
  folds.forEach(({ test }, k) => {
    for (const row of test) fold[row] = k
  })
  const file = join(folder, `${objective}.bin`)
  const columns = [...data.columns, data.label, fold]
  writeColumns(file, columns)
  const theirs = JSON.parse(
    await python(script, [file, `${columns.length}`, objective, `${trees}`, `${minDataInLeaf}`]),
  ) as Answers
  const ours: Answers = {} as Answers
  for (const kind of ['random-forest', 'extra-trees'] as const) {
    const scores: number[] = []
    const gains = new Float64Array(features.length)
    let seconds = 0
    for (const [k, { train, test }] of folds.entries()) {
      const held = takeRows(data, test)
      const rows = takeRows(data, train)
      const start = process.cpuUsage()
      const { ensemble } = await trainForest(rows, features, { ...parameters, kind }, { seed: k })
      const { user, system } = process.cpuUsage(start)
      seconds += (user + system) / 1e6
      const raw = rawScores(ensemble, held)
      scores.push(objective === 'binary' ? auc(held.label, raw) : regressionErrors(held.label, raw).r2)
      const importance = importanceOf(
        {
          kind: 'trees',
          inputs: features,
          columns: features.map((_, input) => ({ kind: 'input', input })),
          ensemble,
        },
        'total-gain',
      )
      importance.forEach((gain, i) => {
        gains[i] += gain
      })
    }
    ours[kind] = { scores, seconds, importances: [...gains] }
    process.stdout.write(
      `${objective} ${kind}: ours ${mean(scores).toFixed(5)} in ${seconds.toFixed(1)} s of CPU, ` +
        `scikit-learn ${mean(theirs[kind].scores).toFixed(5)} in ${theirs[kind].seconds.toFixed(1)} s\n`,
    )
  }
  return { ours, theirs }
}

describe.skipIf(!publicDataPresent)(`scikit-learn${needsPublicData}`, () => {
  it('card holders: AUC over five folds within .003, the same inputs matter', async () => {
    const { ours, theirs } = await heldAgainst(taiwanCredit(), { trees: 100, minDataInLeaf: 20 })
    for (const kind of ['random-forest', 'extra-trees'] as const) {
      expect(mean(ours[kind].scores)).toBeGreaterThan(mean(theirs[kind].scores) - 0.003)
      ours[kind].scores.forEach((score, k) => {
        expect(Math.abs(score - theirs[kind].scores[k])).toBeLessThan(0.006)
      })
      expect(spearman(ours[kind].importances, theirs[kind].importances)).toBeGreaterThan(0.9)
    }
  })

  it('credit limits as a number: R² within .01', async () => {
    const { features, data } = taiwanCredit()
    const { ours, theirs } = await heldAgainst(
      {
        features: features.slice(1),
        data: { rows: data.rows, columns: data.columns.slice(1), label: data.columns[0] },
      },
      { objective: 'regression', trees: 30, minDataInLeaf: 5 },
    )
    for (const kind of ['random-forest', 'extra-trees'] as const)
      expect(mean(ours[kind].scores)).toBeGreaterThan(mean(theirs[kind].scores) - 0.01)
  })
})
