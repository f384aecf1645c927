/** What the pages of credit decisions ask of the server. */
import type { Operations, QueryOf } from '@pratibimba/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

/** Decisions come in all the time; lists and figures are asked again this often, in milliseconds. */
const figuresMs = 30_000
/** Rows of one answer, at most. */
export const mostRows = 500

export type DecisionsQuery = QueryOf<Operations['listDecisions']>

export const decisionsQuery = (query: DecisionsQuery) =>
  queryOptions({
    queryKey: ['credit', 'decisions', query],
    queryFn: ({ signal }) => client.listDecisions({ query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: figuresMs,
  })

export const decisionQuery = (id: string) =>
  queryOptions({
    queryKey: ['credit', 'decision', id],
    queryFn: ({ signal }) => client.getDecision({ params: { id }, signal }),
  })

/** The letter as a page of its own. */
export const letterQuery = (id: string) =>
  queryOptions({
    queryKey: ['credit', 'letter', id],
    queryFn: async ({ signal }) => (await client.decisionLetter({ params: { id }, signal })).text(),
    staleTime: 0,
  })

/**
 * Decisions that wait for a person, at most `most` of them: from the oldest on, as the list ends with those.
 *
 * The list is newest first, so the pages at its end hold the ones that wait longest.
 */
export const waitingQuery = (most: number) =>
  queryOptions({
    queryKey: ['credit', 'decisions', 'waiting', most],
    queryFn: async ({ signal }) => {
      const ask = (offset: number, limit: number) =>
        client.listDecisions({ query: { waiting: true, offset, limit }, signal })
      const first = await ask(0, mostRows)
      const { total } = first
      if (total <= mostRows) return first
      const from = Math.max(0, total - most)
      const pages = []
      for (let offset = from; offset < total; offset += mostRows)
        pages.push(await ask(offset, Math.min(mostRows, total - offset)))
      return { decisions: pages.flatMap(({ decisions }) => decisions), total }
    },
    placeholderData: keepPreviousData,
    refetchInterval: figuresMs,
  })
