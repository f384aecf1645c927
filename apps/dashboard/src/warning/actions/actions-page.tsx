/** Who needs help first, and what to do. */
import { PageHeader } from '../../parts/page-header.tsx'

export function ActionsPage() {
  return <PageHeader title="Action Center" description="Who needs help first, and what to do." />
}
