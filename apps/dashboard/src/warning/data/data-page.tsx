/** Data, scoring and training. */
import { PageHeader } from '../../parts/page-header.tsx'

export function DataPage() {
  return <PageHeader title="Data Management" description="Data, scoring and training." />
}
