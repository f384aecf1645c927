/** POST /generate-portfolio: small ones in the request, large or late ones as a job. */
import { randomUUID } from 'node:crypto'
import type { GeneratePortfolioReply, GeneratePortfolioRequest } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { type PortfolioGenerationConfig, planPortfolio } from '@pratibimba/risk/portfolios'
import type { PortfolioRecord } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import { hasEnded } from '../jobs/job-state.ts'
import { generationKind } from '../jobs/kinds.ts'
import { generationConfig } from '../wire/generation.ts'
import { downloadUrls, type RecordedStats } from '../wire/portfolio.ts'
import { freshSeed, portfolioId, underNewId } from './identifiers.ts'
import { makePortfolio } from './make-portfolio.ts'
import { rowsOf } from './rows-of.ts'

export interface GenerationCall {
  /** Who asks. */
  readonly caller: string
  /** The client does not want to wait (`Prefer: respond-async`). */
  readonly asynchronously: boolean
  /** Aborted when the client goes away; what it waits for in the line is then not begun. */
  readonly signal: AbortSignal
}

/** What a job needs to know of it. */
export interface GenerationPayload {
  readonly request: GeneratePortfolioRequest
  readonly seed: number
  readonly actor: string
}

/**
 * @throws InvalidSettings, UnreachableTarget before anything is recorded
 * @throws BusyError when too many wait
 */
export async function answerGeneration(
  context: Context,
  request: GeneratePortfolioRequest,
  call: GenerationCall,
): Promise<GeneratePortfolioReply> {
  const payload: GenerationPayload = { request, seed: request.seed ?? freshSeed(), actor: call.caller }
  const config = generationConfig(request, payload.seed)
  const started = performance.now()
  const { limits } = context.settings
  if (call.asynchronously || rowsOf(config) > limits.inlineRows) {
    planPortfolio(config) // a target out of reach is told now, not by the job
    const record = await createAsJob(context, config, payload)
    const finished = call.asynchronously
      ? record
      : await waitForJob(context, record, limits.answerWithinSeconds)
    return replyOf(finished, config, started)
  }
  const waiting = AbortSignal.any([call.signal, AbortSignal.timeout(limits.answerWithinSeconds * 1000)])
  let leave: (() => void) | undefined
  try {
    leave = await context.generations.enter(call.caller, waiting)
  } catch (error) {
    if (call.signal.aborted || !waiting.aborted) throw error
    // Not begun within the time a request may take: it goes on as a job.
    return replyOf(await createAsJob(context, config, payload), config, started)
  }
  try {
    return replyOf(await makeNow(context, config, payload), config, started)
  } finally {
    leave()
  }
}

async function makeNow(
  context: Context,
  config: PortfolioGenerationConfig,
  payload: GenerationPayload,
): Promise<PortfolioRecord> {
  const { id } = await underNewId(
    () => portfolioId('SYNTH', context.clock()),
    (id) => context.portfolios.create({ ...newRecord(id, config, payload), status: 'RUNNING' }),
  )
  try {
    return await makePortfolio(context, {
      id,
      config,
      format: payload.request.format ?? 'csv',
      actor: payload.actor,
    })
  } catch (error) {
    // The caller hears of it now; nothing is left behind.
    await context.portfolios.remove(id)
    throw error
  }
}

/** Record, job and audit entry in one transaction. */
export function createAsJob(
  context: Context,
  config: PortfolioGenerationConfig,
  payload: GenerationPayload,
  drawId = () => portfolioId('SYNTH', context.clock()),
): Promise<PortfolioRecord> {
  return underNewId(drawId, (id) =>
    context.record(async ({ portfolios, enqueue }) => {
      const jobId = randomUUID()
      const record = await portfolios.create({ ...newRecord(id, config, payload), jobId })
      await enqueue(generationKind, id, payload, jobId)
      const metadata = { num_borrowers: config.numBorrowers, seed: config.seed, job_id: jobId }
      const fact = { operation: 'GENERATION_INITIATED', actor: payload.actor, subjectId: id, metadata }
      return { fact, result: record }
    }),
  )
}

function newRecord(
  id: string,
  { numBorrowers, seed }: PortfolioGenerationConfig,
  { request }: GenerationPayload,
) {
  return { id, name: id, source: 'SYNTHETIC' as const, numBorrowers, seed, request: { ...request } }
}

/** Waits for the end of the job or of the time. @throws ProblemError what the job failed of */
async function waitForJob(
  context: Context,
  record: PortfolioRecord,
  seconds: number,
): Promise<PortfolioRecord> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, seconds * 1000)
  const unsubscribe = await context.jobs.watch(record.jobId!, (job) => {
    if (hasEnded(job)) resolve()
  })
  await over
  clearTimeout(timer)
  unsubscribe()
  return (await context.portfolios.get(record.id)) ?? record
}

function replyOf(
  record: PortfolioRecord,
  config: PortfolioGenerationConfig,
  started: number,
): GeneratePortfolioReply {
  const stats = record.stats as Partial<RecordedStats>
  const done = record.status === 'COMPLETED'
  return {
    portfolio_id: record.id,
    status: done ? 'completed' : 'initializing',
    num_borrowers: record.numBorrowers,
    num_loans: record.numLoans ?? null,
    achieved_default_rate: stats.achievedDefaultRate ?? null,
    target_default_rate: config.targetDefaultRate ?? null,
    generation_time_seconds: done ? Math.round(performance.now() - started) / 1000 : null,
    download_urls: downloadUrls(record.id, record.files),
    seed: config.seed,
    as_of_date: formatDay(config.asOfDate),
    job_id: done ? null : (record.jobId ?? null),
  }
}
