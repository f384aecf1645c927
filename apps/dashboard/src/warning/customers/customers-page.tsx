/** Every customer with the latest score. */
import { PageHeader } from '../../parts/page-header.tsx'

export function CustomersPage() {
  return <PageHeader title="Customers" description="Every customer with the latest score." />
}
