/** Generates a portfolio piece by piece, on as many threads as there are, in bounded memory. */
import { openStream } from '@pratibimba/numerics/random'
import type { Compute } from '../ports/compute.ts'
import type { PortfolioGenerationConfig } from './config.ts'
import { type BorrowerRange, type PortfolioRows, riskPass, rowsPass } from './passes.ts'
import { type PortfolioPlan, planPortfolio } from './plan.ts'
import {
  cappedSum,
  emptyWeightTable,
  mergeWeights,
  planSelection,
  type Selection,
  type WeightTable,
} from './systematic-sampling.ts'

export interface PortfolioTotals {
  readonly numBorrowers: number
  readonly numLoans: number
  readonly numPayments: number
  readonly defaults: number
  readonly achievedDefaultRate: number
}

/** Rows of consecutive borrowers, in order. */
export interface PortfolioChunk extends PortfolioRows {
  /** Index of its first borrower. */
  readonly start: number
  /** Totals up to and with this chunk; the last chunk's are the portfolio's. */
  readonly totals: PortfolioTotals
}

export interface GenerationOptions {
  /** Borrowers per piece; the rows do not depend on it. Default 25,000, fewer with payment histories. */
  readonly chunkBorrowers?: number
  readonly signal?: AbortSignal
  /** Called with the share of the work that is done, 0–1. */
  readonly onProgress?: (share: number) => void
}

/** Share of the work that is the first pass. */
const RISK_PASS_SHARE = 0.15
const CHUNK_BORROWERS = 25_000
/** Payment rows of a piece, about. */
const CHUNK_PAYMENTS = 400_000

/**
 * Generates the rows of a portfolio in the order of its borrowers.
 *
 * The bytes depend on the settings only, not on `chunkBorrowers`, on the threads or on the machine.
 *
 * @param config  as `portfolioConfig` answers it
 * @param compute where the pieces run
 * @returns the chunks; the generator's return value is the totals
 * @throws UnreachableTarget before anything is drawn
 * @throws RangeError when `chunkBorrowers` is not a positive integer
 * @see docs/methods/portfolio-generation.md
 */
export async function* generatePortfolio(
  config: PortfolioGenerationConfig,
  compute: Compute,
  options: GenerationOptions = {},
): AsyncGenerator<PortfolioChunk, PortfolioTotals, undefined> {
  const { signal, onProgress, chunkBorrowers = usualChunk(config) } = options
  if (!(Number.isInteger(chunkBorrowers) && chunkBorrowers >= 1))
    throw new RangeError(`generatePortfolio: need at least 1 borrower a chunk, got ${chunkBorrowers}`)
  const plan = planPortfolio(config)
  const ranges = () => rangesOf(config.numBorrowers, chunkBorrowers)
  const tables: WeightTable[] = []
  if (plan.defaults !== undefined) {
    for await (const table of compute.map(riskPass, plan, ranges(), signal)) {
      tables.push(table)
      onProgress?.(
        (RISK_PASS_SHARE * tables.length * chunkBorrowers) / (config.numBorrowers + chunkBorrowers),
      )
    }
  }
  const selection = selectionOf(plan, tables)
  const pieces = function* () {
    let weightBefore = 0n
    let piece = 0
    for (const range of ranges()) {
      yield { ...range, weightBefore }
      if (selection) weightBefore += cappedSum(tables[piece], selection.cap)
      piece++
    }
  }
  let start = 0
  let totals: PortfolioTotals = {
    numBorrowers: 0,
    numLoans: 0,
    numPayments: 0,
    defaults: 0,
    achievedDefaultRate: 0,
  }
  for await (const rows of compute.map(
    rowsPass,
    { plan, ...(selection && { selection }) },
    pieces(),
    signal,
  )) {
    totals = addRows(totals, rows)
    const done = totals.numBorrowers / config.numBorrowers
    yield { ...rows, start, totals }
    start += rows.borrowers.rows
    onProgress?.(RISK_PASS_SHARE + (1 - RISK_PASS_SHARE) * done)
  }
  return totals
}

/** Who defaults, from the weights of all borrowers; undefined where the rate is drawn. */
export function selectionOf(plan: PortfolioPlan, tables: readonly WeightTable[]): Selection | undefined {
  if (plan.defaults === undefined) return undefined
  const all = emptyWeightTable()
  for (const table of tables) mergeWeights(all, table)
  const u = openStream(plan.config.seed, 'portfolio-systematic-start').at(0).uniform()
  return planSelection(all, plan.defaults, u)
}

function addRows(totals: PortfolioTotals, rows: PortfolioRows): PortfolioTotals {
  const numBorrowers = totals.numBorrowers + rows.borrowers.rows
  const defaults = totals.defaults + rows.defaults
  return {
    numBorrowers,
    numLoans: totals.numLoans + rows.loans.rows,
    numPayments: totals.numPayments + (rows.payments?.rows ?? 0),
    defaults,
    achievedDefaultRate: defaults / numBorrowers,
  }
}

function usualChunk({ includePaymentHistory, historyMonths }: PortfolioGenerationConfig): number {
  if (!includePaymentHistory) return CHUNK_BORROWERS
  return Math.min(CHUNK_BORROWERS, Math.ceil(CHUNK_PAYMENTS / (1.45 * historyMonths)))
}

function* rangesOf(count: number, size: number): Generator<BorrowerRange> {
  for (let start = 0; start < count; start += size) yield { start, end: Math.min(count, start + size) }
}
