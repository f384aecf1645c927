/** `pratibimba predict`: a model and a table in; scores, and what drove them, out. */

import { absentColumn, takeRows } from '@pratibimba/learning/data'
import { explainerOf, type ModelExplainer } from '@pratibimba/learning/explanation/contributions'
import type { LoadedModel } from '@pratibimba/learning/formats'
import { outputsOf, scaleOf } from '@pratibimba/learning/models'
import { columnNames, type Frame, selectColumns } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { formatOf } from '../../command-line/call-parts.ts'
import { UsageError } from '../../command-line/failures.ts'
import type { Call, Handler } from '../../command-line/handler.ts'
import { openFile, writeInto } from '../../output/destination.ts'
import { fraction } from '../../output/text-table.ts'
import { count, describeFiles, number, percent } from '../../output/wording.ts'
import { seedOf, tableName } from '../twin-parts.ts'
import { modelRows } from './model-inputs.ts'
import { openModel } from './open-model.ts'
import { readConformed } from './read-frame.ts'
import { scoredChunks } from './scored-chunks.ts'
import { keyReason } from './training-data.ts'

/** Usual cases that contributions are taken against: more change little and cost time. */
const backgroundRows = 100

export const predict: Handler = async (call) => {
  const { positionals, flags, reporter, given } = call
  if (given.has('background') && flags.explain !== true)
    throw new UsageError('--background: only --explain compares with usual cases; add it')
  const started = performance.now()
  const format = formatOf(flags, flags.out as string | undefined)
  const out = (flags.out as string | undefined) ?? `${tableName(positionals.data)}_scores.${format}`
  const destination = await openFile(out, {
    format,
    overwrite: flags.overwrite === true,
    inputs: [positionals.data, positionals.model],
  })
  const loaded = await openModel(positionals.model)
  const { frame, primaryKey } = await readConformed(positionals.data, call)
  const rows = modelRows(loaded, frame)
  const threshold = (flags.threshold as number | undefined) ?? loaded.trained?.threshold
  if (flags.threshold !== undefined && loaded.trained === undefined && scaleOf(loaded.model) === 'value')
    throw new UsageError('--threshold: the model answers values, not probabilities')
  const tally = { flagged: 0 }
  const chunks = scoredChunks(loaded, rows.matrix, {
    kept: selectColumns(frame, keptColumns(frame, primaryKey, flags.keep as string | undefined, loaded)),
    threshold,
    kinds: new Map([...frame.columns].map(([name, { kind }]) => [name, kind] as const)),
    explainer: flags.explain === true ? await explainer(loaded, call) : undefined,
    onFlagged: (flagged) => {
      tally.flagged += flagged
    },
  })
  let done = 0
  const files = await writeInto(
    destination,
    chunks,
    (chunk) => ({ scores: chunk }),
    (chunk) => {
      done += chunk.rows
      reporter.progress(done / Math.max(1, rows.matrix.rows), 'scoring')
    },
  )
  const seconds = (performance.now() - started) / 1000
  const notes = [...rows.notes, ...explanationNote(loaded, call)]
  return {
    json: {
      out,
      format: loaded.format,
      rows: rows.matrix.rows,
      threshold: threshold ?? null,
      flagged: threshold === undefined ? null : tally.flagged,
      calibrated: loaded.trained !== undefined,
      unused_columns: rows.unused,
      notes,
      seconds,
      files,
    },
    lines: [
      ...describeFiles(files),
      `${count(rows.matrix.rows, 'row')} scored in ${seconds.toFixed(1)} s by ${whoseModel(loaded)}`,
      ...(threshold === undefined
        ? []
        : [
            `${number(tally.flagged)} with a probability of ${fraction(threshold)} or more (${percent(tally.flagged / Math.max(1, rows.matrix.rows))})`,
          ]),
      ...notes.map((note) => `note: ${note}`),
    ],
  }
}

function whoseModel({ format, model, trained }: LoadedModel): string {
  if (trained !== undefined)
    return `${trained.report.champion.title} for ${trained.target} = ${trained.positive}, calibrated`
  const probabilities = scaleOf(model) !== 'value' || outputsOf(model) > 1
  return `a model of ${formatTitles[format]}${probabilities ? '; its probabilities are its own, not calibrated here' : ''}`
}

const formatTitles: Readonly<Record<LoadedModel['format'], string>> = {
  pratibimba: 'ours',
  lightgbm: 'LightGBM',
  xgboost: 'XGBoost',
  catboost: 'CatBoost',
  onnx: 'ONNX',
}

function explanationNote({ model }: LoadedModel, { flags, given }: Call): string[] {
  if (flags.explain !== true || given.has('background')) return []
  const trees =
    model.kind === 'trees' || (model.kind === 'stacked' && model.members.some(({ kind }) => kind === 'trees'))
  const against = trees
    ? 'Contributions follow the paths of the trees.'
    : 'Contributions are taken against the means of the rows learnt from.'
  return [`${against} For reasons that go to a customer, name usual cases with --background.`]
}

async function explainer(loaded: LoadedModel, call: Call): Promise<ModelExplainer> {
  const file = call.flags.background as string | undefined
  if (file === undefined) return explainerOf(loaded.model)
  const { matrix } = modelRows(loaded, (await readConformed(file, call)).frame)
  const stream = openStream(seedOf(call.flags), 'background')
  const rows = Array.from({ length: Math.min(backgroundRows, matrix.rows) }, (_, i) =>
    matrix.rows <= backgroundRows ? i : stream.below(matrix.rows),
  )
  return explainerOf(loaded.model, takeRows(matrix, rows))
}

/** @throws UsageError naming a column that is not there */
function keptColumns(
  frame: Frame,
  primaryKey: string | null,
  written: string | undefined,
  { trained }: LoadedModel,
): string[] {
  if (written === undefined) {
    // A row or two do not show which column is the key; the training did.
    const keys = trained?.report.leftOut
      .filter(({ reason }) => reason === keyReason)
      .map(({ column }) => column)
    const outcome = trained?.target
    return [...(keys?.length ? keys : [primaryKey]), outcome].filter(
      (name): name is string => name != null && frame.columns.has(name),
    )
  }
  const names = written.split(',').map((name) => name.trim())
  for (const name of names)
    if (!frame.columns.has(name))
      throw new UsageError(`--keep: there is ${absentColumn(name, columnNames(frame))}`)
  return names
}
