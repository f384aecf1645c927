/** Portfolios from scratch, and what every portfolio answers. */
import Type from 'typebox'
import {
  GeneratePortfolioReply,
  GeneratePortfolioRequest,
  Portfolio,
  PortfolioId,
  PortfolioList,
} from '../entities/portfolio.ts'
import { PortfolioSummary } from '../entities/summary.ts'
import { jobStates, portfolioSources } from '../entities/vocabulary.ts'
import { closed, oneOf, pageQuery } from '../schema.ts'
import { operation } from './operation.ts'

const idParams = closed({ portfolio_id: PortfolioId })

export const portfolioOperations = {
  generatePortfolio: operation({
    method: 'POST',
    path: '/api/fintech/generate-portfolio',
    permission: 'portfolios:write',
    tag: 'Portfolios',
    summary: 'Generate a credit portfolio from scratch',
    description:
      'Waits and answers 200 with the finished portfolio; one that takes longer than the server waits for goes on as a job and answers 202.',
    body: GeneratePortfolioRequest,
    reply: GeneratePortfolioReply,
    statuses: [200, 202],
    problems: [
      'malformed_request',
      'out_of_range',
      'unreachable_target',
      'rate_limited',
      'storage_full',
      'unavailable',
    ],
  }),
  getPortfolio: operation({
    method: 'GET',
    path: '/api/fintech/portfolio/{portfolio_id}',
    permission: 'portfolios:read',
    tag: 'Portfolios',
    summary: 'A portfolio, its state and its files',
    params: idParams,
    reply: Portfolio,
    problems: ['not_found', 'out_of_range'],
  }),
  summarizePortfolio: operation({
    method: 'GET',
    path: '/api/fintech/portfolio/{portfolio_id}/summary',
    permission: 'portfolios:read',
    tag: 'Portfolios',
    summary: 'Grade mix, distributions, correlations and sample rows of a finished portfolio',
    params: idParams,
    reply: PortfolioSummary,
    problems: ['not_found', 'conflict', 'out_of_range'],
  }),
  listPortfolios: operation({
    method: 'GET',
    path: '/api/fintech/portfolios',
    permission: 'portfolios:read',
    tag: 'Portfolios',
    summary: 'Portfolios, newest first',
    query: closed({
      status: Type.Optional(oneOf(jobStates)),
      source: Type.Optional(oneOf(portfolioSources)),
      search: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the id or the name.' })),
      ...pageQuery,
    }),
    reply: PortfolioList,
    problems: ['out_of_range'],
  }),
  deletePortfolio: operation({
    method: 'DELETE',
    path: '/api/fintech/portfolio/{portfolio_id}',
    permission: 'portfolios:write',
    tag: 'Portfolios',
    summary: 'Remove a portfolio and its files; the audit entries stay',
    params: idParams,
    reply: closed({ portfolio_id: PortfolioId, status: oneOf(['removed']) }),
    problems: ['not_found', 'conflict', 'out_of_range'],
  }),
  downloadFile: operation({
    method: 'GET',
    path: '/api/fintech/download/{portfolio_id}/{filename}',
    permission: 'data:download',
    tag: 'Portfolios',
    summary: 'Download a file of a portfolio',
    description: 'Streamed; answers range requests.',
    params: closed({
      portfolio_id: PortfolioId,
      filename: Type.String({ minLength: 1, maxLength: 255 }),
    }),
    replyKind: 'file',
    statuses: [200, 206],
    problems: ['not_found', 'range_not_satisfiable', 'out_of_range'],
  }),
}
