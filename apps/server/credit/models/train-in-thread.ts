/** Every step of the credit pipeline on one table. Runs in a thread. */
import { readFile, writeFile } from 'node:fs/promises'
import { openZenRules } from '@pratibimba/adapters/rules'
import { openTables } from '@pratibimba/adapters/tables'
import { openThreadPool } from '@pratibimba/adapters/workers'
import { ProblemError } from '@pratibimba/contract'
import { DataError } from '@pratibimba/learning/data'
import { ModelFileError } from '@pratibimba/learning/formats'
import type { Frame } from '@pratibimba/numerics/frame'
import { ApplicationMappingError } from '@pratibimba/risk/applications'
import { type CreditModel, openCreditModel } from '@pratibimba/risk/decisions'
import {
  type PreparedTable,
  prepareFeatures,
  prepareTable,
  type ReportStep,
  type RunParts,
  reportSteps,
  runSteps,
  type StepFiles,
  type SurroundingFacts,
  TableRefused,
  usualRun,
} from '@pratibimba/risk/governance/pipeline'
import type { PolicyDocument } from '@pratibimba/risk/policies'
import { conformFrame, detectSchema } from '@pratibimba/risk/twins'
import type { Progress } from '../../threads/progress.ts'

export interface CreditTrainingToDo {
  /** What is learnt from: a file, or features of decisions with their outcome. */
  readonly rows:
    | { readonly kind: 'file'; readonly path: string; readonly target: string; readonly bad?: string }
    | { readonly kind: 'decisions'; readonly frame: Frame; readonly target: string; readonly bad: string }
  readonly source: string
  readonly dataSha256: string
  readonly seed: number
  /** Days since 1970-01-01. */
  readonly today: number
  readonly threads: number
  readonly policy?: PolicyDocument
  readonly facts: SurroundingFacts
  readonly subject: RunParts['subject']
  /** The version that decides. */
  readonly champion?: Omit<NonNullable<RunParts['champion']>, 'model'> & {
    /** undefined: the file is gone. */
    readonly path: string | undefined
  }
  readonly incremental: boolean
  readonly folds?: number
  /** Where the file of the model goes. */
  readonly modelPath: string
}

/** How far the work is when a step begins. */
const shares: Readonly<Record<ReportStep, number>> = {
  validate: 0.03,
  drift: 0.05,
  train: 0.08,
  evaluate: 0.85,
  bench: 0.88,
  fairness: 0.9,
  explain: 0.92,
  compliance: 0.96,
  card: 0.98,
}
const stages: Readonly<Record<ReportStep, string>> = {
  validate: 'Validating the data',
  drift: 'Looking for drift',
  train: 'Training',
  evaluate: 'Evaluating on held-out applications',
  bench: 'Measuring latency',
  fairness: 'Measuring fairness',
  explain: 'Testing explanations',
  compliance: 'Holding the rules of regulators against it',
  card: 'Writing the model card',
}

/** @throws ProblemError `unusable_data` where the rows cannot be learnt from */
export async function trainCredit(work: CreditTrainingToDo, progress: Progress): Promise<StepFiles> {
  progress(0, 'Reading the data')
  const champion = work.champion && { ...work.champion, model: await readableModel(work.champion.path) }
  const pool = openThreadPool(work.threads)
  const rules = openZenRules()
  try {
    const table = await tableOf(work)
    if (work.incremental && champion?.model === undefined)
      throw new ProblemError(
        'conflict',
        'There is no champion whose file could be gone on from: train in full.',
      )
    const policy = work.policy && rules.compile(work.policy)
    let share = 0
    const tell = (at: number, stage: string): void => {
      share = Math.max(share, at)
      progress(share, stage)
    }
    const { files, model } = await runSteps({
      table,
      source: work.source,
      dataSha256: work.dataSha256,
      settings: {
        ...usualRun,
        ...(work.folds !== undefined && { folds: work.folds }),
        seed: work.seed,
        asOfDay: work.today,
      },
      ...(champion && { champion }),
      ...(work.incremental && { parent: { version: champion!.version, bundle: champion!.model!.bundle } }),
      ...(policy && { policy }),
      training: {
        pool,
        clock: () => performance.now() / 1000,
        onProgress: (part, stage) =>
          tell(shares.train + part * (shares.evaluate - shares.train), `Training: ${stage}`),
      },
      bench: { clock: () => performance.now(), heldBytes: () => process.memoryUsage().heapUsed, calls: 300 },
      facts: work.facts,
      subject: work.subject,
      onStep: (step) =>
        tell(shares[step], `${stages[step]} (${1 + reportSteps.indexOf(step)} of ${reportSteps.length})`),
    })
    await writeFile(work.modelPath, model, { flush: true })
    return files
  } catch (error) {
    if (
      error instanceof DataError ||
      error instanceof TableRefused ||
      error instanceof ApplicationMappingError
    )
      throw new ProblemError('unusable_data', error.message)
    throw error
  } finally {
    rules.dispose()
    await pool.close()
  }
}

async function tableOf({ rows, today }: CreditTrainingToDo): Promise<PreparedTable> {
  if (rows.kind === 'decisions') return prepareFeatures(rows.frame, rows.target, rows.bad)
  const tables = await openTables({ threads: 1 })
  try {
    const { frame } = await tables.read(rows.path)
    const [described] = detectSchema(new Map([['data', frame]])).tables
    return prepareTable(conformFrame(frame, described), {
      target: rows.target,
      ...(rows.bad === undefined ? {} : { bad: rows.bad }),
      protected: [],
      exclude: [],
      plain: false,
      asOfDay: today,
      ...(described.primaryKey === null ? {} : { key: described.primaryKey }),
    })
  } finally {
    await tables.close()
  }
}

/** @returns undefined where the file is gone or damaged */
async function readableModel(path: string | undefined): Promise<CreditModel | undefined> {
  if (path === undefined) return undefined
  try {
    return openCreditModel(await readFile(path))
  } catch (error) {
    if (error instanceof ModelFileError) return undefined
    throw error
  }
}
