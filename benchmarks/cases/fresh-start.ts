/** From a fresh clone to a dashboard with a demonstration portfolio and a twin. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { FintechClient } from '@pratibimba/client'
import type { BenchmarkCase } from '../harness/case.ts'
import { inScratchFolder, run } from '../harness/measure.ts'

const root = join(import.meta.dirname, '../..')
const PORT = 18_473

export const freshStart: BenchmarkCase = {
  id: 'fresh-start',
  title: '`npm start` on a fresh clone: installation, build, start, demonstration data',
  command: 'npm run bench -- fresh-start',
  run: () =>
    inScratchFolder(async (folder) => {
      const clone = join(folder, 'clone')
      await run('git', ['clone', '--quiet', root, clone])
      const started = performance.now()
      const seconds = () => (performance.now() - started) / 1000
      const child = spawn('npm', ['start', '--', '--port', String(PORT), '--data', join(folder, 'data')], {
        cwd: clone,
        stdio: 'ignore',
        detached: true,
      })
      try {
        const client = new FintechClient({ baseUrl: `http://127.0.0.1:${PORT}` })
        await until(async () => (await fetch(`http://127.0.0.1:${PORT}/app/`)).ok)
        const answered = seconds()
        await until(async () => {
          const { portfolios } = await client.operations.listPortfolios()
          return portfolios.length >= 2 && portfolios.every(({ status }) => status === 'COMPLETED')
        })
        return [
          { name: 'dashboard answers after', value: answered, unit: 's', promise: { atMost: 120 } },
          {
            name: 'portfolio and twin are there after',
            value: seconds(),
            unit: 's',
            promise: { atMost: 120 },
          },
        ]
      } finally {
        const ended = once(child, 'exit')
        process.kill(-child.pid!, 'SIGTERM')
        await ended
      }
    }),
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 300_000
  while (performance.now() < deadline) {
    // Refused connections are what waiting is for.
    if (await holds().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('nothing answered within five minutes')
}
