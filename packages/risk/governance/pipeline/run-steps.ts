/** Every step that leaves a report, one after the other, on one table. */
import { takeRows } from '@pratibimba/learning/data'
import type { TrainingSurroundings } from '@pratibimba/learning/training'
import { canonicalBytes, sha256Of } from '../../decisions/index.ts'
import type { CompiledPolicy } from '../../ports/rules.ts'
import type { ModelSubject } from '../card/index.ts'
import { type BenchSurroundings, benchStep } from './bench.ts'
import { cardStep, complianceStep, type SurroundingFacts } from './compliance.ts'
import { type DriftAgainst, driftOf } from './drift.ts'
import { type Champion, evaluateStep } from './evaluate.ts'
import { explainStep, usualExplaining } from './explain.ts'
import { fairnessStep } from './fairness.ts'
import { matrixFor } from './matrix-for.ts'
import type { StepFiles } from './model-record.ts'
import type { PreparedTable } from './prepare-table.ts'
import type { ReportStep, StepFile, StepReports } from './reports.ts'
import { splitTable } from './split-table.ts'
import { type Parent, type TrainSettings, trainStep } from './train.ts'
import { usualValidation, validateTable } from './validate.ts'

export interface RunSettings extends Omit<TrainSettings, 'marks'> {
  readonly holdout: number
  /** Score from which on an applicant counts as approved, and from which on nobody is rejected. */
  readonly approveFrom: number
  readonly reviewFrom: number
  readonly asOfDay: number
}

export const usualRun: Omit<RunSettings, 'asOfDay' | 'seed'> = {
  learner: 'ensemble',
  folds: 5,
  trials: 0,
  missCost: 5,
  gapDays: 0,
  rejectInference: 'none',
  holdout: 0.25,
  approveFrom: 0.8,
  reviewFrom: 0.4,
}

export interface RunParts {
  readonly table: PreparedTable
  readonly source: string
  readonly dataSha256: string
  readonly settings: RunSettings
  readonly champion?: Champion & Pick<DriftAgainst, 'inputs' | 'bad'>
  /** Given: incremental. */
  readonly parent?: Parent
  readonly policy?: CompiledPolicy
  readonly training: TrainingSurroundings
  readonly bench: BenchSurroundings
  readonly facts: SurroundingFacts
  /** Of the card; the rest of the subject is known here. */
  readonly subject: Omit<ModelSubject, 'sha256' | 'dataName' | 'dataSha256'>
  onStep?(step: ReportStep): void
}

/** Severe findings end a run before anything is learnt. */
export class TableRefused extends Error {
  readonly file: StepFile<'validate'>
  constructor(file: StepFile<'validate'>) {
    const severe = file.report.findings.filter(({ severity }) => severity === 'severe')
    super(severe.map(({ text }) => text).join(' '))
    this.name = 'TableRefused'
    this.file = file
  }
}

/** SHA-256 of what a step was asked for. */
export function settingsSha256(settings: unknown): string {
  return sha256Of(canonicalBytes(settings))
}

/** @throws TableRefused where the table cannot be learnt from; DataError */
export async function runSteps(
  parts: RunParts,
): Promise<{ readonly files: StepFiles; readonly model: Uint8Array }> {
  const { table, settings, champion, parent, source, dataSha256 } = parts
  const inputs = { data: dataSha256, settings: settingsSha256(settings) }
  const file = <Step extends ReportStep>(
    step: Step,
    report: StepReports[Step],
    more: object = {},
  ): StepFile<Step> => ({
    format: 1,
    step,
    inputs: { ...inputs, ...more },
    report,
  })
  parts.onStep?.('validate')
  const validate = file('validate', validateTable(table, { ...usualValidation, source, sha256: dataSha256 }))
  if (!validate.report.passed) throw new TableRefused(validate)
  parts.onStep?.('drift')
  const drift = file('drift', driftOf(table, settings.seed, champion))
  parts.onStep?.('train')
  const split = splitTable(table, settings)
  const trained = await trainStep(
    table,
    split,
    { ...settings, marks: [settings.reviewFrom, settings.approveFrom] },
    parts.training,
    parent,
  )
  const { bytes, model } = trained
  const of = { model: trained.report.model.sha256 }
  const train = file('train', trained.report, of)
  parts.onStep?.('evaluate')
  const evaluate = file(
    'evaluate',
    evaluateStep(table, split, model, trained.report.training, settings, champion),
    of,
  )
  parts.onStep?.('bench')
  const bench = file(
    'bench',
    benchStep(bytes, takeRows(matrixFor(table, model.bundle), split.test), parts.bench),
    of,
  )
  parts.onStep?.('fairness')
  const fairness = file('fairness', fairnessStep(table, split, model, settings), of)
  parts.onStep?.('explain')
  const explain = file(
    'explain',
    await explainStep(table, split, bytes, { ...usualExplaining, ...settings }, parts.policy),
    of,
  )
  const subject: ModelSubject = { ...parts.subject, sha256: of.model, dataName: source, dataSha256 }
  const soFar = {
    validate: validate.report,
    drift: drift.report,
    train: train.report,
    evaluate: evaluate.report,
    bench: bench.report,
    fairness: fairness.report,
    explain: explain.report,
  }
  parts.onStep?.('compliance')
  const compliance = file('compliance', complianceStep(subject, soFar, parts.facts), of)
  parts.onStep?.('card')
  const card = file('card', cardStep(subject, { ...soFar, compliance: compliance.report }), of)
  return {
    files: { validate, drift, train, evaluate, bench, fairness, explain, compliance, card },
    model: bytes,
  }
}
