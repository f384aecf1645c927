/** What the pages of early warning ask of the server. */
import type { Operations, QueryOf } from '@pratibimba/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

/** Figures that change when customers are scored. */
const figuresMs = 30_000
const liveMs = 2_000
/** Days of scores the server tells at once. */
const longestHistory = 1000

export const statsQuery = queryOptions({
  queryKey: ['warning', 'stats'],
  queryFn: ({ signal }) => client.portfolioStats({ signal }),
  refetchInterval: figuresMs,
})

export const overviewQuery = (query: QueryOf<Operations['riskOverview']>) =>
  queryOptions({
    queryKey: ['warning', 'overview', query],
    queryFn: ({ signal }) => client.riskOverview({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: figuresMs,
  })

export const segmentsQuery = (query: QueryOf<Operations['listSegments']>) =>
  queryOptions({
    queryKey: ['warning', 'segments', query],
    queryFn: ({ signal }) => client.listSegments({ query, signal }),
    placeholderData: keepPreviousData,
  })

export const customersQuery = (query: QueryOf<Operations['listCustomers']>) =>
  queryOptions({
    queryKey: ['warning', 'customers', query],
    queryFn: ({ signal }) => client.listCustomers({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: figuresMs,
  })

export const customerQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['warning', 'customer', customerId],
    queryFn: ({ signal }) => client.getCustomer({ params: { customer_id: customerId }, signal }),
  })

export const historyQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['warning', 'history', customerId],
    queryFn: ({ signal }) =>
      client.customerHistory({ params: { id: customerId }, query: { limit: longestHistory }, signal }),
  })

export const explanationQuery = (customerId: string, query: QueryOf<Operations['explainCustomer']>) =>
  queryOptions({
    queryKey: ['warning', 'explanation', customerId, query],
    queryFn: ({ signal }) => client.explainCustomer({ params: { customer_id: customerId }, query, signal }),
  })

export const customerFeaturesQuery = (customerId: string, query: QueryOf<Operations['customerFeatures']>) =>
  queryOptions({
    queryKey: ['warning', 'customer-features', customerId, query],
    queryFn: ({ signal }) => client.customerFeatures({ params: { customer_id: customerId }, query, signal }),
  })

export const transactionsQuery = (customerId: string, query: QueryOf<Operations['customerTransactions']>) =>
  queryOptions({
    queryKey: ['warning', 'transactions', customerId, query],
    queryFn: ({ signal }) =>
      client.customerTransactions({ params: { customer_id: customerId }, query, signal }),
    placeholderData: keepPreviousData,
  })

export const balancesQuery = (customerId: string, query: QueryOf<Operations['customerBalances']>) =>
  queryOptions({
    queryKey: ['warning', 'balances', customerId, query],
    queryFn: ({ signal }) => client.customerBalances({ params: { customer_id: customerId }, query, signal }),
  })

export const activityQuery = (query: QueryOf<Operations['listActivity']>) =>
  queryOptions({
    queryKey: ['warning', 'activity', query],
    queryFn: ({ signal }) => client.listActivity({ query, signal }),
    placeholderData: keepPreviousData,
  })

export const actionCenterQuery = queryOptions({
  queryKey: ['warning', 'action-center'],
  queryFn: ({ signal }) => client.actionCenter({ signal }),
  refetchInterval: figuresMs,
})

export const interventionTypesQuery = queryOptions({
  queryKey: ['warning', 'intervention-types'],
  queryFn: ({ signal }) => client.interventionCatalogue({ signal }),
  staleTime: 60_000,
})

export const interventionPolicyQuery = queryOptions({
  queryKey: ['warning', 'intervention-policy'],
  queryFn: ({ signal }) => client.readInterventionPolicy({ signal }),
})

export const interventionsQuery = (query: QueryOf<Operations['listInterventions']>) =>
  queryOptions({
    queryKey: ['warning', 'interventions', query],
    queryFn: ({ signal }) => client.listInterventions({ query, signal }),
    placeholderData: keepPreviousData,
  })

export const interventionQuery = (interventionId: string) =>
  queryOptions({
    queryKey: ['warning', 'intervention', interventionId],
    queryFn: ({ signal }) => client.getIntervention({ params: { intervention_id: interventionId }, signal }),
  })

export const interventionSummaryQuery = (query: QueryOf<Operations['summarizeInterventions']>) =>
  queryOptions({
    queryKey: ['warning', 'intervention-summary', query],
    queryFn: ({ signal }) => client.summarizeInterventions({ query, signal }),
    placeholderData: keepPreviousData,
  })

export const modelsQuery = (query: QueryOf<Operations['listWarningModels']>) =>
  queryOptions({
    queryKey: ['warning', 'models', query],
    queryFn: ({ signal }) => client.listWarningModels({ query, signal }),
    placeholderData: keepPreviousData,
  })

/** @param version `champion` for the one in use */
export const modelQuery = (version: string) =>
  queryOptions({
    queryKey: ['warning', 'model', version],
    queryFn: ({ signal }) => client.getWarningModel({ params: { version }, signal }),
  })

export const featuresQuery = queryOptions({
  queryKey: ['warning', 'features'],
  queryFn: ({ signal }) => client.listFeatures({ signal }),
  staleTime: 60_000,
})

export const driftQuery = queryOptions({
  queryKey: ['warning', 'drift'],
  queryFn: ({ signal }) => client.assessDrift({ signal }),
})

export const qualityQuery = queryOptions({
  queryKey: ['warning', 'quality'],
  queryFn: ({ signal }) => client.assessDataQuality({ signal }),
  refetchInterval: figuresMs,
})

export const performanceQuery = queryOptions({
  queryKey: ['warning', 'performance'],
  queryFn: ({ signal }) => client.livePerformance({ signal }),
})

export const fairnessQuery = (query: QueryOf<Operations['warningFairness']>) =>
  queryOptions({
    queryKey: ['warning', 'fairness', query],
    queryFn: ({ signal }) => client.warningFairness({ query, signal }),
    placeholderData: keepPreviousData,
  })

export const alertsQuery = (query: QueryOf<Operations['listAlerts']>) =>
  queryOptions({
    queryKey: ['warning', 'alerts', query],
    queryFn: ({ signal }) => client.listAlerts({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: figuresMs,
  })

export const retrainingQuery = queryOptions({
  queryKey: ['warning', 'retraining'],
  queryFn: ({ signal }) => client.retrainingStatus({ signal }),
  refetchInterval: ({ state }) => (state.data?.state === 'idle' ? figuresMs : liveMs),
})

export const pipelineQuery = queryOptions({
  queryKey: ['warning', 'pipeline'],
  queryFn: ({ signal }) => client.pipelineStatus({ signal }),
  refetchInterval: ({ state }) => ((state.data?.running.length ?? 0) > 0 ? liveMs : figuresMs),
})
