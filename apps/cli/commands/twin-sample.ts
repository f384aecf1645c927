/** `pratibimba twin sample`: rows from a model file. */
import { readFile } from 'node:fs/promises'
import { parseTwinModel } from '@pratibimba/risk/twins'
import { formatOf } from '../command-line/call-parts.ts'
import { CommandFailure } from '../command-line/failures.ts'
import type { Handler } from '../command-line/handler.ts'
import { openDestination, openFile } from '../output/destination.ts'
import { describeFiles } from '../output/wording.ts'
import { seedOf, tableName, writeTwin } from './twin-parts.ts'

export const twinSample: Handler = async (call) => {
  const { positionals, flags } = call
  const bytes = await readFile(positionals.model).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(
      'file_missing',
      `${positionals.model} cannot be read: ${error.code ?? error.message}.`,
    )
  })
  const model = parseTwinModel(bytes)
  const single = model.tables.length === 1
  const name = tableName(positionals.model).replace(/\.twin$/, '')
  const written = flags.out as string | undefined
  const format = formatOf(flags, written)
  const options = { format, overwrite: flags.overwrite === true }
  const out = written ?? (single ? `${name}_synthetic.${format}` : `${name}_synthetic`)
  const destination = single ? await openFile(out, options) : await openDestination(out, options)
  const files = await writeTwin(model, flags.rows as number, destination, call)
  return {
    json: { out, engine: model.engine, seed: seedOf(flags), files },
    lines: describeFiles(files),
  }
}
