import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lakeTables } from '@pratibimba/risk/households'
import { beforeAll, describe, expect, it } from 'vitest'
import { createLake, type Lake, openLake } from '../../lake/index.ts'
import { scratchDirectories } from '../support/directories.ts'
import { writtenLake } from '../support/written-lake.ts'

const scratch = scratchDirectories()
/** In the order in which they leave; they come in the other one. */
const entries = ['manifest.json', 'SHA256SUMS', ...Object.keys(lakeTables)]
const whole = ['SHA256SUMS', 'accounts', 'customers', 'manifest.json', 'payments', 'transactions']
const OLD_BUCKETS = 4
const NEW_BUCKETS = 2

/** A lake of four buckets, and beside it a whole one of two that is to replace it. */
let before = ''
beforeAll(async () => {
  before = await scratch()
  await writtenLake(before, 4, { seed: 2, days: 10, transactionsPerDay: 1 }, OLD_BUCKETS)
  await writtenLake(
    join(before, '.replacement'),
    4,
    { seed: 3, days: 10, transactionsPerDay: 1 },
    NEW_BUCKETS,
  )
  mkdirSync(join(before, '.replaced'))
})

function mark(directory: string, exchange: 'out' | 'in'): void {
  writeFileSync(
    join(directory, 'unfinished.json'),
    `${JSON.stringify({ format: 'pratibimba-lake', exchange })}\n`,
  )
}

function moveSome(from: string, to: string, names: readonly string[], count: number): void {
  for (const name of names.filter((each) => existsSync(join(from, each))).slice(0, count))
    renameSync(join(from, name), join(to, name))
}

/** What a process leaves that is killed after so many renames of each half. */
async function cutOff(half: 'out' | 'in', renames: number): Promise<string> {
  const directory = await scratch()
  cpSync(before, directory, { recursive: true })
  const [old, fresh] = [join(directory, '.replaced'), join(directory, '.replacement')]
  moveSome(directory, old, entries, half === 'out' ? renames : entries.length)
  if (half === 'in') moveSome(fresh, directory, entries.toReversed(), renames)
  mark(directory, half)
  return directory
}

async function expectReplaced({ directory, manifest }: Lake): Promise<void> {
  expect(manifest.buckets).toBe(NEW_BUCKETS)
  expect(readdirSync(directory).sort()).toEqual(whole)
  for (const table of ['customers', 'transactions'])
    expect(readdirSync(join(directory, table)).sort()).toEqual(['bucket=000', 'bucket=001'])
}

describe('an exchange of lakes that was cut off', () => {
  it('is carried through by whoever opens the lake, wherever it stood', async () => {
    const halves = ['out', 'in'] as const
    const cuts = halves.flatMap((half) => Array.from({ length: whole.length + 1 }, (_, n) => cutOff(half, n)))
    for (const lake of await Promise.all((await Promise.all(cuts)).map(openLake))) await expectReplaced(lake)
  })

  it('is carried through where only what is left over was being removed', async () => {
    const directory = await cutOff('in', whole.length)
    rmSync(join(directory, '.replacement'), { recursive: true })
    rmSync(join(directory, '.replaced/customers'), { recursive: true })
    await expectReplaced(await openLake(directory))
  })

  it('leaves the old lake where it had not begun', async () => {
    const directory = await scratch()
    cpSync(before, directory, { recursive: true })
    expect((await openLake(directory)).manifest.buckets).toBe(OLD_BUCKETS)
  })

  it('is waited for while another process is about it', async () => {
    const directory = await cutOff('in', 2)
    const opening = openLake(directory)
    await pause(200)
    const fresh = join(directory, '.replacement')
    moveSome(fresh, directory, entries.toReversed(), entries.length)
    rmSync(join(directory, '.replaced'), { recursive: true })
    rmSync(fresh, { recursive: true })
    rmSync(join(directory, 'unfinished.json'))
    await expectReplaced(await opening)
  })

  it('is carried through before another lake replaces that one', async () => {
    const directory = await cutOff('out', 3)
    const facts = {
      customers: 3,
      buckets: 1,
      first_day: '2025-01-01',
      last_day: '2025-02-28',
      currency: 'USD',
      label_dates: [],
      origin: 'imported',
    } as const
    const failed = await createLake(directory, facts, { overwrite: true })
    await failed.abort()
    await expectReplaced(await openLake(directory))
  })
})
