/** Decides again from the record, with the model and the rules of then. */
import type { Replay } from '@pratibimba/contract'
import { type DecisionContent, replay } from '@pratibimba/risk/decisions'
import type { CreditContext } from './credit-context.ts'
import { openDecision } from './read-decision.ts'

/** @throws ProblemError `not_found`; `conflict` where it cannot be decided as then; `unavailable` where model or policy is gone */
export async function replayDecision(
  credit: CreditContext,
  id: string,
  codeVersionNow: string,
): Promise<Replay> {
  const { stored, content } = await openDecision(credit, id, 'conflict')
  const again = await replayContent(credit, content)
  return {
    decision_id: id,
    identical: again.identical && again.recordedSha256 === stored.sha256,
    recorded_sha256: stored.sha256,
    replayed_sha256: again.replayedSha256,
    differences: [...again.differences],
    model_version: stored.modelVersion,
    policy_version: stored.policyVersion,
    code_version: stored.codeVersion,
    code_version_now: codeVersionNow,
  }
}

/** With what decided then, whatever is in force now. */
export function replayContent({ deciders }: Pick<CreditContext, 'deciders'>, content: DecisionContent) {
  return replay(content, ({ model, policy, reasonTable, answer }) => {
    const killed = answer.policy.rules.some(({ stage }) => stage === 'kill-switch')
    return deciders.of({ model, policy, reasonTable, killed })
  })
}
