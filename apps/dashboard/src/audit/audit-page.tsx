/** The chain of everything that changed, and whether it is whole. */
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { auditQuery } from '../api/queries.ts'
import { FilterBar, TextFilter } from '../parts/filter-bar.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import classes from './audit-page.module.css'
import { pageOfEntry } from './audit-pages.ts'
import { AuditTable } from './audit-table.tsx'
import { VerifyChain } from './verify-chain.tsx'

const route = getRouteApi('/audit')

export function AuditPage() {
  const { operation, subject, page = 1, verify } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = (change: { operation?: string; subject?: string }) =>
    navigate({ search: (before) => ({ ...before, page: undefined, ...change }), replace: true })
  const queries = useQueryClient()
  const [asked, setAsked] = useState(0)
  const showEntry = async (sequence: number) => {
    const { total } = await queries.fetchQuery(auditQuery({ limit: 1, offset: 0 }))
    const at = pageOfEntry(sequence, total)
    await navigate({ search: { page: at > 1 ? at : undefined } })
    setAsked((times) => times + 1)
  }
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every change of state, each entry sealed with the hash of the one before."
      />
      <div className={classes.chain}>
        <VerifyChain atOnce={verify === true} onOpenEntry={showEntry} />
      </div>
      <FilterBar>
        <TextFilter
          label="Subject"
          placeholder="Whole portfolio, upload or job id"
          value={subject}
          onChange={(text) => filter({ subject: text })}
        />
        <TextFilter
          label="Operation"
          placeholder="Operation, such as CLONE_INITIATED"
          value={operation}
          onChange={(text) => filter({ operation: text })}
        />
      </FilterBar>
      <AuditTable
        operation={operation}
        subject={subject}
        page={page}
        brokenAsked={asked}
        onPage={(next) =>
          navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }) })
        }
        onClear={() => navigate({ search: {} })}
      />
    </>
  )
}
