/** Each step of a run: computes its report and places its file. */
import { openThreadPool } from '@pratibimba/adapters/workers'
import { takeRows } from '@pratibimba/learning/data'
import { formatDay } from '@pratibimba/numerics/calendar'
import { openCreditModel } from '@pratibimba/risk/decisions'
import {
  benchStep,
  cardStep,
  complianceStep,
  driftOf,
  evaluateStep,
  explainStep,
  fairnessStep,
  matrixFor,
  type ReportStep,
  reportSteps,
  type StepFile,
  type StoredReports,
  trainStep,
  usualExplaining,
  usualValidation,
  validateTable,
} from '@pratibimba/risk/governance/pipeline'
import { CommandFailure } from '../../../command-line/failures.ts'
import packageJson from '../../../package.json' with { type: 'json' }
import type { RunContext } from './run-context.ts'

type Steps = { readonly [Step in ReportStep]: (context: RunContext) => Promise<StepFile<Step>> }

const BENCH_CALLS = 300

export const steps: Steps = {
  async validate({ directory, table }) {
    const { name, sha256 } = directory.run.data
    return directory.write(
      'validate',
      validateTable(await table(), { ...usualValidation, source: name, sha256 }),
    )
  },
  async drift({ directory, table, champion }) {
    await directory.required('validate')
    return directory.write('drift', driftOf(await table(), directory.run.settings.run.seed, await champion()))
  },
  async train({ directory, table, split, champion, call }) {
    const { report } = await directory.required('validate')
    if (!report.passed)
      throw new CommandFailure(
        'unusable_data',
        report.findings
          .filter(({ severity }) => severity === 'severe')
          .map(({ text }) => text)
          .join(' '),
      )
    const { run, mode } = directory.run.settings
    const parent = mode === 'incremental' ? await champion() : undefined
    if (mode === 'incremental' && parent?.model === undefined)
      throw new CommandFailure('no_champion', 'The registry has no champion to go on from: train in full.')
    const pool = openThreadPool(call.flags.threads as number | undefined)
    try {
      const trained = await trainStep(
        await table(),
        await split(),
        { ...run, marks: [run.reviewFrom, run.approveFrom] },
        {
          pool,
          signal: call.signal,
          clock: () => performance.now() / 1000,
          onProgress: (share, stage) => call.reporter.progress(share, stage),
        },
        parent?.model && { version: parent.version, bundle: parent.model.bundle },
      )
      await directory.writeModel(trained.bytes)
      return await directory.write('train', trained.report, trained.report.model.sha256)
    } finally {
      await pool.close()
    }
  },
  async evaluate({ directory, table, split, champion }) {
    const { report } = await directory.required('train')
    const model = openCreditModel(await directory.model())
    return directory.write(
      'evaluate',
      evaluateStep(
        await table(),
        await split(),
        model,
        report.training,
        directory.run.settings.run,
        await champion(),
      ),
      report.model.sha256,
    )
  },
  async bench({ directory, table, split }) {
    const bytes = await directory.model()
    const rows = takeRows(matrixFor(await table(), openCreditModel(bytes).bundle), (await split()).test)
    const report = benchStep(bytes, rows, {
      clock: () => performance.now(),
      heldBytes: () => process.memoryUsage().heapUsed,
      calls: BENCH_CALLS,
    })
    return directory.write('bench', report, await modelSha256(directory))
  },
  async fairness({ directory, table, split }) {
    const model = openCreditModel(await directory.model())
    const report = fairnessStep(await table(), await split(), model, directory.run.settings.run)
    return directory.write('fairness', report, await modelSha256(directory))
  },
  async explain({ directory, table, split, policy }) {
    const report = await explainStep(
      await table(),
      await split(),
      await directory.model(),
      { ...usualExplaining, ...directory.run.settings.run },
      (await policy()).compiled,
    )
    return directory.write('explain', report, await modelSha256(directory))
  },
  /** Who approved which policy is not known of files: the server knows. */
  async compliance(context) {
    const { directory } = context
    const reports = await reportsBefore(context, 'compliance')
    const asOf = formatDay(directory.run.settings.run.asOfDay)
    const report = complianceStep(subjectOf(context, reports), reports, { asOf })
    return directory.write('compliance', report, reports.train!.model.sha256)
  },
  async card(context) {
    const reports = await reportsBefore(context, 'card')
    return context.directory.write(
      'card',
      cardStep(subjectOf(context, reports), reports),
      reports.train!.model.sha256,
    )
  },
}

async function modelSha256(directory: RunContext['directory']): Promise<string> {
  return (await directory.required('train')).report.model.sha256
}

/** Of every step before. */
async function reportsBefore({ directory }: RunContext, step: ReportStep): Promise<StoredReports> {
  const before = reportSteps.slice(0, reportSteps.indexOf(step))
  const files = await Promise.all(before.map((each) => directory.required(each)))
  return Object.fromEntries(files.map(({ step: of, report }) => [of, report])) as StoredReports
}

/** What models of a registry in a directory are called. */
export const MODEL_NAME = 'consumer-credit'

/** Made of data, settings and model, so that the same run gives the same version. */
export function versionOf({ run, settingsSha256 }: RunContext['directory'], modelSha256: string): string {
  const day = formatDay(run.settings.run.asOfDay).replaceAll('-', '')
  return `cd-${day}-${modelSha256.slice(0, 4)}${settingsSha256.slice(0, 4)}`
}

function subjectOf({ directory }: RunContext, { train }: StoredReports) {
  const { run } = directory
  const { sha256 } = train!.model
  return {
    name: MODEL_NAME,
    version: versionOf(directory, sha256),
    trainedOn: formatDay(run.settings.run.asOfDay),
    trainedBy: run.owner,
    owner: run.owner,
    sha256,
    codeVersion: packageJson.version,
    dataName: run.data.name,
    dataSha256: run.data.sha256,
  }
}
