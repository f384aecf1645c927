/** The catalogue of behavioural features. */
import { PageHeader } from '../../parts/page-header.tsx'

export function FeaturesPage() {
  return <PageHeader title="Features" description="The catalogue of behavioural features." />
}
