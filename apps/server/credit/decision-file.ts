/** A decision with everything that led to it. */
import type { CreditApplication, Operations, ReplyOf } from '@pratibimba/contract'
import { reasonTableOf } from '@pratibimba/risk/decisions'
import type { AuditLog } from '@pratibimba/risk/ports'
import type { CreditContext } from './credit-context.ts'
import { replyOf } from './decision-reply.ts'
import { openDecision } from './read-decision.ts'

/** @throws ProblemError `not_found` */
export async function decisionFile(
  credit: CreditContext,
  audit: AuditLog,
  id: string,
): Promise<ReplyOf<Operations['getDecision']>> {
  const [{ stored, content }, { entries }] = await Promise.all([
    openDecision(credit, id, 'not_found'),
    audit.list({ operation: 'CREDIT_DECIDED', subjectId: id, limit: 1, offset: 0 }),
  ])
  const { review } = stored
  return {
    decision: replyOf(content.answer, stored),
    application: content.received as CreditApplication,
    features: Object.fromEntries(
      Object.entries(content.features).map(([name, value]) => [
        name,
        typeof value === 'number' && !Number.isFinite(value) ? null : value,
      ]),
    ),
    review:
      review === undefined
        ? null
        : {
            outcome: review.outcome,
            reason_code: review.reasonCode,
            note: review.note,
            by: review.by,
            at: review.at.toISOString(),
          },
    review_reasons: reasonTableOf(stored.reasonTable)
      .entries.filter(({ told }) => told !== 'by-model')
      .map(({ code, text }) => ({ code, text })),
    audit_sequence: entries[0]?.sequence ?? 0,
    sha256: stored.sha256,
  }
}
