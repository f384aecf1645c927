/** A bank's customers to Parquet, whole process: speed, memory that does not grow with their number, the same bytes on one thread. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import { auc } from '@pratibimba/learning/metrics'
import { columnOf } from '@pratibimba/numerics/frame'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, measureProgram } from '../harness/measure.ts'

const households = (customers: number, days: number, out: string, ...more: string[]) => [
  'households',
  '--customers',
  String(customers),
  '--days',
  String(days),
  '--out',
  out,
  '--json',
  ...more,
]

export const householdsCase: BenchmarkCase = {
  id: 'households',
  title: 'Households of a bank to Parquet',
  command: 'npx pratibimba households --customers 30000 --days 180',
  run: () =>
    inScratchFolder(async (folder) => {
      const promised = await measureProgram(households(30_000, 180, 'promised'), folder)
      const { rows } = JSON.parse(promised.stdout) as { rows: Record<string, number> }
      const few = await measureProgram(households(20_000, 30, 'few'), folder)
      const many = await measureProgram(households(200_000, 30, 'many'), folder)
      await measureProgram(households(20_000, 30, 'one-thread', '--threads', '1'), folder)
      const sums = (lake: string): string => readFileSync(join(folder, lake, 'SHA256SUMS'), 'utf8')
      return [
        {
          name: '30,000 customers × 180 days, wall',
          value: promised.wallSeconds,
          unit: 's',
          promise: { atMost: 20 },
        },
        { name: '30,000 customers × 180 days, CPU', value: promised.cpuSeconds, unit: 's' },
        { name: 'transactions', value: rows.transactions, unit: 'rows' },
        { name: 'transactions a second', value: rows.transactions / promised.wallSeconds, unit: 'rows/s' },
        { name: 'peak', value: promised.peakMegabytes, unit: 'MB', promise: { atMost: 1_000 } },
        { name: '20,000 × 30, peak', value: few.peakMegabytes, unit: 'MB' },
        { name: '200,000 × 30, wall', value: many.wallSeconds, unit: 's' },
        { name: '200,000 × 30, peak', value: many.peakMegabytes, unit: 'MB' },
        {
          name: 'peak of ten times as many customers',
          value: many.peakMegabytes / few.peakMegabytes,
          unit: 'times',
          promise: { atMost: 1.5 },
        },
        {
          name: 'same bytes on one thread',
          value: sums('few') === sums('one-thread') ? 1 : 0,
          unit: 'of 1',
          promise: { atLeast: 1 },
        },
        ...(await predictability(folder)),
      ]
    }),
}

/** How many payments are missed, and how well they could be foreseen by somebody who knew the households themselves. */
async function predictability(folder: string): Promise<Figure[]> {
  await measureProgram(
    households(4_000, 180, 'truth', '--truth-paths', '200', '--truth-customers', '1000'),
    folder,
  )
  await measureProgram(households(4_000, 180, 'calm', '--no-hidden-states'), folder)
  const label: number[] = []
  const chance: number[] = []
  const tables = await openTables()
  try {
    const read = async (lake: string, table: string, bucket: number) =>
      (
        await tables.read(
          join(folder, lake, table, `bucket=${String(bucket).padStart(3, '0')}`, 'part-0000.parquet'),
        )
      ).frame
    const positives = { truth: 0, calm: 0 }
    const labels = { truth: 0, calm: 0 }
    for (const lake of ['truth', 'calm'] as const)
      for (let bucket = 0; bucket < 4; bucket++) {
        const { values: missed } = columnOf(
          await read(lake, 'labels', bucket),
          'missed_within_30d',
          'boolean',
        )
        labels[lake] += missed.length
        for (const value of missed) positives[lake] += value
        if (lake === 'calm') continue
        // The rows of truth are those of the labels, in the same order.
        const truth = columnOf(await read(lake, 'truth', bucket), 'miss_probability', 'float64')
        for (let row = 0; row < missed.length; row++) {
          if (truth.validity?.[row] === 0) continue
          label.push(missed[row])
          chance.push(truth.values[row])
        }
      }
    return [
      { name: 'positives', value: (100 * positives.truth) / labels.truth, unit: '%' },
      { name: 'positives without hidden states', value: (100 * positives.calm) / labels.calm, unit: '%' },
      {
        name: 'AUC of the true probability',
        value: auc(Float64Array.from(label), Float64Array.from(chance)),
        unit: '',
      },
    ]
  } finally {
    await tables.close()
  }
}
