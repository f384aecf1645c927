/**
 * A whole lake takes the place of another by renaming alone. Where it stands is written down before each of its two halves,
 * so that whoever opens a lake whose exchange was cut off can carry it through.
 */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lakeTables } from '@pratibimba/risk/households'
import { LakeError } from './lake-error.ts'
import { CHECKSUMS, MANIFEST, REPLACED, REPLACEMENT, UNFINISHED } from './lake-paths.ts'
import { writeWhole } from './write-whole.ts'

/** `out`: the old lake is moved away; `in`: all of it is away, and the new one is moved to its place. */
type Half = 'out' | 'in'

const ENTRIES = [MANIFEST, CHECKSUMS, ...Object.keys(lakeTables)]
/** A dozen renames: one that is not through by then was cut off. */
const MOST_MS = 2_000
const LOOK_EVERY_MS = 50

/** Marks a directory as one without a whole lake. */
export async function markUnfinished(directory: string, exchange?: Half): Promise<void> {
  const mark = { format: 'pratibimba-lake', ...(exchange !== undefined && { exchange }) }
  await writeWhole(join(directory, UNFINISHED), `${JSON.stringify(mark)}\n`)
}

/** Puts the whole lake in `REPLACEMENT` where the old one is, and removes that. */
export async function exchange(directory: string): Promise<void> {
  await mkdir(join(directory, REPLACED), { recursive: true })
  await markUnfinished(directory, 'out')
  await carryThrough(directory, 'out')
}

/**
 * Carries through an exchange that was cut off; nothing where there is none. One that another process is just about is
 * waited for.
 *
 * @throws LakeError `lake_unfinished` when the files cannot be moved
 */
export async function settleExchange(directory: string): Promise<void> {
  for (let waited = 0; waited < MOST_MS; waited += LOOK_EVERY_MS) {
    if ((await halfOf(directory)) === undefined) return
    await pause(LOOK_EVERY_MS)
  }
  const half = await halfOf(directory)
  if (half === undefined) return
  try {
    await carryThrough(directory, half)
  } catch (error) {
    throw new LakeError(
      'lake_unfinished',
      `The lake in ${directory} was being replaced when it was cut off, and its files cannot be moved (${(error as NodeJS.ErrnoException).code}). Open it once as a user who may write there.`,
      error,
    )
  }
}

async function halfOf(directory: string): Promise<Half | undefined> {
  // What cannot be read is told by whoever reads the lake.
  const text = await readFile(join(directory, UNFINISHED), 'utf8').catch(() => '{}')
  try {
    const { exchange: half } = JSON.parse(text) as { exchange?: unknown }
    return half === 'out' || half === 'in' ? half : undefined
  } catch {
    return undefined
  }
}

async function carryThrough(directory: string, half: Half): Promise<void> {
  const [old, fresh] = [join(directory, REPLACED), join(directory, REPLACEMENT)]
  if (half === 'out') {
    await move(directory, old, ENTRIES)
    await markUnfinished(directory, 'in')
  }
  // The manifest comes last: with it the lake is whole.
  await move(fresh, directory, ENTRIES.toReversed())
  await rm(fresh, { recursive: true, force: true })
  await rm(old, { recursive: true, force: true })
  await rm(join(directory, UNFINISHED), { force: true })
}

async function move(from: string, to: string, names: readonly string[]): Promise<void> {
  const [there, already] = [await namesIn(from), await namesIn(to)]
  for (const name of names)
    if (there.has(name) && !already.has(name)) await rename(join(from, name), join(to, name))
}

async function namesIn(directory: string): Promise<Set<string>> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[]
    throw error
  })
  return new Set(names)
}
