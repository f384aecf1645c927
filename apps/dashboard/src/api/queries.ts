/** What pages ask of the server, each under the key it is cached by. */
import type { JobList, Operations, PortfolioList, QueryOf } from '@pratibimba/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

/** Lists are asked again this often while something in them is under way, in milliseconds. */
const liveMs = 1_500
const idleMs = 15_000

const active = (state: string) => state === 'PENDING' || state === 'RUNNING'

export const portfoliosQuery = (query: QueryOf<Operations['listPortfolios']>) =>
  queryOptions<PortfolioList>({
    queryKey: ['portfolios', query],
    queryFn: ({ signal }) => client.listPortfolios({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.portfolios.some(({ status }) => active(status)) ? liveMs : idleMs,
  })

export const portfolioQuery = (portfolioId: string) =>
  queryOptions({
    queryKey: ['portfolio', portfolioId],
    queryFn: ({ signal }) => client.getPortfolio({ params: { portfolio_id: portfolioId }, signal }),
    refetchInterval: ({ state }) => (state.data && active(state.data.status) ? liveMs : false),
  })

export const summaryQuery = (portfolioId: string) =>
  queryOptions({
    queryKey: ['summary', portfolioId],
    queryFn: ({ signal }) => client.summarizePortfolio({ params: { portfolio_id: portfolioId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const comparisonQuery = (portfolioId: string) =>
  queryOptions({
    queryKey: ['comparison', portfolioId],
    queryFn: ({ signal }) => client.compareTwin({ params: { portfolio_id: portfolioId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const uploadsQuery = (query: QueryOf<Operations['listUploads']>) =>
  queryOptions({
    queryKey: ['uploads', query],
    queryFn: ({ signal }) => client.listUploads({ query, signal }),
    placeholderData: keepPreviousData,
  })

export const uploadQuery = (fileId: string) =>
  queryOptions({
    queryKey: ['upload', fileId],
    queryFn: ({ signal }) => client.getUpload({ params: { file_id: fileId }, signal }),
  })

export const jobsQuery = (query: QueryOf<Operations['listJobs']>) =>
  queryOptions<JobList>({
    queryKey: ['jobs', query],
    queryFn: ({ signal }) => client.listJobs({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.jobs.some((job) => active(job.state)) ? liveMs : idleMs),
  })

export const auditQuery = (query: QueryOf<Operations['listAudit']>) =>
  queryOptions({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => client.listAudit({ query, signal }),
    placeholderData: keepPreviousData,
  })

/** Asked for by a person; what came out stays until it is asked again. */
export const verdictQuery = queryOptions({
  queryKey: ['audit-verdict'],
  queryFn: ({ signal }) => client.verifyAudit({ signal }),
  enabled: false,
  staleTime: Number.POSITIVE_INFINITY,
})
