/** How good the model is and whether it still holds. */
import { PageHeader } from '../../parts/page-header.tsx'

export function ModelsPage() {
  return (
    <PageHeader title="Model Performance" description="How good the model is and whether it still holds." />
  )
}
