/** `pratibimba twin`: a table in, its synthetic twin out. */
import type { Frame } from '@pratibimba/numerics/frame'
import { compareTwin, type TwinComparison } from '@pratibimba/risk/fidelity'
import type { KAnonymityReport, TableDescription, TwinModel } from '@pratibimba/risk/twins'
import { fitTwin, sampleAnonymously, sampleRows } from '@pratibimba/risk/twins'
import { formatOf } from '../command-line/call-parts.ts'
import { UsageError } from '../command-line/failures.ts'
import type { Answer, Call, Handler } from '../command-line/handler.ts'
import { type Destination, openFile, type WrittenOutput, writeInto } from '../output/destination.ts'
import { describeFiles, number } from '../output/wording.ts'
import { twinOnServer } from './twin-on-server.ts'
import { correctionsOf, engineOf, readTables, seedOf, tableName, writeTwin } from './twin-parts.ts'

/** Rows of the twin that a comparison looks at. */
const COMPARED_ROWS = 100_000

export const twin: Handler = async (call) => {
  if (call.server !== undefined) return twinOnServer(call, call.server)
  const { positionals, flags, reporter } = call
  const engine = engineOf(flags)
  const started = performance.now()
  const name = tableName(positionals.data)
  const format = formatOf(flags, flags.out as string | undefined)
  const out = (flags.out as string | undefined) ?? `${name}_synthetic.${format}`
  const destination = await openFile(out, {
    format,
    overwrite: flags.overwrite === true,
    inputs: [positionals.data],
  })
  const { frames, schema } = await readTables(
    { [name]: positionals.data },
    await correctionsOf(call, name),
    call,
  )
  const [original, table] = [frames.get(name)!, schema.tables[0]]
  const rows = call.given.has('rows') ? (flags.rows as number) : original.rows
  const model = call.atOnce(() =>
    fitTwin(frames, schema, {
      engine,
      seed: seedOf(flags),
      onProgress: (share, stage) => reporter.progress(share, stage),
    }),
  )
  const k = flags.k as number | undefined
  const { files, anonymity, synthetic } =
    k === undefined
      ? await writeFreely(model, name, rows, destination, call)
      : await writeAnonymously(model, table, rows, k, destination, call)
  reporter.progress(1, 'comparing')
  const comparison = flags.compare === true ? compareTwin(original, synthetic(), table) : undefined
  const seconds = (performance.now() - started) / 1000
  return answerOf({ out, model, rows, files, anonymity, comparison, seconds, seed: seedOf(flags) })
}

interface Written {
  readonly files: Record<string, WrittenOutput>
  readonly anonymity?: KAnonymityReport
  /** The rows to compare with the original. */
  synthetic(): Frame
}

/** Any number of rows, piece by piece; the first of them are drawn again to be compared, and come out the same. */
async function writeFreely(
  model: TwinModel,
  table: string,
  rows: number,
  destination: Destination,
  call: Call,
): Promise<Written> {
  const files = await writeTwin(model, rows, destination, call)
  return {
    files,
    synthetic: () => sampleRows(model, table, 0, Math.min(rows, COMPARED_ROWS), seedOf(call.flags)),
  }
}

/** All rows at once: a row hides only among the others. */
async function writeAnonymously(
  model: TwinModel,
  table: TableDescription,
  rows: number,
  k: number,
  destination: Destination,
  { flags, reporter }: Call,
): Promise<Written> {
  const quasiIdentifiers = quasiIdentifiersOf(flags.quasi as string | undefined, table)
  reporter.progress(0, 'drawing')
  const [frame, anonymity] = sampleAnonymously(
    (count) => sampleRows(model, table.name, 0, count, seedOf(flags)),
    rows,
    k,
    quasiIdentifiers,
    { nominal: nominalOf(table, quasiIdentifiers) },
  )
  const files = await writeInto(destination, [frame], (only: Frame) => ({ [table.name]: only }))
  return { files, anonymity, synthetic: () => frame }
}

function quasiIdentifiersOf(written: string | undefined, table: TableDescription): string[] {
  const names = table.columns.map((column) => column.name)
  const chosen =
    written === undefined
      ? table.columns.filter((column) => column.quasiIdentifier).map((column) => column.name)
      : written.split(',').map((part) => part.trim())
  const unknown = chosen.filter((column) => !names.includes(column))
  if (unknown.length > 0)
    throw new UsageError(
      `--quasi: need columns of the file, got ${unknown.join(', ')}; it has ${names.join(', ')}`,
    )
  if (chosen.length === 0)
    throw new UsageError('--k: no column was taken for a quasi-identifier; name them with --quasi a,b')
  return chosen
}

/** Numbers that are codes are never averaged. */
function nominalOf(table: TableDescription, among: readonly string[]): string[] {
  return table.columns
    .filter(({ name, type }) => among.includes(name) && (type === 'category' || type === 'boolean'))
    .map(({ name }) => name)
}

interface Finished {
  readonly out: string
  readonly model: TwinModel
  readonly rows: number
  readonly files: Record<string, WrittenOutput>
  readonly anonymity: KAnonymityReport | undefined
  readonly comparison: TwinComparison | undefined
  readonly seconds: number
  readonly seed: number
}

function answerOf({ out, model, rows, files, anonymity, comparison, seconds, seed }: Finished): Answer {
  return {
    json: {
      out,
      engine: model.engine,
      num_samples: rows,
      seed,
      generation_time_seconds: seconds,
      files,
      notes: model.notes,
      similarity_score: comparison?.similarityScore ?? null,
      correlation_error: comparison?.correlationError ?? null,
      ks_statistics: comparison?.ksStatistics ?? null,
      categorical_match: comparison?.categoricalMatch ?? null,
      anonymity:
        anonymity === undefined
          ? null
          : {
              initial_k: anonymity.initialK,
              final_k: anonymity.finalK,
              bank_compliant: anonymity.bankCompliant,
              records_suppressed: anonymity.recordsSuppressed,
              transformations_applied: anonymity.transformationsApplied,
            },
    },
    lines: [
      ...describeFiles(files),
      `${model.engine} copula, ${number(rows)} rows in ${seconds.toFixed(1)} s, seed ${seed}`,
      ...(comparison === undefined
        ? []
        : [
            `similarity ${comparison.similarityScore.toFixed(1)} of 100, correlation error ${comparison.correlationError.toFixed(3)} (${comparison.correlationBand})`,
          ]),
      ...(anonymity === undefined
        ? []
        : [
            `k = ${anonymity.finalK} (was ${anonymity.initialK}), ${number(anonymity.recordsSuppressed)} rows replaced`,
          ]),
      ...model.notes.map((note) => `note: ${note}`),
    ],
  }
}
