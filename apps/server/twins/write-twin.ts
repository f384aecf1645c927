/** Learns a twin of an upload, draws it, and compares the two. Runs in a thread. */
import { writeFile } from 'node:fs/promises'
import { openTables } from '@pratibimba/adapters/tables'
import type { PortfolioSummary, TwinComparison } from '@pratibimba/contract'
import { ProblemError } from '@pratibimba/contract'
import { type Frame, frameSchema } from '@pratibimba/numerics/frame'
import { compareTwin, summarizeTable } from '@pratibimba/risk/fidelity'
import {
  conformFrame,
  fitTwin,
  type SchemaDescription,
  serializeTwinModel,
  type TwinModel,
} from '@pratibimba/risk/twins'
import type { Progress } from '../threads/progress.ts'
import { framesOf, readUpload, type UploadedFile } from '../uploads/describe-upload.ts'
import { comparisonToWire } from '../wire/comparison.ts'
import { columnToWire } from '../wire/summary.ts'
import { type Anonymity, drawTables } from './draw-tables.ts'

export interface TwinFiles {
  readonly files: readonly UploadedFile[]
  /** As a person confirmed it. */
  readonly schema: SchemaDescription
  /** Of the first table. */
  readonly rows: number
  readonly engine: string
  readonly seed: number
  readonly anonymity: Anonymity
  /** Where each table is written. */
  readonly paths: Readonly<Record<string, string>>
  /** Where the model is written. */
  readonly modelPath: string
}

export interface WrittenTwin {
  /** By table. */
  readonly rows: Readonly<Record<string, number>>
  readonly comparison: TwinComparison
  readonly summary: PortfolioSummary
}

/** @throws ProblemError `unusable_data` where something cannot be learnt or hidden */
export async function writeTwin(input: TwinFiles, progress: Progress): Promise<WrittenTwin> {
  const { schema, engine, seed } = input
  progress(0.01, 'reading the original')
  const read = framesOf(await readUpload(input.files))
  const learnt = orUnusable(() => {
    const originals = new Map(
      schema.tables.map((table) => [table.name, conformFrame(read.get(table.name)!, table)]),
    )
    const model = fitTwin(originals, schema, {
      engine,
      seed,
      onProgress: (share, stage) => progress(0.05 + 0.55 * share, stage),
    })
    return { originals, model }
  })
  const { originals, model } = learnt
  await writeFile(input.modelPath, serializeTwinModel(model), { flag: 'wx', mode: 0o600 })
  progress(0.6, 'drawing rows')
  const drawn = orUnusable(() => drawTables(model, schema, input))
  progress(0.7, 'writing')
  const rows = await writeTables(drawn.frames, input.paths)
  progress(0.8, 'comparing with the original')
  return { rows, ...describe(originals, drawn, model, schema) }
}

async function writeTables(
  frames: ReadonlyMap<string, Frame>,
  paths: Readonly<Record<string, string>>,
): Promise<Record<string, number>> {
  const tables = await openTables({ threads: 1 })
  try {
    const rows: Record<string, number> = {}
    for (const [name, frame] of frames) {
      const sink = await tables.openSink(paths[name], frameSchema(frame), { format: 'csv' })
      await sink.write(frame)
      rows[name] = (await sink.close()).rows
    }
    return rows
  } finally {
    await tables.close()
  }
}

function describe(
  originals: ReadonlyMap<string, Frame>,
  { frames, anonymity }: ReturnType<typeof drawTables>,
  model: TwinModel,
  schema: SchemaDescription,
): { comparison: TwinComparison; summary: PortfolioSummary } {
  const compared = schema.tables
    // A small sample may draw no child at all.
    .filter(({ name, rows }) => rows > 0 && frames.get(name)!.rows > 0)
    .map((table) => ({
      name: table.name,
      comparison: compareTwin(originals.get(table.name)!, frames.get(table.name)!, table),
    }))
  const comparison = comparisonToWire(compared, model, anonymity)
  const summaries = schema.tables.map((table) =>
    summarizeTable(table.name, frames.get(table.name)!, { description: table }),
  )
  const { columns, synthetic } = comparison.correlation
  return {
    comparison,
    summary: {
      tables: summaries.map(({ name, rows, columns: described, sample }) => ({
        name,
        rows,
        columns: described.map(columnToWire),
        sample: sample.map((row) => [...row]),
      })),
      correlation: columns.length > 1 ? { columns, values: synthetic } : null,
      grades: [],
      score_by_grade: null,
      correlation_targets: [],
    },
  }
}

/** What the domain cannot do with these data, in its words without the name of the function. */
function orUnusable<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const problem = new ProblemError('unusable_data', error.message.replace(/^\w+: /, ''))
    problem.cause = error
    throw problem
  }
}
