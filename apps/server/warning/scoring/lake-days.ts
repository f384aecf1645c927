/** Days that the lake in use has. */
import { join } from 'node:path'
import { readManifest } from '@pratibimba/adapters/lake'
import type { ReferenceStore } from '@pratibimba/risk/ports'

/** The first day of the lake that batch work reads; undefined while there is none. */
export async function firstDayOfLake(
  references: Pick<ReferenceStore, 'get'>,
  directory: string,
): Promise<string | undefined> {
  const used = await references.get<{ readonly id: string }>('warning.lake')
  if (used === undefined) return undefined
  return (await readManifest(join(directory, used.value.id))).first_day
}
