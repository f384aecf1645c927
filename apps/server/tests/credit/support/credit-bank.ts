/** A small bank: made-up applications, a model learnt from them in seconds, and the model put in the registry. */
import { writeFile } from 'node:fs/promises'
import type { CreditApplication } from '@pratibimba/contract'
import type { LabelledMatrix } from '@pratibimba/learning/data'
import { trainLeafWise } from '@pratibimba/learning/trees/boosting'
import { columnOf } from '@pratibimba/numerics/frame'
import {
  applicationBlock,
  applicationFeatures,
  applicationRequests,
  featureColumns,
  featureSetHash,
  planApplications,
} from '@pratibimba/risk/applications'
import {
  type CreditFeature,
  type CreditModelBundle,
  type CreditTable,
  fitCreditModel,
  unlawfulBecause,
  writeCreditModel,
} from '@pratibimba/risk/decisions'
import type { CreditModelRecord } from '@pratibimba/risk/ports'
import type { Context } from '../../../context.ts'
import { CREDIT_MODELS_OWNER } from '../../../credit/deciders.ts'

/** Accepted applications with their features, label 1: went bad. */
export function bankTable(count: number, seed: number): CreditTable {
  const { applications } = applicationBlock(planApplications({ count, seed }), 0, count)
  const accepted = columnOf(applications, 'accepted', 'boolean')
  const good = columnOf(applications, 'good', 'int32')
  const day = columnOf(applications, 'application_date', 'date')
  const rows = Int32Array.from({ length: count }, (_, row) => row).filter((row) => accepted.values[row] === 1)
  const all = featureColumns(applications)
  const features: CreditFeature[] = []
  const columns: Float64Array[] = []
  for (const { id, title, unit, kind, monotone } of applicationFeatures.features) {
    const column = all.columns.get(id)!
    if (column.kind !== 'float64' && column.kind !== 'category') throw new Error(`${id} is ${column.kind}`)
    const values = Float64Array.from(rows, (row) =>
      column.validity === undefined || column.validity[row] === 1 ? column.values[row]! : Number.NaN,
    )
    if (unlawfulBecause({ id, monotone }) !== undefined || values.every(Number.isNaN)) continue
    const categories = column.kind === 'category' ? { categories: column.dictionary } : {}
    features.push({ id, title, unit, kind, monotone, ...categories })
    columns.push(values)
  }
  const label = Float64Array.from(rows, (row) => 1 - good.values[row]!)
  return {
    featureSet: { name: applicationFeatures.name, hash: featureSetHash() },
    features,
    data: { rows: rows.length, columns, label } satisfies LabelledMatrix,
    day: Float64Array.from(rows, (row) => day.values[row]!),
  }
}

export interface SmallModel {
  /** Applications it is learnt from, accepted or not. */
  readonly count?: number
  readonly trees?: number
  readonly leaves?: number
  readonly seed?: number
}

const trained = new Map<string, Promise<CreditModelBundle>>()

/** Boosted trees that keep every direction, in a second or two; the same settings are learnt once. */
export function smallCreditModel(settings: SmallModel = {}): Promise<CreditModelBundle> {
  const key = JSON.stringify(settings)
  const known = trained.get(key) ?? train(settings)
  trained.set(key, known)
  return known
}

async function train({ count = 3_000, trees = 40, leaves = 15, seed = 42 }: SmallModel) {
  const table = bankTable(count, seed)
  const around = await fitCreditModel(table, { learner: 'scorecard', folds: 2, seed }, { clock: () => 0 })
  const inputs = table.features.map(({ id, kind, categories }) => ({
    name: id,
    kind,
    ...(categories && { categories }),
  }))
  const { ensemble } = await trainLeafWise(
    table.data,
    inputs,
    {
      iterations: trees,
      numLeaves: leaves,
      learningRate: Math.min(0.2, 8 / trees),
      minDataInLeaf: 20,
      monotoneConstraints: Int8Array.from(table.features, ({ monotone }) =>
        monotone === 'free' ? 0 : monotone === 'increasing' ? 1 : -1,
      ),
    },
    { seed },
  )
  const columns = inputs.map((_, input) => ({ kind: 'input' as const, input }))
  const bundle: CreditModelBundle = {
    ...around,
    trained: {
      ...around.trained,
      model: { kind: 'trees', inputs, columns, ensemble },
      calibrator: { kind: 'platt', scale: 'log-odds', slope: 1, intercept: 0 },
    },
  }
  return bundle
}

/**
 * Puts a model into artifact store and registry; one made champion takes the place of the champion of before.
 *
 * @returns its record
 */
export async function registerModel(
  context: Context,
  bundle: CreditModelBundle,
  version: string,
  stage: 'champion' | 'challenger' | 'candidate' = 'champion',
): Promise<CreditModelRecord> {
  const { artifacts, credit } = context
  const scratch = await artifacts.scratchPath(`${version}.model`)
  await writeFile(scratch, writeCreditModel(bundle))
  const { sha256 } = await artifacts.commit(scratch, CREDIT_MODELS_OWNER, `${version}.model`)
  const at = context.clock()
  const reason = 'For a test.'
  const record: CreditModelRecord = {
    version,
    name: 'credit',
    stage,
    aliases: stage === 'candidate' ? [] : [stage],
    trainedAt: at,
    trainedBy: 'test',
    transitions: [{ to: stage, reason, by: 'test', at }],
    approvals: [],
    gates: [],
    artifact: `${version}.model`,
    sha256,
    lineage: {
      dataSha256: '0'.repeat(64),
      dataRows: 3_000,
      featureSet: bundle.featureSet,
      codeVersion: 'test',
      codeSha256: '0'.repeat(64),
      seed: 42,
      mode: 'full',
    },
    card: {},
    reports: {},
  }
  await context.record(async ({ credit: stores }) => {
    const before = stage === 'candidate' ? undefined : await stores.models.byAlias(stage)
    if (before !== undefined) {
      const step = { from: before.stage, to: 'archived', reason, by: 'test', at } as const
      await stores.models.replace([
        { ...before, stage: 'archived', aliases: [], transitions: [...before.transitions, step] },
      ])
    }
    await stores.models.add(record)
    const fact = { operation: 'TEST_MODEL', actor: 'test', subjectId: version, metadata: {} }
    return { fact, result: undefined }
  })
  await credit.deciders.refresh()
  return record
}

/** Applications as clients send them; none lies in the future. */
export function bankApplications(count: number, seed = 7): CreditApplication[] {
  return Array.from(applicationRequests(planApplications({ count, seed })), ({ application }) => application)
}

/** The example of the first description of the system. */
export const seedApplication: CreditApplication = {
  customer_id: 'test_123',
  annual_income: 75_000,
  employment_years: 5,
  existing_debt: 15_000,
  loan_amount: 25_000,
  loan_purpose: 'home_improvement',
  credit_history: {
    score: 720,
    accounts: [
      { type: 'credit_card', status: 'active' },
      { type: 'auto_loan', status: 'closed' },
    ],
  },
}
