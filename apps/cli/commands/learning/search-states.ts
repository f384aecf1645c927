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

/** @throws CommandFailure when the file is there and is none of ours */
export async function openSearchStates(path: string): Promise<KeptSearchStates> {
  const states = new Map<string, State>(Object.entries(await read(path)))
  let writing: Promise<void> = Promise.resolve()
  let changed = false
  const write = async (): Promise<void> => {
    if (!changed) return
    changed = false
    await writeFile(`${path}.new`, JSON.stringify(Object.fromEntries(states)))
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

async function read(path: string): Promise<Record<string, State>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
  try {
    return JSON.parse(text) as Record<string, State>
  } catch {
    throw new CommandFailure('unreadable', `${path} does not hold searches: remove it to begin anew.`)
  }
}
