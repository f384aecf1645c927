/** A decision as a row of the list. */
import type { DecisionRow } from '@pratibimba/contract'
import { reasonTableOf } from '@pratibimba/risk/decisions'
import type { StoredDecision } from '@pratibimba/risk/ports'

export function decisionRowToWire(stored: StoredDecision): DecisionRow {
  const [topCode] = stored.reasonCodes
  return {
    decision_id: stored.id,
    customer_id: stored.customerId ?? null,
    decided_at: stored.decidedAt.toISOString(),
    score: stored.score,
    decision: stored.decision,
    final_decision: stored.review?.outcome ?? stored.decision,
    loan_amount: stored.loanAmount,
    loan_purpose: stored.loanPurpose,
    top_reason: topCode === undefined ? null : reasonText(stored.reasonTable, topCode),
    top_reason_code: topCode ?? null,
    model_version: stored.modelVersion,
    policy_version: stored.policyVersion,
    experiment: stored.experiment?.id ?? null,
    arm: stored.experiment?.arm ?? null,
    latency_ms: stored.latencyMs,
  }
}

/** Of the table of then; a code of a feature without words stands for itself. */
export function reasonText(table: string, code: string): string {
  return reasonTableOf(table).entries.find((entry) => entry.code === code)?.text ?? code
}
