/** One customer: score, drivers, behaviour, what can be done. */
import { getRouteApi } from '@tanstack/react-router'
import { PageHeader } from '../../parts/page-header.tsx'

const route = getRouteApi('/customers/$customerId')

export function CustomerPage() {
  const { customerId } = route.useParams()
  return <PageHeader title={customerId} description="Score, drivers, behaviour, what can be done." />
}
