/** What the steps leave, as a version of the registry: a candidate, with its gates as they stand. */
import type { CreditModelRecord } from '../../ports/credit-models.ts'
import type { JsonObject } from '../../ports/portfolios.ts'
import type { Gate } from './gates.ts'
import { measureGates } from './measure-gates.ts'
import type { ReportStep, StepFile, StepInputs, StepReports } from './reports.ts'

export interface ModelOrigin {
  /** Such as `cd-20260301-0001`; unique. */
  readonly version: string
  readonly name: string
  readonly trainedAt: Date
  readonly trainedBy: string
  /** Name of the model's file. */
  readonly artifact: string
  readonly codeVersion: string
  readonly codeSha256: string
}

/** Every file of a run. */
export type StepFiles = { readonly [Step in ReportStep]: StepFile<Step> }

/** @param champion version that decides now */
export function modelRecord(
  origin: ModelOrigin,
  files: StepFiles,
  gates: readonly Gate[],
  champion?: string,
): CreditModelRecord {
  const reports = reportsOf(files)
  const { train, validate, card } = reports
  const { version, name, trainedAt, trainedBy, artifact, codeVersion, codeSha256 } = origin
  const reason = 'Registered with the reports of every step.'
  return {
    version,
    name,
    stage: 'candidate',
    aliases: [],
    trainedAt,
    trainedBy,
    transitions: [{ to: 'candidate', by: trainedBy, at: trainedAt, reason }],
    approvals: [],
    gates: measureGates(reports, { version, ...(champion === undefined ? {} : { champion }) }, gates),
    artifact,
    sha256: train.model.sha256,
    lineage: {
      dataSha256: validate.sha256,
      dataRows: validate.rows,
      featureSet: { ...train.featureSet },
      codeVersion,
      codeSha256,
      seed: train.seed,
      ...(train.parent === null ? {} : { parent: train.parent }),
      mode: train.mode,
    },
    card: plain(card.card),
    reports: plain({ ...reports, inputs: inputsOf(files) }),
  }
}

function reportsOf(files: StepFiles): StepReports {
  return Object.fromEntries(
    Object.entries(files).map(([step, { report }]) => [step, report]),
  ) as unknown as StepReports
}

function inputsOf(files: StepFiles): Readonly<Record<string, StepInputs>> {
  return Object.fromEntries(Object.entries(files).map(([step, { inputs }]) => [step, inputs]))
}

/** As it will be read again: no `undefined`, no typed arrays. */
function plain(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}
