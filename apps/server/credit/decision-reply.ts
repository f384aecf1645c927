/** A decision as it is answered: the same bytes whether it was made now or is read from the record. */
import type { CreditDecision } from '@pratibimba/contract'
import type { Answer } from '@pratibimba/risk/decisions'
import type { DecisionRecord } from '@pratibimba/risk/ports'

export function replyOf(
  answer: Answer,
  { id, decidedAt, latencyMs }: Pick<DecisionRecord, 'id' | 'decidedAt' | 'latencyMs'>,
): CreditDecision {
  const { explanation } = answer
  return {
    ...answer,
    explanation:
      explanation === null
        ? null
        : {
            ...explanation,
            shap_values: inOrder(explanation.shap_values),
            feature_importance: inOrder(explanation.feature_importance),
          },
    decision_id: id,
    decided_at: decidedAt.toISOString(),
    replay: `/api/credit/decisions/${id}/replay`,
    latency_ms: latencyMs,
  }
}

/** Records are canonical: their names stand in this order. */
function inOrder(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
}
