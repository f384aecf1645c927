/** What the steps of a run work with, read when first asked for. */
import { readFile } from 'node:fs/promises'
import { openZenRules } from '@pratibimba/adapters/rules'
import { ModelFileError } from '@pratibimba/learning/formats'
import { openCreditModel } from '@pratibimba/risk/decisions'
import {
  type PreparedTable,
  prepareTable,
  type RunParts,
  type StoredReports,
  splitTable,
  type TableSplit,
} from '@pratibimba/risk/governance/pipeline'
import type { PolicyDocument } from '@pratibimba/risk/policies'
import type { CompiledPolicy } from '@pratibimba/risk/ports'
import { CommandFailure } from '../../../command-line/failures.ts'
import type { Call } from '../../../command-line/handler.ts'
import { readConformed } from '../../learning/read-frame.ts'
import { championOf, readModelOf, readRegistry } from './registry.ts'
import { type RunDirectory, sha256OfFile } from './run-directory.ts'

export interface RunContext {
  readonly directory: RunDirectory
  readonly call: Call
  table(): Promise<PreparedTable>
  split(): Promise<TableSplit>
  champion(): Promise<RunParts['champion']>
  policy(): Promise<{ readonly document: PolicyDocument; readonly compiled: CompiledPolicy }>
}

const shipped = new URL('../../../../../policies/consumer-lending/policy.json', import.meta.url)

export function runContext(directory: RunDirectory, call: Call): RunContext {
  const { run } = directory
  const table = once(async () => {
    if ((await sha256OfFile(run.data.path)) !== run.data.sha256)
      throw new CommandFailure(
        'data_changed',
        `${run.data.path} is not the file that the run began with: begin another run.`,
      )
    const { frame, primaryKey } = await readConformed(run.data.path, call)
    return prepareTable(frame, { ...run.settings.table, ...(primaryKey === null ? {} : { key: primaryKey }) })
  })
  return {
    directory,
    call,
    table,
    split: once(async () => splitTable(await table(), run.settings.run)),
    champion: once(async () => {
      const record = championOf(await readRegistry(run.registry))
      if (record === undefined) return undefined
      const { train } = record.reports as unknown as StoredReports
      if (train === undefined)
        throw new CommandFailure(
          'unusable_registry',
          `The reports of ${record.version} do not say what it learnt from.`,
        )
      const bytes = await readModelOf(run.registry, record)
      return {
        version: record.version,
        sha256: record.sha256,
        model: bytes && opened(bytes),
        inputs: train.reference.inputs,
        bad: train.referenceBad,
      }
    }),
    policy: once(async () => {
      const document = JSON.parse(await readFile(run.policy ?? shipped, 'utf8')) as PolicyDocument
      return { document, compiled: openZenRules().compile(document) }
    }),
  }
}

function opened(bytes: Uint8Array) {
  try {
    return openCreditModel(bytes)
  } catch (error) {
    if (error instanceof ModelFileError) return undefined
    throw error
  }
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => {
    made ??= make()
    return made
  }
}
