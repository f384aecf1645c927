/**
 * Volume for a load test: a portfolio of any size as Parquet, in memory that does not grow with it.
 *
 * The same as `pratibimba generate --borrowers 1000000 --format parquet --out DIR`, through the library.
 *
 *     node examples/performance-testing.ts [--borrowers 1000000] [--seed 42] [--out DIR] [--threads N]
 */
import { join } from 'node:path'
import { openTables, writeTables } from '@pratibimba/adapters/tables'
import { openCompute } from '@pratibimba/adapters/workers'
import { generatePortfolio, type PortfolioTotals, portfolioConfig } from '@pratibimba/risk/portfolios'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const options = readOptions(1_000_000, ['threads'])
const compute = openCompute(options.more.threads === undefined ? undefined : Number(options.more.threads))
const tables = await openTables()
const config = portfolioConfig({ numBorrowers: options.borrowers, seed: options.seed })

const started = performance.now()
const progress: string[][] = []
let totals: PortfolioTotals | undefined
const written = await writeTables(
  generatePortfolio(config, compute),
  ({ borrowers, loans }) => ({ borrowers, loans }),
  (table, schema) => tables.openSink(join(options.out(), `${table}.parquet`), schema, { format: 'parquet' }),
  (chunk) => {
    totals = chunk.totals
    const { numBorrowers, numLoans } = totals
    if (numBorrowers < ((progress.length + 1) * options.borrowers) / 4) return
    const seconds = (performance.now() - started) / 1000
    const peakMib = process.resourceUsage().maxRSS / 1024
    const rows = numBorrowers + numLoans
    progress.push([count(numBorrowers), count(rows), seconds.toFixed(1), peakMib.toFixed(0)])
  },
)
const seconds = (performance.now() - started) / 1000
await tables.close()
await compute.close()

printTable(['borrowers', 'rows', 'seconds', 'peak memory, MiB'], progress)
const rows = written.borrowers.rows + written.loans.rows
console.log(
  `\n${count(rows)} rows in ${seconds.toFixed(1)} s on ${compute.threads} threads: ${count(Math.round(rows / seconds))} rows a second`,
)
console.log(`default rate ${percent(totals!.achievedDefaultRate)}`)
for (const { path, bytes } of Object.values(written)) console.log(`${path}  ${(bytes / 1e6).toFixed(1)} MB`)
