/** Decisions over HTTP: 400 trees, the shipped policy, reasons, sealed and recorded with its audit entry before it is answered. */
import { join } from 'node:path'
import { bankApplications } from '../../apps/server/tests/credit/support/credit-bank.ts'
import type { BenchmarkCase } from '../harness/case.ts'
import { prepareCreditServer, TREES } from '../harness/credit-server.ts'
import { asFastAs, atRate, openCaller, percentile } from '../harness/http-load.ts'
import { inScratchFolder } from '../harness/measure.ts'
import { startServerProcess } from '../harness/server.ts'

const RATE = 300
const SECONDS = 10
const CONNECTIONS = 32
/** Decisions before those that are measured. */
const WARM = 1_000

export const creditApi: BenchmarkCase = {
  id: 'credit-api',
  title: `Credit decisions over HTTP: ${TREES} trees of 31 leaves, the shipped policy of 45 rules, every decision recorded before it is answered`,
  command: 'npm run bench -- credit-api',
  run: () =>
    inScratchFolder(async (folder) => {
      const data = join(folder, 'data')
      await prepareCreditServer(data)
      const server = await startServerProcess(data, '--no-demo')
      const caller = openCaller(server.url, CONNECTIONS)
      try {
        const applications = bankApplications(WARM + RATE * SECONDS)
        const score = (explain: string, from: number) => (i: number) =>
          caller.post(
            `/api/v1/credit/score?explain=${explain}`,
            applications[(from + i) % applications.length],
          )
        await asFastAs(4, WARM, score('reasons', 0))
        const steady = await atRate(RATE, SECONDS, score('reasons', WARM))
        const fast = await asFastAs(8, 2_000, score('reasons', 0))
        const bare = await asFastAs(8, 2_000, score('none', 0))
        const full = await asFastAs(2, 100, score('full', 0))
        return [
          {
            name: `p50 at ${RATE}/s, reasons`,
            value: percentile(steady, 0.5),
            unit: 'ms',
            promise: { atMost: 5 },
          },
          {
            name: `p99 at ${RATE}/s, reasons`,
            value: percentile(steady, 0.99),
            unit: 'ms',
            promise: { atMost: 20 },
          },
          {
            name: 'requests that failed',
            value: steady.failed + fast.failed + bare.failed + full.failed,
            unit: `of ${(RATE * SECONDS + 4_100).toLocaleString('en')}`,
            promise: { atMost: 0 },
          },
          {
            name: 'reasons, eight callers as fast as they can',
            value: fast.latenciesMs.length / fast.seconds,
            unit: '/s',
          },
          { name: 'without reasons, the same', value: bare.latenciesMs.length / bare.seconds, unit: '/s' },
          {
            name: 'p50 of a full explanation with LIME, two callers',
            value: percentile(full, 0.5),
            unit: 'ms',
          },
          { name: 'peak of the server', value: server.peakMegabytes(), unit: 'MB' },
        ]
      } finally {
        caller.close()
        await server.stop()
      }
    }),
}
