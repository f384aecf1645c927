/** What the registry keeps of a model's training. */
import type { ReportsSoFar } from '@pratibimba/risk/governance/card'
import type { CreditModelRecord } from '@pratibimba/risk/ports'

/** By step of the pipeline; a step that did not run is absent. */
export function reportsOf({ reports }: Pick<CreditModelRecord, 'reports'>): ReportsSoFar {
  return reports as unknown as ReportsSoFar
}
