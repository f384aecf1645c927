/** What the pages of experiments, credit models and governance ask of the server. */
import type { Operations, QueryOf } from '@pratibimba/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

/** Figures that change with every decision, in milliseconds. */
const figuresMs = 30_000

export const experimentsQuery = (query: QueryOf<Operations['listExperiments']>) =>
  queryOptions({
    queryKey: ['credit', 'experiments', query],
    queryFn: ({ signal }) => client.listExperiments({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: figuresMs,
  })

export const experimentQuery = (id: string) =>
  queryOptions({
    queryKey: ['credit', 'experiment', id],
    queryFn: ({ signal }) => client.getExperiment({ params: { id }, signal }),
    refetchInterval: figuresMs,
  })

export const creditModelsQuery = (query: QueryOf<Operations['listCreditModels']>) =>
  queryOptions({
    queryKey: ['credit', 'models', query],
    queryFn: ({ signal }) => client.listCreditModels({ query, signal }),
    placeholderData: keepPreviousData,
  })

/** @param version also an alias, such as `champion` */
export const creditModelQuery = (version: string) =>
  queryOptions({
    queryKey: ['credit', 'model', version],
    queryFn: ({ signal }) => client.getCreditModel({ params: { version }, signal }),
  })

/** @param at an instant; now where it is absent */
export const liveDeciderQuery = (at: string | undefined) =>
  queryOptions({
    queryKey: ['credit', 'live', at ?? 'now'],
    queryFn: ({ signal }) => client.liveCreditModels({ query: { at }, signal }),
    placeholderData: keepPreviousData,
  })

export const creditMonitoringQuery = (query: QueryOf<Operations['creditMonitoring']>) =>
  queryOptions({
    queryKey: ['credit', 'monitoring', query],
    queryFn: ({ signal }) => client.creditMonitoring({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: figuresMs,
  })

export const complianceQuery = (query: QueryOf<Operations['creditCompliance']>) =>
  queryOptions({
    queryKey: ['credit', 'compliance', query],
    queryFn: ({ signal }) => client.creditCompliance({ query, signal }),
    placeholderData: keepPreviousData,
  })

/** The version that decides is among the newest, if any; a list of this many is enough to choose from. */
export const mostListed = 200
