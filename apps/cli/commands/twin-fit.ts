/** `pratibimba twin fit`: a table into a model file. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fitTwin, serializeTwinModel } from '@pratibimba/risk/twins'
import type { Handler } from '../command-line/handler.ts'
import { refuseInput, refuseToReplace } from '../output/destination.ts'
import { placeFile } from '../output/place-file.ts'
import { number } from '../output/wording.ts'
import { correctionsOf, engineOf, readTables, seedOf, tableName } from './twin-parts.ts'

export const twinFit: Handler = async (call) => {
  const { positionals, flags, reporter } = call
  const engine = engineOf(flags)
  const name = tableName(positionals.data)
  const out = (flags.out as string | undefined) ?? `${name}.twin`
  refuseToReplace(out, flags.overwrite === true)
  await refuseInput(out, [positionals.data])
  const { frames, schema } = await readTables(
    { [name]: positionals.data },
    await correctionsOf(call, name),
    call,
  )
  const model = call.atOnce(() =>
    fitTwin(frames, schema, {
      engine,
      seed: seedOf(flags),
      onProgress: (share, stage) => reporter.progress(share, stage),
    }),
  )
  const bytes = serializeTwinModel(model)
  await placeFile(resolve(out), (path) => writeFile(path, bytes, { flush: true }))
  return {
    json: {
      out,
      engine: model.engine,
      tables: describeTables(model.tables),
      notes: model.notes,
      bytes: bytes.length,
    },
    lines: [
      `${out}: ${model.engine} copula learnt from ${number(model.tables[0].rows)} rows`,
      ...model.notes,
    ],
  }
}

function describeTables(
  tables: readonly { name: string; rows: number; columns: readonly { name: string; handling: string }[] }[],
) {
  return tables.map(({ name, rows, columns }) => ({
    name,
    rows,
    columns: columns.map((column) => ({ name: column.name, handling: column.handling })),
  }))
}
