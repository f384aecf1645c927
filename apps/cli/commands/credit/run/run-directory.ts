/** The directory of a run: what it is about, a file a step, and the model; each file whole or not there. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  type ReportStep,
  type RunSettings,
  reportSteps,
  type StepFile,
  type StepFiles,
  type StepReports,
  settingsSha256,
  type TableSettings,
} from '@pratibimba/risk/governance/pipeline'
import { CommandFailure } from '../../../command-line/failures.ts'
import { placeFile } from '../../../output/place-file.ts'

export interface Run {
  readonly format: 1
  readonly data: { readonly path: string; readonly name: string; readonly sha256: string }
  /** What the reports depend on. */
  readonly settings: {
    readonly table: Omit<TableSettings, 'key'>
    readonly run: RunSettings
    readonly mode: 'full' | 'incremental'
  }
  /** Limits by gate, where they are others than usual. */
  readonly gates: Readonly<Record<string, number>>
  readonly registry: string
  readonly owner: string
  /** Document of the policy; absent: the shipped one. */
  readonly policy?: string
}

const RUN = 'run.json'
const MODEL = 'model.credit'

export interface RunDirectory {
  readonly run: Run
  /** Of settings, as every report names it. */
  readonly settingsSha256: string
  read<Step extends ReportStep>(step: Step): Promise<StepFile<Step> | undefined>
  /** @throws CommandFailure where the step did not run, or not on these data, settings and model */
  required<Step extends ReportStep>(step: Step): Promise<StepFile<Step>>
  /** Every file of the run. @throws CommandFailure as `required` */
  all(): Promise<StepFiles>
  write<Step extends ReportStep>(
    step: Step,
    report: StepReports[Step],
    model?: string,
  ): Promise<StepFile<Step>>
  model(): Promise<Uint8Array>
  writeModel(bytes: Uint8Array): Promise<void>
}

/** Begins a run, or begins it again: reports of before are removed. @throws CommandFailure where another run is there */
export async function beginRun(directory: string, run: Run, overwrite: boolean): Promise<RunDirectory> {
  const present = await readJson<Run>(join(directory, RUN))
  if (present !== undefined && !overwrite) {
    const same =
      present.data.sha256 === run.data.sha256 &&
      settingsSha256(present.settings) === settingsSha256(run.settings)
    if (!same)
      throw new CommandFailure(
        'run_exists',
        `${directory} holds a run on other data or with other settings; name another directory, or add --overwrite.`,
      )
  }
  for (const name of [
    ...reportSteps.map((step) => `${step}.json`),
    MODEL,
    'register.json',
    'gate.json',
    'promote.json',
  ])
    await rm(join(directory, name), { force: true })
  await writeJson(join(directory, RUN), run)
  return directoryOf(directory, run)
}

/** @throws CommandFailure where there is no run */
export async function openRun(directory: string): Promise<RunDirectory> {
  const run = await readJson<Run>(join(directory, RUN))
  if (run === undefined)
    throw new CommandFailure(
      'no_run',
      `${directory} holds no run: begin one with \`pratibimba credit validate DATA --target COLUMN --run ${directory}\`.`,
    )
  if (run.format !== 1)
    throw new CommandFailure('unusable_run', `${directory}: the run is of a format not known here.`)
  return directoryOf(directory, run)
}

function directoryOf(directory: string, run: Run): RunDirectory {
  const settings = settingsSha256(run.settings)
  const read = <Step extends ReportStep>(step: Step) =>
    readJson<StepFile<Step>>(join(directory, `${step}.json`))
  const required = async <Step extends ReportStep>(step: Step): Promise<StepFile<Step>> => {
    const file = await read(step)
    if (file === undefined)
      throw new CommandFailure(
        'step_missing',
        `The step ${step} has to run before: \`credit ${step} --run ${directory}\`.`,
      )
    const stale = (what: string): never => {
      throw new CommandFailure(
        'stale_step',
        `${step}.json is of other ${what}: run \`credit ${step}\` again.`,
      )
    }
    if (file.format !== 1 || file.step !== step) stale('content')
    if (file.inputs.data !== run.data.sha256) stale('data')
    if (file.inputs.settings !== settings) stale('settings')
    const { model } = file.inputs
    if (model !== undefined && step !== 'train') {
      const trained = (await required('train')) as StepFile<'train'>
      if (model !== trained.report.model.sha256) stale('models')
    }
    return file
  }
  return {
    run,
    settingsSha256: settings,
    read,
    required,
    async all() {
      const files = await Promise.all(reportSteps.map(async (step) => [step, await required(step)] as const))
      return Object.fromEntries(files) as unknown as StepFiles
    },
    async write(step, report, model) {
      const file = {
        format: 1 as const,
        step,
        inputs: { data: run.data.sha256, settings, ...(model === undefined ? {} : { model }) },
        report,
      }
      await writeJson(join(directory, `${step}.json`), file)
      return file
    },
    async model() {
      const bytes = await readFile(join(directory, MODEL)).catch(() => undefined)
      const { report } = await required('train')
      if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== report.model.sha256)
        throw new CommandFailure(
          'stale_step',
          `${MODEL} is gone, or not the one of train.json: run \`credit train\` again.`,
        )
      return bytes
    },
    writeModel: (bytes) =>
      placeFile(join(directory, MODEL), (path) => writeFile(path, bytes, { flush: true })),
  }
}

/** @throws CommandFailure where there is no such file */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(resolve(path)), hash)
  } catch (error) {
    throw new CommandFailure(
      'file_missing',
      `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}.`,
    )
  }
  return hash.digest('hex')
}

export async function writeJson(path: string, content: unknown): Promise<void> {
  const text = `${JSON.stringify(content, undefined, 2)}\n`
  await placeFile(resolve(path), (temporary) => writeFile(temporary, text, { flush: true }))
}

/** @returns undefined where there is no file @throws CommandFailure where it is no JSON */
export async function readJson<Content>(path: string): Promise<Content | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return JSON.parse(text) as Content
  } catch {
    throw new CommandFailure('unusable_file', `${path} is no JSON.`)
  }
}
