/** Portfolios from scratch, and what every portfolio answers. */
import { type Operations, type PortfolioSummary, ProblemError } from '@pratibimba/contract'
import type { Context } from '../context.ts'
import { answerGeneration } from '../portfolios/answer-generation.ts'
import { openFinished, openPortfolio, withJob } from '../portfolios/open-portfolio.ts'
import type { Handlers } from '../routes/handlers.ts'
import { sendFile } from '../routes/send-file.ts'
import { pageOf } from '../wire/page.ts'
import { portfolioToWire } from '../wire/portfolio.ts'

type PortfolioOperations = Pick<
  Operations,
  | 'generatePortfolio'
  | 'getPortfolio'
  | 'summarizePortfolio'
  | 'listPortfolios'
  | 'deletePortfolio'
  | 'downloadFile'
>

export const portfolioHandlers: Handlers<PortfolioOperations, Context> = {
  generatePortfolio: async ({ body, caller, request, reply }, context) => {
    const answer = await answerGeneration(context, body, {
      caller: caller.id,
      asynchronously: /\brespond-async\b/i.test(request.headers.prefer?.toString() ?? ''),
      signal: abortedWith(reply.raw),
    })
    if (answer.status === 'initializing')
      reply.code(202).header('location', portfolioAddress(answer.portfolio_id))
    return answer
  },

  getPortfolio: async ({ params }, context) => {
    const { record, job } = await withJob(context, await openPortfolio(context, params.portfolio_id))
    return portfolioToWire(record, job)
  },

  summarizePortfolio: async ({ params }, context) => {
    const { id, summary } = await openFinished(context, params.portfolio_id)
    if (summary?.portfolio === undefined) throw new ProblemError('not_found', `${id} has no summary.`)
    return summary.portfolio as PortfolioSummary
  },

  listPortfolios: async ({ query }, context) => {
    const { status, source, search } = query
    const { portfolios, total } = await context.portfolios.list({ status, source, search, ...pageOf(query) })
    const found = await Promise.all(portfolios.map((portfolio) => withJob(context, portfolio)))
    return { portfolios: found.map(({ record, job }) => portfolioToWire(record, job)), total }
  },

  deletePortfolio: async ({ params, caller }, context) => {
    await withJob(context, await openPortfolio(context, params.portfolio_id))
    await context.record(async ({ portfolios }) => {
      const record = await openPortfolio({ portfolios }, params.portfolio_id)
      if (record.status === 'PENDING' || record.status === 'RUNNING')
        throw new ProblemError(
          'conflict',
          `${record.id} is being made; cancel its job ${record.jobId ?? ''} first.`,
        )
      await portfolios.remove(record.id)
      const metadata = { source: record.source, files: record.files.length }
      return {
        fact: { operation: 'PORTFOLIO_REMOVED', actor: caller.id, subjectId: record.id, metadata },
        result: undefined,
      }
    })
    await context.artifacts.remove(params.portfolio_id)
    return { portfolio_id: params.portfolio_id, status: 'removed' }
  },

  downloadFile: async ({ params, request, reply }, context) => {
    const record = await openFinished(context, params.portfolio_id)
    const file = record.files.find(({ filename }) => filename === params.filename)
    if (file === undefined)
      throw new ProblemError(
        'not_found',
        `${record.id} has no such file; it has ${record.files.map(({ filename }) => filename).join(', ')}.`,
      )
    return sendFile(request, reply, context.artifacts, record.id, file)
  },
}

function portfolioAddress(id: string): string {
  return `/api/fintech/portfolio/${id}`
}

/** Aborted when the client goes away before it has its answer. */
function abortedWith(response: import('node:http').ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new ProblemError('unavailable', 'The client went away.'))
  })
  return controller.signal
}
