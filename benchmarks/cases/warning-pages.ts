/** The pages of early warning on a large bank: from an address to all figures, and from a filter to the rows that fit. */
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@pratibimba/adapters/embedded'
import { openDatabase, openRiskScoreStore } from '@pratibimba/adapters/postgres'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, run } from '../harness/measure.ts'
import { startServerProcess } from '../harness/server.ts'
import { CUSTOMERS, DAYS, dayOf, loadCases, loadCustomers, loadScores } from '../harness/warning-bank.ts'

const measure = join(import.meta.dirname, '../../apps/dashboard/tests/page-speed.ts')

/** A page, and what narrows it without leaving it. */
const pages = [
  { name: 'Risk Overview', path: '/overview', filters: ['?by=age_band', '?days=90'] },
  {
    name: 'Action Center',
    path: '/actions',
    filters: ['?tier=2', '?level=CRITICAL', '?recommended=agent_call', '?case=open'],
  },
  {
    name: 'Customers',
    path: '/customers',
    filters: [
      '?level=HIGH',
      '?search=C00012',
      '?region=region%203',
      '?sort=exposure&order=desc',
      '?page=400',
    ],
  },
  { name: 'Real-time Monitor', path: '/monitor', filters: ['?kind=alert', '?kind=ingestion'] },
] as const

export const warningPages: BenchmarkCase = {
  id: 'warning-pages',
  title: `Pages of early warning in a browser: ${CUSTOMERS.toLocaleString('en')} customers, ${DAYS} days of scores`,
  command: 'npm run bench -- warning-pages',
  run: () =>
    inScratchFolder(async (folder) => {
      const data = join(folder, 'data')
      await loadBank(join(data, 'postgres'))
      const server = await startServerProcess(data, '--no-demo')
      try {
        const { code, stdout, stderr } = await run(process.execPath, [
          measure,
          server.url,
          JSON.stringify(pages),
        ])
        if (code !== 0) throw new Error(`page-speed ended with ${code}: ${stderr.slice(-2000)}`)
        return (JSON.parse(stdout) as Taken[]).flatMap(figuresOf)
      } finally {
        await server.stop()
      }
    }),
}

interface Taken {
  readonly name: string
  readonly firstMs: readonly number[]
  readonly filterMs: readonly number[]
}

function figuresOf({ name, firstMs, filterMs }: Taken): Figure[] {
  return [
    { name: `${name}: first page, median`, value: median(firstMs), unit: 'ms', promise: { atMost: 1_500 } },
    { name: `${name}: first page, slowest`, value: Math.max(...firstMs), unit: 'ms' },
    { name: `${name}: filter, median`, value: median(filterMs), unit: 'ms', promise: { atMost: 300 } },
    { name: `${name}: filter, slowest`, value: Math.max(...filterMs), unit: 'ms' },
  ]
}

/** Where the server will look for its database. */
async function loadBank(directory: string): Promise<void> {
  const postgres = await startEmbeddedPostgres({ directory, stopOnSignals: true })
  const database = await openDatabase({ url: postgres.url('pratibimba'), createIfMissing: true })
  try {
    await loadCustomers(database)
    await loadScores(database)
    await loadCases(database)
    const scores = openRiskScoreStore(database.kysely)
    for (let day = 0; day < DAYS; day++) await scores.summarizeDay(dayOf(day))
  } finally {
    await database.close()
    await postgres.stop()
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
