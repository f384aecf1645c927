/** What the twin commands share: reading a table, its schema with a person's corrections, writing a twin. */
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import { openCompute } from '@pratibimba/adapters/workers'
import { SchemaCorrections } from '@pratibimba/contract'
import type { Frame } from '@pratibimba/numerics/frame'
import {
  applyCorrections,
  conformFrame,
  detectSchema,
  type SchemaDescription,
  sampleTwin,
  type TwinModel,
  twinEngines,
} from '@pratibimba/risk/twins'
import { correctionsFromWire } from '@pratibimba/server/wire/upload'
import { Check, Errors } from 'typebox/value'
import { CommandFailure, UsageError } from '../command-line/failures.ts'
import type { Call } from '../command-line/handler.ts'
import { type Destination, type WrittenOutput, writeInto } from '../output/destination.ts'
import { number } from '../output/wording.ts'

export interface ReadTables {
  readonly frames: ReadonlyMap<string, Frame>
  readonly schema: SchemaDescription
}

/** `loans.csv.gz` → `loans` */
export function tableName(path: string): string {
  return basename(path).replace(/(\.(csv|parquet|gz|tsv|txt))+$/i, '')
}

/**
 * Reads tables and says what they are.
 *
 * @param paths files by table name
 * @throws TableError, CommandFailure
 */
export async function readTables(
  paths: Readonly<Record<string, string>>,
  corrections: SchemaCorrections,
  { reporter, signal }: Call,
): Promise<ReadTables> {
  const tables = await openTables()
  try {
    const frames = new Map<string, Frame>()
    for (const [name, path] of Object.entries(paths)) {
      signal.throwIfAborted()
      reporter.progress(0, `reading ${basename(path)}`)
      const { frame, rejected, rejectedCount } = await tables.read(resolve(path))
      if (rejectedCount > 0)
        reporter.note(
          `${number(rejectedCount)} rows of ${basename(path)} were left out, first line ${rejected[0].line}: ${rejected[0].reason}`,
        )
      frames.set(name, frame)
    }
    const schema = applyCorrections(detectSchema(frames), correctionsFromWire(corrections))
    for (const table of schema.tables) frames.set(table.name, conformFrame(frames.get(table.name)!, table))
    return { frames, schema }
  } finally {
    await tables.close()
  }
}

/** The corrections of `--schema`, with `--primary-key` put in. */
export async function correctionsOf({ flags }: Call, table: string): Promise<SchemaCorrections> {
  const fromFile = flags.schema === undefined ? {} : await readCorrections(flags.schema as string)
  if (flags['primary-key'] === undefined) return fromFile
  return { ...fromFile, primary_keys: [{ table, column: flags['primary-key'] as string }] }
}

async function readCorrections(path: string): Promise<SchemaCorrections> {
  return checkCorrections(await readJson(path), path)
}

function checkCorrections(value: unknown, path: string): SchemaCorrections {
  if (Check(SchemaCorrections, value)) return value
  const [first] = Errors(SchemaCorrections, value)
  throw new UsageError(`${path}: ${first?.instancePath || '/'} ${first?.message ?? 'does not fit'}`)
}

/** @throws CommandFailure when the file is absent or is not JSON */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure('file_missing', `${path} cannot be read: ${error.code ?? error.message}.`)
  })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CommandFailure('unreadable', `${path} is not JSON: ${(error as Error).message}`)
  }
}

/** Draws a twin into a destination. */
export async function writeTwin(
  model: TwinModel,
  rows: number,
  destination: Destination,
  { flags, reporter, signal }: Call,
): Promise<Record<string, WrittenOutput>> {
  const compute = openCompute(flags.threads as number | undefined)
  try {
    const chunks = sampleTwin(model, { rows, seed: seedOf(flags), compute, signal })
    return await writeInto(
      destination,
      chunks,
      ({ table, frame }) => ({ [table]: frame }),
      ({ table, end }) => reporter.progress(Math.min(1, end / rows), `drawing ${table}`),
    )
  } finally {
    await compute.close()
  }
}

/** The engine of `--engine`. @throws UsageError naming the known ones */
export function engineOf(flags: Call['flags']): string {
  const known = ['auto', ...twinEngines.map(({ id }) => id)]
  const engine = flags.engine as string
  if (!known.includes(engine))
    throw new UsageError(`--engine: need one of ${known.join(', ')}, got "${engine}"`)
  return engine
}

/** The seed of a run that names none. */
const USUAL_SEED = 42

export function seedOf(flags: Call['flags']): number {
  return (flags.seed as number | undefined) ?? USUAL_SEED
}
