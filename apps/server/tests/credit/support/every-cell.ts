/** Everything a database holds: what anyone with a copy of it could read. */
import { openDatabase } from '@pratibimba/adapters/postgres'

/** Places, as schema.table, where a cell holds one of the texts, in any form it may be written in. */
export async function tablesHolding(url: string, texts: readonly string[]): Promise<string[]> {
  const forms = texts.flatMap(formsOf)
  const database = await openDatabase({ url })
  try {
    const tables = await database.kysely.introspection.getTables({ withInternalKyselyTables: true })
    const found: string[] = []
    for (const { schema, name } of tables) {
      const rows = await database.kysely
        .withSchema(schema!)
        .selectFrom(name as 'audit_entries')
        .selectAll()
        .execute()
      const cells = rows.flatMap((row) => Object.values(row).map(textOf))
      if (cells.some((cell) => forms.some((form) => cell.includes(form)))) found.push(`${schema}.${name}`)
    }
    return found
  } finally {
    await database.close()
  }
}

function textOf(cell: unknown): string {
  const text = Buffer.isBuffer(cell) ? cell.toString('latin1') : (JSON.stringify(cell) ?? '')
  return text.toLowerCase()
}

/** As it is, in hexadecimal, and in base64 at each of its three places; small letters. */
export function formsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map((pad) => {
    const encoded = Buffer.concat([Buffer.alloc(pad), bytes]).toString('base64')
    // The first and last characters depend on what stands beside.
    return encoded.slice(pad === 0 ? 0 : 4, encoded.length - 4)
  })
  return [text, bytes.toString('hex'), ...base64].map((form) => form.toLowerCase())
}
