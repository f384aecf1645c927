/** Flags as requests and formats. */
import type { TableFormat } from '@pratibimba/risk/ports'

/** The request whose fields the flags stand for; flags without a value are left out. */
export function fieldsOf(
  flags: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([flag, field]) =>
      flags[flag] === undefined ? [] : [[field, flags[flag]]],
    ),
  )
}

/** The format of files: as flagged, else by the ending of the file, else CSV. */
export function formatOf(flags: Readonly<Record<string, unknown>>, path = ''): TableFormat {
  return (flags.format as TableFormat | undefined) ?? (path.endsWith('.parquet') ? 'parquet' : 'csv')
}
