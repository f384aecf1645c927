/** A part of a page that is asked for by itself: its shape while it comes, and why where it does not. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
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
      {error === null ? <Loading rows={6} /> : <ProblemNotice error={error} onRetry={refetch} />}
    </Panel>
  )
}
