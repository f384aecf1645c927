/** What was done and what it changed. */
import { PageHeader } from '../../parts/page-header.tsx'

export function InterventionsPage() {
  return <PageHeader title="Interventions" description="What was done and what it changed." />
}
