import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openFile, refuseToReplace } from '../../output/destination.ts'

const directory = mkdtempSync(join(tmpdir(), 'pratibimba-destination-'))
afterAll(() => rmSync(directory, { recursive: true }))

it('replaces an ordinary file where told so, and nothing else ever', () => {
  const file = join(directory, 'scores.csv')
  refuseToReplace(file, false)
  writeFileSync(file, 'customer_id\n')
  expect(() => refuseToReplace(file, false)).toThrow('is there already')
  refuseToReplace(file, true)
  expect(() => refuseToReplace(directory, true)).toThrow('is a directory and is never replaced')
  const pipe = join(directory, 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(() => refuseToReplace(pipe, true)).toThrow('is no ordinary file and is never replaced')
})

it('refuses a file that is there before any work is done for it', async () => {
  const file = join(directory, 'features.csv')
  writeFileSync(file, 'customer_id\n')
  await expect(openFile(file, { format: 'csv', overwrite: false })).rejects.toThrow('is there already')
})
