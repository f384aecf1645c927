/** What the pages of policies ask of the server. */
import type { Operations, QueryOf } from '@pratibimba/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

const figuresMs = 30_000

export const policiesQuery = (query: QueryOf<Operations['listPolicies']>) =>
  queryOptions({
    queryKey: ['credit', 'policies', query],
    queryFn: ({ signal }) => client.listPolicies({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: figuresMs,
  })

export const policyQuery = (name: string, version: number) =>
  queryOptions({
    queryKey: ['credit', 'policy', name, version],
    queryFn: ({ signal }) => client.getPolicy({ params: { name, version }, signal }),
  })

export const policyDiffQuery = (name: string, version: number, against: number) =>
  queryOptions({
    queryKey: ['credit', 'policy-diff', name, version, against],
    queryFn: ({ signal }) => client.diffPolicies({ params: { name, version }, query: { against }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Tests of a document, run by the server; the text of the document is its key. */
export const policyTestsQuery = (document: PolicyDocument) =>
  queryOptions({
    queryKey: ['credit', 'policy-tests', JSON.stringify(document)],
    queryFn: ({ signal }) => client.testPolicy({ body: { document }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

export type PolicyDocument = Parameters<typeof client.testPolicy>[0]['body']['document']
