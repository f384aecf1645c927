/** A run of the pipeline on made-up applications, of seconds. */
import { frameOf } from '@pratibimba/numerics/frame'
import { generateApplications, planApplications } from '../../../applications/index.ts'
import { sha256Of } from '../../../decisions/index.ts'
import {
  type ModelOrigin,
  modelRecord,
  type PreparedTable,
  prepareTable,
  type RunParts,
  runSteps,
  usualGates,
  usualRun,
} from '../../../governance/pipeline/index.ts'
import type { CreditModelRecord } from '../../../ports/index.ts'

export const TODAY = 20_500
export const DATA = sha256Of(new TextEncoder().encode('small applications'))

export function smallTable(count = 3_000, seed = 11): PreparedTable {
  const [block] = generateApplications(planApplications({ count, months: 12, seed, defaultRate: 0.2 }), count)
  return prepareTable(
    frameOf([
      ...block.applications.columns,
      ...[...block.protected.columns].filter(([name]) => name !== 'application_id'),
    ]),
    { target: 'good', protected: [], exclude: [], plain: false, asOfDay: TODAY },
  )
}

export function runSmall(table: PreparedTable, more: Partial<RunParts> = {}) {
  let ticks = 0
  return runSteps({
    table,
    source: 'applications.csv',
    dataSha256: DATA,
    settings: { ...usualRun, learner: 'scorecard', folds: 3, seed: 7, asOfDay: TODAY },
    training: { clock: () => 0 },
    bench: { clock: () => ticks++ / 100, calls: 20 },
    facts: { asOf: '2026-02-16' },
    subject: {
      name: 'consumer-credit',
      version: 'cd-1',
      trainedOn: '2026-02-16',
      trainedBy: 'ben',
      owner: 'ben',
      codeVersion: '1',
    },
    ...more,
  })
}

export function recordOf(
  files: Awaited<ReturnType<typeof runSmall>>['files'],
  origin: Partial<ModelOrigin> = {},
  champion?: string,
): CreditModelRecord {
  return modelRecord(
    {
      version: 'cd-1',
      name: 'consumer-credit',
      trainedAt: new Date('2026-02-16T10:00:00Z'),
      trainedBy: 'ben',
      artifact: 'cd-1.model',
      codeVersion: '1',
      codeSha256: 'c'.repeat(64),
      ...origin,
    },
    files,
    usualGates,
    champion,
  )
}
