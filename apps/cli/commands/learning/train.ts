/** `pratibimba train`: a table in; a model, and how far it can be trusted, out. */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openThreadPool } from '@pratibimba/adapters/workers'
import type { CalibratorKind } from '@pratibimba/learning/calibration'
import type { Feature } from '@pratibimba/learning/data'
import { serializeTrainedModel } from '@pratibimba/learning/formats'
import {
  type ClassWeights,
  type LearnerChoice,
  type Resampling,
  trainModel,
} from '@pratibimba/learning/training'
import { UsageError } from '../../command-line/failures.ts'
import type { Call, Handler } from '../../command-line/handler.ts'
import { refuseInput, refuseToReplace } from '../../output/destination.ts'
import { placeFile } from '../../output/place-file.ts'
import { correctionsOf, readTables, seedOf, tableName } from '../twin-parts.ts'
import { openSearchStates } from './search-states.ts'
import { type TrainingColumns, type TrainingData, trainingDataOf } from './training-data.ts'
import { describeTraining } from './training-lines.ts'

export const train: Handler = async (call) => {
  const { positionals, flags, reporter, signal } = call
  const started = performance.now()
  const name = tableName(positionals.data)
  const out = (flags.out as string | undefined) ?? `${name}.model`
  refuseToReplace(out, flags.overwrite === true)
  await refuseInput(out, [positionals.data])
  if ((flags.gap as number) > 0 && flags.time === undefined)
    throw new UsageError('--gap: only --time divides rows by when they were; add it')
  const classWeights = classWeightsOf(flags['class-weights'] as string | undefined)
  const { frames, schema } = await readTables(
    { [name]: positionals.data },
    await correctionsOf(call, name),
    call,
  )
  const learnt = trainingDataOf(frames.get(name)!, schema.tables[0], flags as unknown as TrainingColumns)
  const { features, leftOut, data, positive, group, time } = learnt
  const trials = flags.trials as number
  const states =
    trials === 0
      ? undefined
      : await openSearchStates(`${resolve(out)}.search.json`, fingerprintOf(learnt, flags))
  const pool = openThreadPool(flags.threads as number | undefined)
  try {
    const monotone = monotoneOf(flags.monotone as string | undefined, features)
    const trained = await trainModel(
      {
        data,
        features,
        target: flags.target as string,
        positive,
        leftOut,
        learner: flags.learner as LearnerChoice,
        folds: flags.folds as number,
        ...(group ? { group } : {}),
        ...(time ? { time, gap: flags.gap as number } : {}),
        seed: seedOf(flags),
        missCost: flags['miss-cost'] as number,
        calibration:
          flags.calibration === 'none' ? 'identity' : (flags.calibration as CalibratorKind | 'auto'),
        resampling: flags.resample as Resampling,
        classWeights,
        ...(monotone ? { monotone } : {}),
        ...(states ? { search: { trials, states } } : {}),
      },
      {
        pool,
        signal,
        clock: () => performance.now() / 1000,
        onProgress: (share, stage) => reporter.progress(share, stage),
      },
    )
    const bytes = serializeTrainedModel(trained)
    await placeFile(resolve(out), (path) => writeFile(path, bytes, { flush: true }))
    await states?.remove()
    const seconds = (performance.now() - started) / 1000
    return describeTraining(trained, { out, bytes: bytes.length, seconds, threads: pool.threads })
  } finally {
    await states?.close()
    await pool.close()
  }
}

/** Flags that change nothing of what is searched for. */
const besideTheSearch = new Set(['out', 'overwrite', 'threads'])

/** What a search belongs to: the data as they are learnt from, and how. */
function fingerprintOf({ features, data, group, time }: TrainingData, flags: Call['flags']): string {
  const hash = createHash('sha256')
  hash.update(
    JSON.stringify([Object.entries(flags).filter(([flag]) => !besideTheSearch.has(flag)), features, group]),
  )
  for (const values of [...data.columns, data.label, data.weight, time])
    if (values !== undefined) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  return hash.digest('hex')
}

/** `1,5`: what a row without and one with the event counts. @throws UsageError */
function classWeightsOf(written: string | undefined): ClassWeights {
  if (written === undefined) return { negative: 1, positive: 1 }
  const [negative, positive, ...more] = written.split(',').map(Number)
  if (!(negative > 0 && positive > 0 && Number.isFinite(negative + positive)) || more.length > 0)
    throw new UsageError(
      `--class-weights: need two numbers above 0, without and with the event, such as 1,5; got ${written}`,
    )
  return { negative, positive }
}

/** `income=-,delinquencies=+`. @throws UsageError naming what is not a numeric column */
function monotoneOf(written: string | undefined, features: readonly Feature[]): Int8Array | undefined {
  if (written === undefined) return undefined
  const directions = new Int8Array(features.length)
  for (const part of written.split(',')) {
    const [, name, sign] = /^(.+)=([+-])$/.exec(part.trim()) ?? []
    if (name === undefined)
      throw new UsageError(`--monotone: need column=+ or column=-, comma-separated; got ${part.trim()}`)
    const at = features.findIndex((feature) => feature.name === name)
    if (at < 0 || features[at].kind !== 'number')
      throw new UsageError(
        `--monotone: ${name} is ${at < 0 ? 'not learnt from' : 'a category, which has no direction'}`,
      )
    directions[at] = sign === '+' ? 1 : -1
  }
  return directions
}
