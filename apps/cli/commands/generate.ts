/** `pratibimba generate`: a portfolio from scratch, into files or a database. */
import { openCompute } from '@pratibimba/adapters/workers'
import type { GenerationSettings } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { generatePortfolio, type PortfolioChunk, type PortfolioTotals } from '@pratibimba/risk/portfolios'
import { generationConfig } from '@pratibimba/server/wire/generation'
import { fieldsOf, formatOf } from '../command-line/call-parts.ts'
import type { Answer, Call, Handler } from '../command-line/handler.ts'
import { openDestination, writeInto } from '../output/destination.ts'
import { count, describeFiles, percent } from '../output/wording.ts'
import { generateOnServer } from './generate-on-server.ts'

/** The seed of a run that names none; the server draws one instead. */
const USUAL_SEED = 42

/** Tables by the name of their file. */
const tablesOf = ({ borrowers, loans, payments }: PortfolioChunk) => ({
  borrowers,
  loans,
  payment_sequences: payments,
})

export const generate: Handler = async (call) => {
  const settings = settingsOf(call)
  return call.server === undefined
    ? generateHere(call, settings)
    : generateOnServer(call, call.server, settings)
}

/** The request that the flags stand for. */
function settingsOf({ flags }: Call): GenerationSettings {
  const months = flags.history as number
  return {
    ...fieldsOf(flags, {
      borrowers: 'num_borrowers',
      'default-rate': 'target_default_rate',
      tolerance: 'default_rate_tolerance',
      grades: 'risk_grade_distribution',
      'loan-types': 'loan_type_distribution',
      'dti-range': 'dti_range',
      demographic: 'demographic_override',
      copulas: 'use_copulas',
      seed: 'seed',
      'as-of': 'as_of_date',
      format: 'format',
    }),
    ...(months > 0 ? { include_payment_history: true, history_months: months } : {}),
  }
}

async function generateHere(
  { flags, reporter, signal }: Call,
  settings: GenerationSettings,
): Promise<Answer> {
  const started = performance.now()
  const config = generationConfig(settings, settings.seed ?? USUAL_SEED)
  const out = (flags.out as string | undefined) ?? `portfolio-${config.seed}`
  const compute = openCompute(flags.threads as number | undefined)
  try {
    const destination = await openDestination(out, {
      format: formatOf(flags),
      overwrite: flags.overwrite === true,
    })
    let totals: PortfolioTotals | undefined
    const written = await writeInto(
      destination,
      generatePortfolio(config, compute, {
        signal,
        onProgress: (share) => reporter.progress(share, 'generating'),
      }),
      tablesOf,
      (chunk) => {
        totals = chunk.totals
      },
    )
    const seconds = (performance.now() - started) / 1000
    const { numBorrowers, numLoans, achievedDefaultRate } = totals!
    const target = config.targetDefaultRate ?? null
    return {
      json: {
        out: destination.name,
        num_borrowers: numBorrowers,
        num_loans: numLoans,
        num_payments: totals!.numPayments,
        achieved_default_rate: achievedDefaultRate,
        target_default_rate: target,
        seed: config.seed,
        as_of_date: formatDay(config.asOfDate),
        generation_time_seconds: seconds,
        files: written,
      },
      lines: [
        `${count(numBorrowers, 'borrower')} with ${count(numLoans, 'loan')} in ${seconds.toFixed(1)} s, into ${destination.name}`,
        `default rate ${percent(achievedDefaultRate)}${target === null ? ', an outcome of the mix' : ` for a target of ${percent(target)}${nearest(numBorrowers, achievedDefaultRate, target)}`}`,
        ...describeFiles(written),
        `seed ${config.seed}, as of ${formatDay(config.asOfDate)}`,
      ],
    }
  } finally {
    await compute.close()
  }
}

/** Few borrowers cannot carry every rate. */
function nearest(borrowers: number, achieved: number, target: number): string {
  return Math.abs(achieved - target) * borrowers > 1e-6
    ? `, the nearest that ${count(borrowers, 'borrower')} can have`
    : ''
}
