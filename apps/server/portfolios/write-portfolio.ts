/** Draws a portfolio and writes its files. Runs in a thread. */
import { openTables, writeTables } from '@pratibimba/adapters/tables'
import { openCompute } from '@pratibimba/adapters/workers'
import type { PortfolioSummary } from '@pratibimba/contract'
import {
  generatePortfolio,
  type PortfolioChunk,
  type PortfolioGenerationConfig,
  type PortfolioTotals,
  summarizePortfolio,
} from '@pratibimba/risk/portfolios'
import type { TableFormat } from '@pratibimba/risk/ports'
import type { Progress } from '../threads/progress.ts'
import { summaryToWire } from '../wire/summary.ts'
import { inlineCompute } from './inline-compute.ts'
import { rowsOf } from './rows-of.ts'

export interface PortfolioFiles {
  readonly config: PortfolioGenerationConfig
  readonly format: TableFormat
  /** Where each table is written, by name. */
  readonly paths: Readonly<Record<string, string>>
  /** Threads for a large one. */
  readonly threads: number
}

export interface WrittenPortfolio {
  readonly rows: Readonly<Record<string, number>>
  readonly totals: PortfolioTotals
  readonly summary: PortfolioSummary
}

/** Tables of a portfolio, by the names of their files. */
export const portfolioTables = ['borrowers', 'loans', 'payment_sequences'] as const

/** From here on the drawing is spread over threads. */
const SPREAD_ROWS = 250_000

/** @throws UnreachableTarget before anything is written */
export async function writePortfolio(
  { config, format, paths, threads }: PortfolioFiles,
  progress: Progress,
): Promise<WrittenPortfolio> {
  const compute = rowsOf(config) > SPREAD_ROWS && threads > 1 ? openCompute(threads) : inlineCompute
  const tables = await openTables({ threads: 1 })
  try {
    const summarizer = summarizePortfolio()
    const stage = `drawing ${config.numBorrowers.toLocaleString('en-US')} borrowers`
    const onProgress = (share: number): void => progress(share * 0.95, stage)
    let totals: PortfolioTotals | undefined
    const written = await writeTables(
      generatePortfolio(config, compute, { onProgress }),
      ({ borrowers, loans, payments }: PortfolioChunk) => ({ borrowers, loans, payment_sequences: payments }),
      (table, schema) => tables.openSink(paths[table], schema, { format }),
      (chunk) => {
        summarizer.add(chunk)
        totals = chunk.totals
      },
    )
    progress(0.96, 'summarising')
    const rows = Object.fromEntries(Object.entries(written).map(([table, file]) => [table, file.rows]))
    return { rows, totals: totals!, summary: summaryToWire(summarizer.finish()) }
  } finally {
    await compute.close()
    await tables.close()
  }
}
