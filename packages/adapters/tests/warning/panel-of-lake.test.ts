import { join } from 'node:path'
import { formatDay } from '@pratibimba/numerics/calendar'
import { frameOf } from '@pratibimba/numerics/frame'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { planHouseholds } from '@pratibimba/risk/households'
import { evaluateWarning, scoredMembers, type WarningPredictions } from '@pratibimba/risk/warning'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeHouseholds } from '../../households/index.ts'
import { openLake } from '../../lake/index.ts'
import { openTables } from '../../tables/index.ts'
import {
  matrixOfLake,
  panelOfLake,
  readPredictions,
  truthOfLake,
  writePredictions,
} from '../../warning/index.ts'
import { openCompute } from '../../workers/index.ts'
import { scratchDirectories } from '../support/directories.ts'

const scratch = scratchDirectories()
let bank: string

beforeAll(async () => {
  bank = join(await scratch(), 'bank')
  const compute = openCompute(1)
  await writeHouseholds(
    planHouseholds({ customers: 60, days: 150, seed: 4, labelEvery: 15, truthPaths: 8, truthCustomers: 20 }),
    bank,
    compute,
    {},
  )
  await compute.close()
})

describe('panelOfLake', () => {
  it('has the features of each labelled customer and date, and what came of them', async () => {
    const lake = await openLake(bank)
    const panel = await panelOfLake(lake, featureCatalogue, { name: 'catalogue', threads: 1 })
    expect(panel.matrix.rows).toBe(lake.manifest.rows.labels)
    expect([...new Set(panel.asOfDay)].map(formatDay)).toEqual(lake.manifest.label_dates)
    for (let row = 0; row < panel.matrix.rows; row++) {
      expect(panel.knownOnDay[row]).toBe(panel.asOfDay[row] + 33)
      const days = panel.firstMissedDay[row] - panel.asOfDay[row]
      if (panel.label[row] === 1) expect(days >= 1 && days <= 30).toBe(true)
      else expect(days).toBeNaN()
    }
    const day = panel.asOfDay[panel.asOfDay.length - 1]
    const { customerId, features } = await matrixOfLake(lake, featureCatalogue, [day], { threads: 1 })
    const row = panel.asOfDay.indexOf(day)
    const same = customerId.indexOf(panel.customerIds[panel.customer[row]])
    expect(features.matrix.columns.map((values) => values[same])).toEqual(
      panel.matrix.columns.map((values) => values[row]),
    )
  })

  it('knows the chance of those whose futures were simulated', async () => {
    const truth = await truthOfLake(await openLake(bank))
    const chances = [...truth.values()].flatMap((ofDay) => [...ofDay.values()])
    expect(chances.length).toBeGreaterThan(20)
    expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true)
  })

  it('says so when there are no labels', async () => {
    const lake = await openLake(bank)
    await expect(
      panelOfLake({ ...lake, manifest: { ...lake.manifest, label_dates: [] } }, featureCatalogue, {
        name: 'catalogue',
      }),
    ).rejects.toThrow(/has no labels/)
  })
})

describe('prediction files', () => {
  const rows = 200
  const each = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row))
  const predictions: WarningPredictions = {
    customerId: Array.from({ length: rows }, (_, row) => `C${row}`),
    asOfDay: new Int32Array(rows).fill(20_000),
    split: Int8Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? -1 : row % 5)),
    label: each((row) => (row % 7 < 2 ? 1 : 0)),
    firstMissedDay: each((row) => (row % 7 < 2 ? 20_003 : Number.NaN)),
    score: each((row) => Math.sin(row)),
    probability: each((row) => 0.5 + 0.4 * Math.sin(row)),
    members: Object.fromEntries(
      scoredMembers.map((member, m) => [member, each((row) => (m === 3 ? Number.NaN : row / 7 + m))]),
    ) as WarningPredictions['members'],
  }

  it.each(['parquet', 'csv'] as const)('give the same figures from %s', async (format) => {
    const path = join(await scratch(), `predictions.${format}`)
    const { rows: written } = await writePredictions(predictions, path, format)
    expect(written).toBe(rows)
    const back = await readPredictions(path)
    expect(back).toEqual(predictions)
    const asked = { seed: 1, missCost: 50 }
    expect(evaluateWarning(back, asked)).toEqual(evaluateWarning(predictions, asked))
  })

  it('refuse a table that is something else', async () => {
    const path = join(await scratch(), 'other.csv')
    const tables = await openTables()
    const sink = await tables.openSink(path, [{ name: 'customer_id', kind: 'text' }], { format: 'csv' })
    await sink.write(frameOf([['customer_id', { kind: 'text', values: ['C1'] }]]))
    await sink.close()
    await tables.close()
    await expect(readPredictions(path)).rejects.toThrow(/label|column/)
  })
})
