/** `pratibimba twin-tables`: two related tables in, their twins out, children drawn given their parents. */
import { dirname, resolve } from 'node:path'
import { Relationship, SchemaCorrections } from '@pratibimba/contract'
import { fitTwin } from '@pratibimba/risk/twins'
import Type from 'typebox'
import { Check, Errors } from 'typebox/value'
import { formatOf } from '../command-line/call-parts.ts'
import { UsageError } from '../command-line/failures.ts'
import type { Handler } from '../command-line/handler.ts'
import { openDestination } from '../output/destination.ts'
import { describeFiles } from '../output/wording.ts'
import { engineOf, readJson, readTables, seedOf, writeTwin } from './twin-parts.ts'

const TablesFile = Type.Object(
  {
    tables: Type.Record(Type.String(), Type.String(), { minProperties: 1 }),
    relationships: Type.Optional(Type.Array(Relationship)),
    corrections: Type.Optional(SchemaCorrections),
  },
  { additionalProperties: false },
)

export const twinTables: Handler = async (call) => {
  const { positionals, flags, reporter } = call
  const engine = engineOf(flags)
  const description = await readJson(positionals.schema)
  if (!Check(TablesFile, description)) {
    const [first] = Errors(TablesFile, description)
    throw new UsageError(
      `${positionals.schema}: ${first?.instancePath || '/'} ${first?.message ?? 'does not fit'}`,
    )
  }
  const folder = dirname(resolve(positionals.schema))
  const paths = Object.fromEntries(
    Object.entries(description.tables).map(([name, path]) => [name, resolve(folder, path)]),
  )
  const { relationships, corrections = {} } = description
  const { frames, schema } = await readTables(
    paths,
    relationships === undefined ? corrections : { ...corrections, relationships },
    call,
  )
  const model = call.atOnce(() =>
    fitTwin(frames, schema, {
      engine,
      seed: seedOf(flags),
      onProgress: (share, stage) => reporter.progress(share, stage),
    }),
  )
  const out = (flags.out as string | undefined) ?? 'twin'
  const rows = Math.max(1, Math.round(model.tables[0].rows * (flags.scale as number)))
  const destination = await openDestination(out, {
    format: formatOf(flags),
    overwrite: flags.overwrite === true,
    inputs: Object.values(paths),
  })
  const files = await writeTwin(model, rows, destination, call)
  return {
    json: {
      out,
      engine: model.engine,
      seed: seedOf(flags),
      files,
      relationships: schema.relationships,
      notes: model.notes,
    },
    lines: [...describeFiles(files), ...model.notes.map((note) => `note: ${note}`)],
  }
}
