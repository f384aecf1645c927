/** Which lake batch work reads: a directory each, exchanged at once by one record. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReferenceStore } from '@pratibimba/risk/ports'

export const lakeKey = 'warning.lake'

/** What is recorded of it. */
export interface LakeInUse {
  /** Name of its directory. */
  readonly id: string
  /** Whether an event may be in it more than once, as it is once the online store was flushed into it. */
  readonly repeated: boolean
  /** Events that became known before this instant are in it, ISO 8601. */
  readonly flushedThrough: string
}

export async function lakeInUse(references: ReferenceStore): Promise<LakeInUse | undefined> {
  return (await references.get<LakeInUse>(lakeKey))?.value
}

/** Where the lake in use lies; what a thread needs to open it. */
export interface LakePlace {
  readonly id: string
  readonly directory: string
  readonly repeated: boolean
}

export async function lakePlace(
  references: ReferenceStore,
  lakeDirectory: string,
): Promise<LakePlace | undefined> {
  const lake = await lakeInUse(references)
  return lake && { id: lake.id, directory: join(lakeDirectory, lake.id), repeated: lake.repeated }
}

/** Removes the lakes that are not in use: those before, and unfinished ones of a process that died. */
export async function removeOtherLakes(lakeDirectory: string, keep: string | undefined): Promise<void> {
  const names = await readdir(lakeDirectory).catch(() => [])
  for (const name of names)
    if (name !== keep) await rm(join(lakeDirectory, name), { recursive: true, force: true })
}
