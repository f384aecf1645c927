/** The last look of the nightly job, as it is kept. */
import type { AuditVerdict, ReferenceStore } from '@pratibimba/risk/ports'
import type { CreditLook } from './look-at-decisions.ts'

export interface StoredLook extends CreditLook {
  /** ISO 8601. */
  readonly checkedAt: string
  readonly audit: Omit<AuditVerdict, 'headHash'>
}

const lookKey = 'credit.monitoring'

export async function lastLook(references: ReferenceStore): Promise<StoredLook | undefined> {
  return (await references.get<StoredLook>(lookKey))?.value
}

export async function keepLook(
  references: ReferenceStore,
  look: StoredLook,
  by: { readonly actor: string; readonly at: Date },
): Promise<void> {
  await references.put(lookKey, look, by)
}
