/** Decisions: one application, several, and those made before. */
import type { Operations } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { decideBatch } from '../../credit/decide-batch.ts'
import { decisionFile } from '../../credit/decision-file.ts'
import { decisionLetter } from '../../credit/decision-letter.ts'
import { erasePerson } from '../../credit/erase-person.ts'
import { replayDecision } from '../../credit/replay-decision.ts'
import { reviewDecision } from '../../credit/review-decision.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { decisionFilter } from '../../wire/credit/decision-filter.ts'
import { decisionRowToWire } from '../../wire/credit/decision-row.ts'
import { pageOf } from '../../wire/page.ts'

type ScoringOperations = Pick<
  Operations,
  | 'scoreApplication'
  | 'scoreApplications'
  | 'listDecisions'
  | 'getDecision'
  | 'replayDecision'
  | 'decisionLetter'
  | 'reviewDecision'
  | 'erasePerson'
>

export const creditScoringHandlers: Handlers<ScoringOperations, Context> = {
  scoreApplication: ({ query, body, caller }, { credit }) =>
    credit.deciding.decide({
      application: body,
      explain: query.explain ?? 'full',
      actor: caller.id,
      ...(query.idempotency_key !== undefined && { idempotencyKey: query.idempotency_key }),
    }),

  scoreApplications: ({ query, body, caller }, { credit }) =>
    decideBatch(
      credit.deciding,
      body.applications,
      query.explain ?? 'full',
      caller.id,
      credit.recordTogether,
    ),

  listDecisions: async ({ query }, { credit }) => {
    const filter = { ...decisionFilter(query), ...pageOf(query) }
    const { decisions, total } = await credit.stores.decisions.list(filter)
    return { decisions: decisions.map(decisionRowToWire), total }
  },

  getDecision: ({ params }, { credit, audit }) => decisionFile(credit, audit, params.id),

  replayDecision: ({ params }, { credit, version }) => replayDecision(credit, params.id, version),

  decisionLetter: async ({ params, reply }, { credit, settings, clock }) => {
    const page = await decisionLetter(credit, settings.credit.letters, params.id, clock())
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      )
      .send(page)
  },

  reviewDecision: async ({ params, body, caller }, context) =>
    decisionRowToWire(await reviewDecision(context, params.id, body, caller.id)),

  erasePerson: ({ params, body, caller }, context) =>
    erasePerson(context, params.customer_id, body.reason, caller.id),
}
