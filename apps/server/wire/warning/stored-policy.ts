/** The policy of interventions as it is stored, to the wire. */
import type { InterventionPolicyData, StoredInterventionPolicy } from '@pratibimba/contract'
import type { ReferenceRecord } from '@pratibimba/risk/ports'
import { defaultPolicyData } from '../../warning/interventions/default-policy.ts'

/** @param record absent: nothing is replaced */
export function storedPolicyToWire(
  record: Pick<ReferenceRecord, 'version' | 'changedAt' | 'changedBy'> | undefined,
  policy: object,
): StoredInterventionPolicy {
  return {
    policy: policy as InterventionPolicyData,
    defaults: defaultPolicyData as InterventionPolicyData,
    version: record?.version ?? 0,
    changed_at: record?.changedAt.toISOString() ?? null,
    changed_by: record?.changedBy ?? null,
  }
}
