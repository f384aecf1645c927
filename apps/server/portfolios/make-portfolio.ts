/** Makes a portfolio from scratch: rows to files, files to the store, record and audit entry in one transaction. */
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { GeneratePortfolioRequest } from '@pratibimba/contract'
import type { PortfolioGenerationConfig } from '@pratibimba/risk/portfolios'
import type { PortfolioFile, PortfolioRecord } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import { noStats, type RecordedStats } from '../wire/portfolio.ts'
import { hashOfFiles } from './hash-of-files.ts'
import { portfolioTables, type WrittenPortfolio } from './write-portfolio.ts'

export interface PortfolioWork {
  /** Of a record that exists and has no files yet. */
  readonly id: string
  readonly config: PortfolioGenerationConfig
  readonly format: NonNullable<GeneratePortfolioRequest['format']>
  /** Who asked. */
  readonly actor: string
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number, stage: string) => void
}

/** @returns the finished record; where it fails, no file is left */
export async function makePortfolio(context: Context, work: PortfolioWork): Promise<PortfolioRecord> {
  const { id, signal, onProgress } = work
  // A former attempt may have ended between its files and its record.
  await context.artifacts.remove(id)
  const scratch = new Map<string, string>()
  try {
    const { files, written } = await writeFiles(context, work, scratch)
    signal?.throwIfAborted()
    onProgress?.(0.99, 'recording')
    return await recordPortfolio(context, work, files, written)
  } catch (error) {
    await context.artifacts.remove(id)
    throw error
  } finally {
    for (const path of scratch.values()) await rm(dirname(path), { recursive: true, force: true })
  }
}

async function writeFiles(
  { artifacts, threads, settings }: Context,
  { id, config, format, signal, onProgress }: PortfolioWork,
  scratch: Map<string, string>,
): Promise<{ files: PortfolioFile[]; written: WrittenPortfolio }> {
  for (const table of portfolioTables) scratch.set(table, await artifacts.scratchPath(`${table}.${format}`))
  const input = { config, format, paths: Object.fromEntries(scratch), threads: settings.threads }
  const written = await threads.run('make-portfolio', input, { signal, onProgress })
  const files: PortfolioFile[] = []
  for (const [table, rows] of Object.entries(written.rows)) {
    const filename = `${table}.${format}`
    const { bytes, sha256 } = await artifacts.commit(scratch.get(table)!, id, filename)
    files.push({ filename, bytes, rows, sha256 })
  }
  return { files, written }
}

function recordPortfolio(
  context: Context,
  { id, config, actor }: PortfolioWork,
  files: readonly PortfolioFile[],
  { totals, summary }: WrittenPortfolio,
): Promise<PortfolioRecord> {
  const stats: RecordedStats = {
    achievedDefaultRate: totals.achievedDefaultRate,
    targetDefaultRate: config.targetDefaultRate ?? null,
    wire: noStats,
  }
  return context.record(async ({ portfolios }) => {
    const record = await portfolios.update(id, {
      status: 'COMPLETED',
      numBorrowers: totals.numBorrowers,
      numLoans: totals.numLoans,
      files,
      stats: { ...stats },
      summary: { portfolio: summary },
      failure: null,
      finishedAt: context.clock(),
    })
    if (record === undefined) throw new Error(`The record of ${id} went away while its files were written.`)
    const metadata = {
      source: 'SYNTHETIC',
      num_borrowers: totals.numBorrowers,
      num_loans: totals.numLoans,
      seed: config.seed,
      achieved_default_rate: totals.achievedDefaultRate,
      files: Object.fromEntries(files.map(({ filename, sha256 }) => [filename, sha256])),
    }
    const fact = {
      operation: 'GENERATION_COMPLETED',
      actor,
      subjectId: id,
      dataHash: hashOfFiles(files),
      metadata,
    }
    return { fact, result: record }
  })
}
