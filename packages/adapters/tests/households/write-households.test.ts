/** Lakes of simulated households: the same bytes from any number of threads, the same rows in any number of buckets. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeHouseholds } from '@pratibimba/adapters/households'
import { openCompute } from '@pratibimba/adapters/workers'
import { planHouseholds } from '@pratibimba/risk/households'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'pratibimba-households-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = planHouseholds({ customers: 80, days: 125, seed: 9 })

async function written(name: string, threads: number, buckets?: number) {
  const compute = openCompute(threads)
  try {
    const manifest = await writeHouseholds(run, join(folder, name), compute, { buckets })
    return { manifest, sums: readFileSync(join(folder, name, 'SHA256SUMS'), 'utf8') }
  } finally {
    await compute.close()
  }
}

test('one thread and two write the same bytes', async () => {
  const one = await written('one', 1)
  const two = await written('two', 2)
  expect(two.sums).toBe(one.sums)
  expect(two.manifest).toEqual(one.manifest)
  expect(one.manifest).toMatchObject({
    customers: 80,
    buckets: 4,
    origin: 'simulated',
    label_dates: ['2025-04-02'],
  })
  expect(one.manifest.simulation).toMatchObject({ seed: 9, hidden_states: true })
  expect(one.manifest.simulation?.parameters_sha256).toMatch(/^[0-9a-f]{64}$/)
  const more = await written('more', 2, 16)
  expect(more.manifest.rows).toEqual(one.manifest.rows)
})

test('a directory with other files is left alone', async () => {
  const compute = openCompute(1)
  await expect(writeHouseholds(run, tmpdir(), compute)).rejects.toThrow('holds other files')
  await compute.close()
})
