/** The entries of one portfolio, with the check of the whole chain. */
import { useState } from 'react'
import { PanelStack } from '../parts/panel.tsx'
import { AuditTable } from './audit-table.tsx'
import { VerifyChain } from './verify-chain.tsx'

export function AuditEntries({ subject }: { subject: string }) {
  const [page, setPage] = useState(1)
  return (
    <PanelStack>
      <VerifyChain />
      <AuditTable subject={subject} page={page} onPage={setPage} />
    </PanelStack>
  )
}
