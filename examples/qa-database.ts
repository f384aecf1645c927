/**
 * A QA database filled without production data: the same seed gives the same rows, and a refresh replaces them whole.
 *
 * Writes SQLite and DuckDB; a `postgres://…` address works the same way.
 *
 *     node examples/qa-database.ts [--borrowers 50000] [--seed 42] [--out DIR]
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { writeTables } from '@pratibimba/adapters/tables'
import { openDatabaseTarget } from '@pratibimba/adapters/tables/targets'
import { openCompute } from '@pratibimba/adapters/workers'
import { generatePortfolio, portfolioConfig } from '@pratibimba/risk/portfolios'
import { readOptions } from './support/options.ts'
import { count, printTable } from './support/table.ts'

const options = readOptions(50_000)
const sqlite = join(options.out(), 'qa.sqlite')
const duckdb = join(options.out(), 'qa.duckdb')
const compute = openCompute()

/** Replaces both tables of a database, or leaves it as it was. */
async function refresh(address: string, seed: number) {
  const config = portfolioConfig({ numBorrowers: options.borrowers, targetDefaultRate: 0.035, seed })
  const target = await openDatabaseTarget(address, { overwrite: true })
  try {
    const tables = await writeTables(
      generatePortfolio(config, compute),
      ({ borrowers, loans }) => ({ borrowers, loans }),
      target.openSink,
    )
    await target.commit()
    return tables
  } catch (error) {
    await target.abort()
    throw error
  }
}

/** SHA-256 over all rows as a test would read them. */
function contentHash(): string {
  const database = new DatabaseSync(sqlite, { readOnly: true })
  const hash = createHash('sha256')
  for (const table of ['borrowers', 'loans'])
    for (const row of database.prepare(`SELECT * FROM ${table} ORDER BY rowid`).iterate())
      hash.update(`${JSON.stringify(row)}\n`)
  database.close()
  return hash.digest('hex')
}

const rows: string[][] = []
for (const [occasion, seed] of [
  ['first fill', options.seed],
  ['the same seed again', options.seed],
  ['refreshed, next seed', options.seed + 1],
] as const) {
  const { borrowers, loans } = await refresh(sqlite, seed)
  rows.push([occasion, String(seed), count(borrowers.rows), count(loans.rows), contentHash().slice(0, 16)])
}
const inDuckDb = await refresh(duckdb, options.seed)
await compute.close()

printTable(['SQLite', 'seed', 'borrowers', 'loans', 'sha256 of the rows'], rows)
console.log(
  `\n${sqlite}\n${duckdb}  ${count(inDuckDb.borrowers.rows)} borrowers, ${count(inDuckDb.loans.rows)} loans`,
)
const isDeterministic = rows[0][4] === rows[1][4] && rows[0][4] !== rows[2][4]
console.log(
  isDeterministic ? 'Same seed, same rows; another seed, other rows.' : 'The rows do not follow the seed.',
)
process.exitCode = isDeterministic ? 0 : 3
