import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { describe, expect, it } from 'vitest'
import { computeFeatures } from '../../lake/features/index.ts'
import { LakeError, openLake } from '../../lake/index.ts'
import { scratchDirectories } from '../support/directories.ts'
import { writtenLake } from '../support/written-lake.ts'

const scratch = scratchDirectories()

async function lakeWith(change: (manifest: Record<string, unknown>) => void): Promise<string> {
  const directory = await scratch()
  await writtenLake(directory, 8, { seed: 2, days: 20, transactionsPerDay: 1 })
  const path = join(directory, 'manifest.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  change(manifest)
  writeFileSync(path, JSON.stringify(manifest))
  return directory
}

describe('openLake', () => {
  it('refuses a directory that is none, naming what is missing', async () => {
    const directory = await scratch()
    await expect(openLake(directory)).rejects.toMatchObject({
      code: 'not_a_lake',
      message: expect.stringContaining('has no manifest.json'),
    })
    await expect(openLake(join(directory, 'nowhere'))).rejects.toMatchObject({ code: 'not_a_lake' })
    writeFileSync(join(directory, 'manifest.json'), '{"name": "an app"}')
    await expect(openLake(directory)).rejects.toMatchObject({ code: 'not_a_lake' })
    writeFileSync(join(directory, 'manifest.json'), '{"format": ')
    await expect(openLake(directory)).rejects.toMatchObject({ code: 'lake_damaged' })
  })

  it.each([
    ['version', 2, 'lake_version', 'is of version 2'],
    ['buckets', 0, 'lake_damaged', 'buckets must be'],
    ['customers', 'many', 'lake_damaged', 'customers must be'],
    ['last_day', '2025-02-30x', 'lake_damaged', 'last_day must be a date'],
    ['label_dates', null, 'lake_damaged', 'label_dates must be'],
    ['rows', null, 'lake_damaged', 'rows must be'],
  ])('refuses a manifest whose %s is %s', async (field, value, code, words) => {
    const directory = await lakeWith((manifest) => {
      manifest[field] = value
    })
    await expect(openLake(directory)).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it('says which bucket is missing', async () => {
    const directory = await lakeWith(() => undefined)
    rmSync(join(directory, 'customers/bucket=002'), { recursive: true })
    await expect(openLake(directory)).rejects.toMatchObject({
      code: 'bucket_missing',
      message: expect.stringContaining('bucket=002'),
    })
  })

  it('says which file is missing of those that were written', async () => {
    const directory = await lakeWith(() => undefined)
    const [path] = await (await openLake(directory)).files('transactions', 1)
    rmSync(path)
    await expect(openLake(directory)).rejects.toMatchObject({
      code: 'lake_damaged',
      message: expect.stringContaining(path),
    })
  })

  it('says so as well when the file is read in another thread', async () => {
    const directory = await lakeWith(() => undefined)
    const lake = await openLake(directory)
    const [path] = await lake.files('transactions', 1)
    truncateSync(path, 60)
    const day = Date.parse(lake.manifest.last_day) / 86_400_000
    const read = async () => {
      for await (const _ of computeFeatures(lake, featureCatalogue, [day], { threads: 2 }));
    }
    const error = await read().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(LakeError)
    expect(error).toMatchObject({ code: 'lake_damaged', message: expect.stringContaining(path) })
  })

  it('names the file that is damaged', async () => {
    const directory = await lakeWith(() => undefined)
    const lake = await openLake(directory)
    const [path] = await lake.files('payments', 1)
    const bytes = readFileSync(path)
    truncateSync(path, 60)
    const read = async () => {
      for await (const _ of lake.frames('payments', 1, ['payment_id', 'due_date']));
    }
    const damaged = { code: 'lake_damaged', message: expect.stringContaining(path) }
    await expect(read()).rejects.toMatchObject(damaged)
    for (let at = 4; at < bytes.length - 8; at += 7) {
      const other = Uint8Array.from(bytes)
      other[at] ^= 0x55
      writeFileSync(path, other)
      await read().catch((error) => expect(error).toMatchObject(damaged))
    }
  })
})
