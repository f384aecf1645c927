/** Scratch directories of tests, removed when the test file ends. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** Call at the top of a test file or describe. @returns a function that makes a new empty directory */
export function scratchDirectories(): () => Promise<string> {
  const made: string[] = []
  afterAll(async () => {
    for (const directory of made) await rm(directory, { recursive: true, force: true })
  })
  return async () => {
    const directory = await mkdtemp(join(tmpdir(), 'pratibimba-test-'))
    made.push(directory)
    return directory
  }
}
