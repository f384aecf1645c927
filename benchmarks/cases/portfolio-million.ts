/** A million borrowers and ten million, whole process; the same bytes for any number of threads. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BenchmarkCase } from '../harness/case.ts'
import { inScratchFolder, measureProgram, median } from '../harness/measure.ts'

const generate = (borrowers: number, out: string, ...more: string[]) => [
  'generate',
  '--borrowers',
  String(borrowers),
  '--format',
  'parquet',
  '--out',
  out,
  ...more,
]

export const portfolioMillion: BenchmarkCase = {
  id: 'portfolio-million',
  title: 'Portfolios of one and ten million borrowers to Parquet',
  command: 'npx pratibimba generate --borrowers 1000000 --format parquet',
  run: () =>
    inScratchFolder(async (folder) => {
      const million = []
      for (let i = 0; i < 3; i++)
        million.push(await measureProgram(generate(1_000_000, `million-${i}`), folder))
      const ten = await measureProgram(generate(10_000_000, 'ten'), folder)
      await measureProgram(generate(1_000_000, 'one-thread', '--threads', '1'), folder)
      const same = await Promise.all(
        ['borrowers.parquet', 'loans.parquet'].map(
          async (name) =>
            (await hashOf(join(folder, 'million-0', name))) ===
            (await hashOf(join(folder, 'one-thread', name))),
        ),
      )
      return [
        {
          name: '1M borrowers, wall',
          value: median(million.map((run) => run.wallSeconds)),
          unit: 's',
          promise: { atMost: 6 },
        },
        { name: '1M borrowers, CPU', value: median(million.map((run) => run.cpuSeconds)), unit: 's' },
        {
          name: '1M borrowers, peak',
          value: median(million.map((run) => run.peakMegabytes)),
          unit: 'MB',
          promise: { atMost: 700 },
        },
        { name: '10M borrowers, wall', value: ten.wallSeconds, unit: 's' },
        { name: '10M borrowers, peak', value: ten.peakMegabytes, unit: 'MB', promise: { atMost: 700 } },
        {
          name: 'files equal on one thread',
          value: same.filter(Boolean).length,
          unit: 'of 2',
          promise: { atLeast: 2 },
        },
      ]
    }),
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
