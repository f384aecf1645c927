/** What happens now. */
import { PageHeader } from '../../parts/page-header.tsx'

export function MonitorPage() {
  return <PageHeader title="Real-time Monitor" description="What happens now." />
}
