import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { noteOutcome } from '../api/connection.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="No such page" />
      <EmptyState
        title="There is nothing at this address"
        actions={<LinkButton to="/portfolios">To the portfolios</LinkButton>}
      >
        The link may be old or mistyped. Portfolios are found by id or name with Ctrl K.
      </EmptyState>
    </>
  )
}

export function BrokenPage({ error, reset }: ErrorComponentProps) {
  useEffect(() => noteOutcome(error), [error])
  return (
    <>
      <PageHeader title="This page failed" />
      <ProblemNotice error={error} onRetry={reset} />
    </>
  )
}
