/** Many callers at once: a thousand downloads, two hundred small generations; none fails and memory is bounded. */
import { join } from 'node:path'
import { FintechClient } from '@pratibimba/client'
import type { BenchmarkCase } from '../harness/case.ts'
import { inScratchFolder } from '../harness/measure.ts'
import { startServerProcess } from '../harness/server.ts'

export const serverLoad: BenchmarkCase = {
  id: 'server-load',
  title:
    '1,000 concurrent downloads (10,000 borrowers as CSV) and 200 concurrent generations of 1,000 borrowers',
  command: 'npm run bench -- server-load',
  run: () =>
    inScratchFolder(async (folder) => {
      const server = await startServerProcess(join(folder, 'data'), '--no-demo')
      try {
        const client = new FintechClient({ baseUrl: server.url })
        const { portfolio_id } = await client.generatePortfolio({ num_borrowers: 10_000 })
        const { files } = await client.getPortfolio(portfolio_id)
        const wanted = files.find(({ filename }) => filename === 'borrowers.csv')!.bytes
        const downloads = await timed(1000, async () => {
          const response = await client.download(portfolio_id, 'borrowers.csv')
          const { byteLength } = await response.arrayBuffer()
          if (byteLength !== wanted) throw new Error(`got ${byteLength} bytes of ${wanted}`)
        })
        const generations = await timed(200, async (i) => {
          const { status } = await client.generatePortfolio({ num_borrowers: 1000, seed: i })
          if (status !== 'completed') throw new Error(`the generation ended as ${status}`)
        })
        return [
          {
            name: 'downloads that failed',
            value: downloads.failed,
            unit: 'of 1,000',
            promise: { atMost: 0 },
          },
          { name: 'downloads, wall', value: downloads.seconds, unit: 's' },
          {
            name: 'generations that failed',
            value: generations.failed,
            unit: 'of 200',
            promise: { atMost: 0 },
          },
          { name: 'generations, wall', value: generations.seconds, unit: 's' },
          {
            name: 'peak of the server',
            value: server.peakMegabytes(),
            unit: 'MB',
            promise: { atMost: 1000 },
          },
        ]
      } finally {
        await server.stop()
      }
    }),
}

/** Runs `count` calls at once. */
async function timed(
  count: number,
  call: (i: number) => Promise<void>,
): Promise<{ failed: number; seconds: number }> {
  const started = performance.now()
  const outcomes = await Promise.allSettled(Array.from({ length: count }, (_, i) => call(i)))
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected')
  for (const { reason } of failures.slice(0, 3)) console.error(`  ${reason}`)
  return { failed: failures.length, seconds: (performance.now() - started) / 1000 }
}
