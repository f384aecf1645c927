import type { Frame } from '@pratibimba/numerics/frame'
import type { FeatureSet } from '@pratibimba/risk/features'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featureSets } from '../../../../risk/tests/features/support/random-sets.ts'
import { computeFeatures, type FeatureEngine, kernelFeatures } from '../../../lake/features/index.ts'
import { plainSet } from '../../../lake/features/plain-set.ts'
import { openLake } from '../../../lake/index.ts'
import { scratchDirectories } from '../../support/directories.ts'
import { FIRST_DAY, writtenLake } from '../../support/written-lake.ts'

const scratch = scratchDirectories()

async function computed(
  directory: string,
  set: FeatureSet,
  asOfDays: readonly number[],
  engine: FeatureEngine,
  options: { threads?: number; repeated?: boolean } = {},
): Promise<Frame[]> {
  const frames: Frame[] = []
  const lake = await openLake(directory)
  for await (const frame of computeFeatures(lake, set, asOfDays, { threads: 1, ...options, engine }))
    frames.push(frame)
  return frames
}

/** The kernel without a thread of its own, for many small lakes. */
async function inThisThread(directory: string, set: FeatureSet, asOfDay: number): Promise<Frame[]> {
  const { manifest } = await openLake(directory)
  const setup = { directory, manifest, set: plainSet(set), asOfDays: [asOfDay], repeated: false }
  const work = kernelFeatures.open(setup)
  const frames: Frame[] = []
  for (let bucket = 0; bucket < manifest.buckets; bucket++) frames.push(...(await work(bucket)))
  return frames
}

/** Largest difference, in units of max(|x|, scale); infinite where one is missing and the other is not. */
function difference(left: readonly Frame[], right: readonly Frame[], scale: number): number {
  expect(right.map(({ rows }) => rows)).toEqual(left.map(({ rows }) => rows))
  let most = 0
  for (const [k, frame] of left.entries())
    for (const [name, column] of frame.columns) {
      const other = right[k].columns.get(name)!
      if (column.kind !== 'float64' || other.kind !== 'float64') {
        expect(other).toEqual(column)
        continue
      }
      for (let row = 0; row < frame.rows; row++) {
        const [a, b] = [column.values[row], other.values[row]]
        if (Number.isNaN(a) !== Number.isNaN(b)) return Number.POSITIVE_INFINITY
        if (!Number.isNaN(a) && a !== b)
          most = Math.max(most, Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), scale))
      }
    }
  return most
}

describe('kernel, DuckDB and stream', () => {
  it('agree on the catalogue: late, shuffled and repeated rows, customers without events', async () => {
    const directory = await scratch()
    const events = { seed: 11, days: 150, transactionsPerDay: 1, lateShare: 0.2 }
    await writtenLake(directory, 60, { ...events, repeatedShare: 0.1, shuffled: true })
    const days = [FIRST_DAY + 2, FIRST_DAY + 70, FIRST_DAY + 120, FIRST_DAY + 149]
    const by = (engine: FeatureEngine) =>
      computed(directory, featureCatalogue, days, engine, { repeated: true })
    const kernel = await by('kernel')
    expect(kernel.reduce((rows, frame) => rows + frame.rows, 0)).toBe(60 * days.length)
    expect(difference(kernel, await by('stream'), 1)).toBe(0)
    expect(difference(kernel, await by('duckdb'), 1)).toBeLessThan(1e-9)
  }, 60_000)

  it('agree on any feature set', async () => {
    const directory = await scratch()
    await writtenLake(
      directory,
      12,
      { seed: 3, days: 130, transactionsPerDay: 1, lateShare: 0.3, shuffled: true },
      1,
    )
    await fc.assert(
      fc.asyncProperty(featureSets, fc.integer({ min: 0, max: 129 }), async (set, day) => {
        const kernel = await inThisThread(directory, set, FIRST_DAY + day)
        expect(
          difference(kernel, await computed(directory, set, [FIRST_DAY + day], 'duckdb'), 1),
        ).toBeLessThan(1e-9)
      }),
      { numRuns: 25, seed: 5 },
    )
  }, 120_000)

  it('give the same bytes on any number of threads, and each date as if it were alone', async () => {
    const directory = await scratch()
    await writtenLake(directory, 40, { seed: 5, days: 120, transactionsPerDay: 1, lateShare: 0.2 })
    const days = [FIRST_DAY + 90, FIRST_DAY + 100, FIRST_DAY + 119]
    const one = await computed(directory, featureCatalogue, days, 'kernel')
    expect(await computed(directory, featureCatalogue, days, 'kernel', { threads: 3 })).toEqual(one)
    for (const [k, day] of days.entries()) {
      const alone = await computed(directory, featureCatalogue, [day], 'kernel')
      expect(alone).toEqual(one.filter((_, index) => index % days.length === k))
    }
  }, 60_000)
})
