/** AUC of boosted trees beside their namesakes: 5 × 5 folds, equal settings, the mean of the differences. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { type Feature, type LabelledMatrix, takeRows } from '../../data/index.ts'
import { auc } from '../../metrics/index.ts'
import { trainDepthWise, trainLeafWise } from '../../trees/boosting/index.ts'
import { rawScores } from '../../trees/predict/index.ts'
import { python } from '../support/python.ts'
import { mixedTable } from '../trees/support/tables.ts'

const script = join(import.meta.dirname, 'boosted-trees.peer.py')
const publicData =
  process.env.PRATIBIMBA_PUBLIC_DATA ?? join(import.meta.dirname, '../../../../../shared/data')
const taiwan = join(publicData, 'taiwan_credit_default/default_of_credit_card_clients.csv.gz')
const folds = 5
const repetitions = 5
const iterations = 100

/** The clients of a Taiwanese bank, all 23 columns as numbers. */
function taiwanTable(): { data: LabelledMatrix; features: readonly Feature[] } {
  const [header, ...lines] = gunzipSync(readFileSync(taiwan)).toString().trim().split('\n')
  const names = header.split(',')
  const cells = lines.map((line) => line.split(',').map(Number))
  const column = (i: number): Float64Array => Float64Array.from(cells, (row) => row[i])
  const inputs = names.map((_, i) => i).slice(1, -1)
  return {
    data: { rows: cells.length, columns: inputs.map(column), label: column(names.length - 1) },
    features: inputs.map((i) => ({ name: names[i], kind: 'number' })),
  }
}

/** Fold of each row, once per repetition. */
function assignFolds(rows: number): Float64Array[] {
  return Array.from({ length: repetitions }, (_, repetition) => {
    const stream = openStream(repetition, 'folds').at(0)
    return Float64Array.from({ length: rows }, () => stream.below(folds))
  })
}

const tables: readonly [string, boolean, () => ReturnType<typeof taiwanTable>][] = [
  ['Taiwan credit defaults', existsSync(taiwan), taiwanTable],
  ['a table with missing values and categories', true, () => mixedTable(6000)],
]

describe.each(tables)('%s', (name, isThere, open) => {
  it.skipIf(!isThere)(
    `boosted trees reach their namesakes within .001${isThere ? '' : ' (data absent)'}`,
    async () => {
      const { data, features } = open()
      const assignments = assignFolds(data.rows)
      const folder = mkdtempSync(join(tmpdir(), 'pratibimba-peers-'))
      try {
        const path = join(folder, 'table.f64')
        writeFileSync(
          path,
          Buffer.concat(
            [...data.columns, data.label, ...assignments].map((values) => new Uint8Array(values.buffer)),
          ),
        )
        const categories = features.flatMap(({ kind }, i) => (kind === 'category' ? [i] : []))
        const answer = python(script, [
          path,
          `${data.rows}`,
          `${data.columns.length}`,
          categories.join(','),
          `${folds}`,
        ])
        const differences = { 'leaf-wise': [] as number[], 'depth-wise': [] as number[] }
        for (const assignment of assignments)
          for (let fold = 0; fold < folds; fold++) {
            const rowsOf = (isTest: boolean) =>
              [...assignment.keys()].filter((row) => (assignment[row] === fold) === isTest)
            const [train, test] = [takeRows(data, rowsOf(false)), takeRows(data, rowsOf(true))]
            const leafWise = await trainLeafWise(train, features, { iterations }, { seed: 1 })
            const depthWise = await trainDepthWise(
              train,
              features,
              { iterations, maxDepth: 5, eta: 0.1 },
              { seed: 1 },
            )
            differences['leaf-wise'].push(auc(test.label, rawScores(leafWise.ensemble, test)))
            differences['depth-wise'].push(auc(test.label, rawScores(depthWise.ensemble, test)))
          }
        const peers = JSON.parse(await answer) as { lightgbm: number[]; xgboost: number[] }
        const mean = (ours: readonly number[], theirs: readonly number[]): number =>
          ours.reduce((sum, value, i) => sum + value - theirs[i], 0) / ours.length
        const leafWise = mean(differences['leaf-wise'], peers.lightgbm)
        const depthWise = mean(differences['depth-wise'], peers.xgboost)
        process.stdout.write(
          `${name}: AUC of leaf-wise − LightGBM ${leafWise.toFixed(6)}, of depth-wise − XGBoost ${depthWise.toFixed(6)}\n`,
        )
        expect(leafWise).toBeGreaterThan(-0.001)
        expect(depthWise).toBeGreaterThan(-0.001)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )
})
