/** How far searches are, kept beside the model that is being made, so that an interrupted training goes on. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { SearchStates } from '@pratibimba/learning/training'
import { CommandFailure } from '../../command-line/failures.ts'

type State = NonNullable<ReturnType<SearchStates['get']>>

export interface KeptSearchStates extends SearchStates {
  /** Writes what is not written yet. */
  close(): Promise<void>
  /** The training is done: nothing is to be resumed. */
  remove(): Promise<void>
}

/**
 * @param fingerprint of the training; what is kept of another one is not gone on with
 * @throws CommandFailure when the file is there and is none of ours
 */
export async function openSearchStates(path: string, fingerprint: string): Promise<KeptSearchStates> {
  const kept = await read(path)
  const states = new Map<string, State>(kept?.fingerprint === fingerprint ? Object.entries(kept.states) : [])
  let writing: Promise<void> = Promise.resolve()
  let changed = false
  const write = async (): Promise<void> => {
    if (!changed) return
    changed = false
    await writeFile(`${path}.new`, JSON.stringify({ fingerprint, states: Object.fromEntries(states) }))
    await rename(`${path}.new`, path)
  }
  const writeSoon = (): void => {
    writing = writing.then(write)
    // Told by `close`, which awaits the same promise.
    writing.catch(() => undefined)
  }
  return {
    get: (place) => states.get(place),
    set(place, state) {
      states.set(place, state)
      changed = true
      writeSoon()
    },
    close: () => writing,
    async remove() {
      await writing
      changed = false
      await rm(path, { force: true })
    },
  }
}

interface Kept {
  readonly fingerprint: string
  readonly states: Readonly<Record<string, State>>
}

async function read(path: string): Promise<Kept | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const kept = parsed(text) as Partial<Kept> | undefined
  if (typeof kept?.fingerprint !== 'string' || typeof kept.states !== 'object' || kept.states === null)
    throw new CommandFailure('unreadable', `${path} does not hold searches: remove it to begin anew.`)
  return kept as Kept
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
