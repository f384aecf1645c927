/** The health of the portfolio. */
import { PageHeader } from '../../parts/page-header.tsx'

export function OverviewPage() {
  return <PageHeader title="Risk Overview" description="The health of the portfolio." />
}
