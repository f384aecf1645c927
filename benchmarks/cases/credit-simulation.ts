/** A policy simulated on past decisions: unsealed, decided by two versions, told by segment. */
import { join } from 'node:path'
import { bankApplications } from '../../apps/server/tests/credit/support/credit-bank.ts'
import type { BenchmarkCase } from '../harness/case.ts'
import { prepareCreditServer } from '../harness/credit-server.ts'
import { openCaller } from '../harness/http-load.ts'
import { inScratchFolder } from '../harness/measure.ts'
import { startServerProcess } from '../harness/server.ts'

const DECISIONS = 10_000
const BATCH = 1_000
const RUNS = 5

export const creditSimulation: BenchmarkCase = {
  id: 'credit-simulation',
  title: `A policy simulated on ${DECISIONS.toLocaleString('en')} past decisions`,
  command: 'npm run bench -- credit-simulation',
  run: () =>
    inScratchFolder(async (folder) => {
      const data = join(folder, 'data')
      await prepareCreditServer(data)
      const server = await startServerProcess(data, '--no-demo')
      const caller = openCaller(server.url, 2)
      try {
        const applications = bankApplications(DECISIONS)
        for (let from = 0; from < DECISIONS; from += BATCH)
          await caller.post('/api/v1/credit/score/batch?explain=none', {
            applications: applications.slice(from, from + BATCH),
          })
        const seconds: number[] = []
        for (let run = 0; run < RUNS; run++) {
          const begin = performance.now()
          await caller.post('/api/credit/policies/consumer-lending/1/simulate', {})
          seconds.push((performance.now() - begin) / 1_000)
        }
        seconds.sort((a, b) => a - b)
        return [
          { name: 'median of five', value: seconds[2]!, unit: 's', promise: { atMost: 5 } },
          { name: 'slowest', value: seconds[RUNS - 1]!, unit: 's' },
          { name: 'peak of the server', value: server.peakMegabytes(), unit: 'MB' },
        ]
      } finally {
        caller.close()
        await server.stop()
      }
    }),
}
