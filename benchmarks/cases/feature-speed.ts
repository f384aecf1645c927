/** The 104 features of all customers of a simulated bank as of its last day, whole process from lake to Parquet. */
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, measureProgram, median, type Usage } from '../harness/measure.ts'

const DAYS = 180

export const featureSpeed: BenchmarkCase = {
  id: 'feature-speed',
  title: 'Features of 30,000 and 300,000 customers from 180 days of a simulated bank',
  command: 'npx pratibimba households --customers 30000 --out bank && npx pratibimba features bank',
  run: () =>
    inScratchFolder(async (folder) => {
      await simulate(folder, 'small', 30_000)
      const kernel: Usage[] = []
      for (let i = 0; i < 3; i++) kernel.push(await compute(folder, 'small', 'kernel'))
      const duckDb = await compute(folder, 'small', 'duckdb')
      await simulate(folder, 'large', 300_000)
      const large = await compute(folder, 'large', 'kernel')
      const wall = median(kernel.map(({ wallSeconds }) => wallSeconds))
      const cpu = median(kernel.map(({ cpuSeconds }) => cpuSeconds))
      return [
        { name: '30,000 customers, wall', value: wall, unit: 's', promise: { atMost: 6 } },
        { name: '30,000 customers, CPU', value: cpu, unit: 's' },
        { name: '30,000 customers, DuckDB, wall', value: duckDb.wallSeconds, unit: 's' },
        {
          name: 'times as fast as DuckDB, by CPU',
          value: duckDb.cpuSeconds / cpu,
          unit: '',
          promise: { atLeast: 1 },
        },
        { name: '300,000 customers, wall', value: large.wallSeconds, unit: 's', promise: { atMost: 70 } },
        { name: '300,000 customers, CPU', value: large.cpuSeconds, unit: 's' },
        {
          name: '300,000 customers, peak',
          value: large.peakMegabytes,
          unit: 'MB',
          promise: { atMost: 4000 },
        },
      ] satisfies Figure[]
    }),
}

function simulate(folder: string, lake: string, customers: number): Promise<Usage> {
  const size = ['--customers', String(customers), '--days', String(DAYS)]
  return measureProgram(['households', ...size, '--out', lake], folder)
}

function compute(folder: string, lake: string, engine: string): Promise<Usage> {
  const out = ['--out', `${lake}-${engine}.parquet`, '--overwrite']
  return measureProgram(['features', lake, '--engine', engine, ...out], folder)
}
