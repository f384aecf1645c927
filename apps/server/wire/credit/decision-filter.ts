/** What the list of decisions is asked for. */
import type { DecisionOutcome, Operations, QueryOf } from '@pratibimba/contract'
import type { DecisionFilter } from '@pratibimba/risk/ports'

export function decisionFilter(
  query: QueryOf<Operations['listDecisions']>,
): Omit<DecisionFilter, 'limit' | 'offset'> {
  const { decision, waiting, model_version, policy_version, reason_code, customer_id, from, to } = query
  return {
    ...(decision !== undefined && { decision: decision.split(',') as DecisionOutcome[] }),
    ...(waiting !== undefined && { waiting }),
    ...(model_version !== undefined && { modelVersion: model_version }),
    ...(policy_version !== undefined && { policyVersion: policy_version }),
    ...(reason_code !== undefined && { reasonCode: reason_code }),
    ...(customer_id !== undefined && { customerId: customer_id }),
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
  }
}
