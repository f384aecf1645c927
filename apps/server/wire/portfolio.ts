/** Portfolios on the wire. */
import type { PortfolioStats, Portfolio as WirePortfolio } from '@pratibimba/contract'
import type { Job, PortfolioFile, PortfolioRecord } from '@pratibimba/risk/ports'

/** What is recorded with a portfolio under `stats`: the figures of the wire, and what its making told. */
export interface RecordedStats {
  readonly achievedDefaultRate: number | null
  readonly targetDefaultRate: number | null
  readonly wire: PortfolioStats
}

export const noStats: PortfolioStats = {
  quality_score: null,
  correlation_error: null,
  k_anonymity: null,
  bank_compliant: null,
  overall_score: null,
  privacy_certificate_id: null,
}

/** @param job the job that makes it, while there is one under way */
export function portfolioToWire(record: PortfolioRecord, job: Job | undefined): WirePortfolio {
  const stats = record.stats as Partial<RecordedStats>
  const done = record.status === 'COMPLETED'
  return {
    id: record.id,
    status: record.status,
    source: record.source,
    name: record.name,
    num_borrowers: record.numBorrowers,
    num_loans: record.numLoans ?? null,
    achieved_default_rate: stats.achievedDefaultRate ?? null,
    target_default_rate: stats.targetDefaultRate ?? null,
    progress: done ? 1 : (job?.progress ?? 0),
    stage: done ? 'finished' : (job?.stage ?? stageNames[record.status]),
    job_id: record.jobId ?? null,
    file_id: record.uploadId ?? null,
    stats_json: stats.wire ?? noStats,
    download_urls: downloadUrls(record.id, record.files),
    files: record.files.map((file) => ({ ...file, url: downloadUrl(record.id, file.filename) })),
    request: { ...record.request, seed: record.seed },
    failure:
      record.failure === undefined
        ? null
        : { error_code: record.failure.code, detail: record.failure.detail },
    created_at: record.createdAt.toISOString(),
    finished_at: record.finishedAt?.toISOString() ?? null,
  }
}

const stageNames: Readonly<Record<PortfolioRecord['status'], string>> = {
  PENDING: 'waiting',
  RUNNING: 'working',
  COMPLETED: 'finished',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
}

/** Paths by what the file holds: `borrowers.csv` → `borrowers`. */
export function downloadUrls(id: string, files: readonly PortfolioFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ filename }) => [contentOf(filename), downloadUrl(id, filename)]))
}

/** Users know the payment file under `payments`. */
function contentOf(filename: string): string {
  const table = filename.replace(/\.[^.]+$/, '')
  return table === 'payment_sequences' ? 'payments' : table
}

function downloadUrl(id: string, filename: string): string {
  return `/api/fintech/download/${id}/${encodeURIComponent(filename)}`
}
