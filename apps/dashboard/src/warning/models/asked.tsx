/** A part of a page that is asked for by itself: its shape while it comes, why where it does not, what is missing. */

import { ApiProblem } from '@pratibimba/client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

interface AskedProps<Data> {
  readonly title: string
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>
  readonly children: (data: Data) => ReactNode
}

export function Asked<Data>({ title, query: { data, error, refetch }, children }: AskedProps<Data>) {
  if (data !== undefined) return children(data)
  return (
    <Panel title={title}>
      {error === null ? (
        <Loading rows={6} />
      ) : isTooEarly(error) ? (
        <EmptyState title="Nothing to show yet">{error.message}</EmptyState>
      ) : (
        <ProblemNotice error={error} onRetry={refetch} />
      )}
    </Panel>
  )
}

/** The server has nothing to tell before something else has happened, and says what. */
function isTooEarly(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.problem.error_code === 'conflict'
}
