/** AUC of symmetric trees beside CatBoost at equal settings: paired over five times five folds. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { type Feature, type LabelledMatrix, takeRows } from '../../data/index.ts'
import { auc } from '../../metrics/index.ts'
import { rawScores } from '../../trees/predict/index.ts'
import { type SymmetricParameters, trainSymmetric } from '../../trees/symmetric/index.ts'
import { applyColumnSources, permutationOfRows } from '../../trees/target-statistics/index.ts'
import { python } from '../support/python.ts'

const script = join(import.meta.dirname, 'symmetric.peer.py')
const publicData = resolve(
  process.env.PRATIBIMBA_PUBLIC_DATA ?? join(import.meta.dirname, '../../../../../shared/data'),
)
const taiwan = join(publicData, 'taiwan_credit_default/default_of_credit_card_clients.csv.gz')
const repeats = 5

interface Table {
  readonly data: LabelledMatrix
  readonly features: readonly Feature[]
}

/** Sex, education, marriage and the six payment statuses are categories. */
function taiwanTable(): Table {
  const [header, ...lines] = gunzipSync(readFileSync(taiwan)).toString('utf8').trim().split('\n')
  const names = header.split(',').slice(1, -1)
  const cells = lines.map((line) => line.split(',').map(Number))
  const features = names.map(
    (name) =>
      ({ name, kind: /^(SEX|EDUCATION|MARRIAGE|PAY_\d)$/.test(name) ? 'category' : 'number' }) as const,
  )
  return {
    features,
    data: {
      rows: cells.length,
      columns: features.map(({ kind }, at) =>
        Float64Array.from(cells, (row) => row[at + 1] + (kind === 'category' ? 2 : 0)),
      ),
      label: Float64Array.from(cells, (row) => row[row.length - 1]),
    },
  }
}

/** Two categories of many values, two of few that matter together, six numbers. */
function manyCategories(): Table {
  const rows = 12_000
  const random = openStream(12, 'symmetric-peer').at(0)
  const effects = (count: number, scale: number) =>
    Array.from({ length: count }, () => scale * random.normal())
  const merchant = effects(3000, 0.9)
  const branch = effects(400, 0.7)
  const pair = effects(60, 0.6)
  const columns = Array.from({ length: 10 }, () => new Float64Array(rows))
  const label = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < 6; at++) columns[at][row] = random.normal()
    const codes = [
      Math.floor(3000 * random.uniform() ** 3),
      random.below(400),
      random.below(12),
      random.below(5),
    ]
    codes.forEach((code, at) => {
      columns[6 + at][row] = code
    })
    const score =
      merchant[codes[0]] +
      branch[codes[1]] +
      pair[codes[2] * 5 + codes[3]] +
      0.7 * columns[0][row] +
      0.5 * columns[1][row] * columns[2][row] -
      0.8
    label[row] = random.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0
  }
  return {
    features: columns.map((_, at) => ({ name: `c${at}`, kind: at < 6 ? 'number' : 'category' })),
    data: { rows, columns, label },
  }
}

/** Folds of each repeat, shape [repeats][rows]. */
function foldsOf({ data }: Table): number[][] {
  return Array.from({ length: repeats }, (_, repeat) => {
    const folds = new Array<number>(data.rows)
    permutationOfRows(99, repeat, data.rows).forEach((row, place) => {
      folds[row] = place % 5
    })
    return folds
  })
}

async function ownScores(
  { data, features }: Table,
  folds: readonly number[],
  repeat: number,
  parameters: Partial<SymmetricParameters>,
): Promise<Float64Array> {
  const scores = new Float64Array(data.rows)
  for (let fold = 0; fold < 5; fold++) {
    const rows = Array.from({ length: data.rows }, (_, row) => row)
    const held = rows.filter((row) => folds[row] === fold)
    const fit = takeRows(
      data,
      rows.filter((row) => folds[row] !== fold),
    )
    const { model } = await trainSymmetric(fit, features, parameters, { seed: 5 * repeat + fold })
    const raw = rawScores(model.ensemble, applyColumnSources(model.columns, takeRows(data, held)))
    held.forEach((row, at) => {
      scores[row] = raw[at]
    })
  }
  return scores
}

/** Mean over repeats and folds of our AUC less CatBoost's. */
async function advantage(
  table: Table,
  ours: Partial<SymmetricParameters>,
  theirs: Record<string, unknown>,
): Promise<number> {
  const folds = foldsOf(table)
  const folder = mkdtempSync(join(tmpdir(), 'pratibimba-symmetric-'))
  try {
    const path = join(folder, 'table.json')
    const { columns, label } = table.data
    writeFileSync(
      path,
      JSON.stringify({
        columns: columns.map((column) => [...column]),
        kinds: table.features.map(({ kind }) => kind),
        label: [...label],
        folds,
      }),
    )
    const peer = JSON.parse(await python(script, [path, JSON.stringify(theirs)])) as number[][]
    let sum = 0
    for (let repeat = 0; repeat < repeats; repeat++) {
      const own = await ownScores(table, folds[repeat], repeat, ours)
      for (let fold = 0; fold < 5; fold++) {
        const rows = Array.from(folds[repeat].keys()).filter((row) => folds[repeat][row] === fold)
        const y = Float64Array.from(rows, (row) => label[row])
        sum +=
          auc(
            y,
            Float64Array.from(rows, (row) => own[row]),
          ) -
          auc(
            y,
            Float64Array.from(rows, (row) => peer[repeat][row]),
          )
      }
    }
    return sum / (5 * repeats)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('AUC is at most .001 under that of CatBoost', () => {
  const ours = { iterations: 100, learningRate: 0.1, leafEstimationIterations: 10, maxCtrComplexity: 2 }
  const theirs = {
    iterations: 100,
    learning_rate: 0.1,
    leaf_estimation_iterations: 10,
    max_ctr_complexity: 2,
  }
  it.skipIf(!existsSync(taiwan))(
    'Taiwan, nine of its columns categories (skipped without the file)',
    async () => {
      const difference = await advantage(
        taiwanTable(),
        { ...ours, iterations: 60, maxCtrComplexity: 1 },
        { ...theirs, iterations: 60, max_ctr_complexity: 1 },
      )
      expect(difference).toBeGreaterThan(-0.001)
    },
  )
  it('categories of many values', async () => {
    const difference = await advantage(manyCategories(), ours, theirs)
    expect(difference).toBeGreaterThan(-0.001)
  })
  it('ordered boosting, categories of many values', async () => {
    const difference = await advantage(
      manyCategories(),
      { ...ours, boostingType: 'ordered', iterations: 60, maxCtrComplexity: 1 },
      { ...theirs, boosting_type: 'Ordered', iterations: 60, max_ctr_complexity: 1 },
    )
    expect(difference).toBeGreaterThan(-0.001)
  })
})
