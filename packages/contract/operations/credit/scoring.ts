/** Decisions: one application, many, those made before, and the same again from the record. */
import Type from 'typebox'
import { CreditApplication, scoreQuery } from '../../entities/credit/application.ts'
import { CreditDecision, DecisionId, DecisionRow, Replay } from '../../entities/credit/decision.ts'
import { decisionOutcomes } from '../../entities/credit/vocabulary.ts'
import { closed, InstantString, oneOf, pageQuery, someOf } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Credit decisions'
const params = closed({ id: DecisionId })

export const creditScoringOperations = {
  scoreApplication: operation({
    method: 'POST',
    path: '/api/v1/credit/score',
    permission: 'credit:decide',
    tag,
    summary: 'Decide an application, with reasons',
    description:
      'The decision is recorded with everything that led to it before it is answered; the same idempotency key answers it again.',
    query: closed(scoreQuery),
    body: CreditApplication,
    reply: CreditDecision,
    problems: ['malformed_request', 'out_of_range', 'conflict', 'unavailable'],
  }),
  scoreApplications: operation({
    method: 'POST',
    path: '/api/v1/credit/score/batch',
    permission: 'credit:decide',
    tag,
    summary: 'Decide up to 1000 applications',
    description: 'Those that cannot be decided are listed beside the others, with the place and the reason.',
    query: closed({ explain: scoreQuery.explain }),
    body: closed({
      applications: Type.Array(Type.Unknown(), {
        minItems: 1,
        maxItems: 1000,
        description: 'Each as POST /api/v1/credit/score takes it.',
      }),
    }),
    reply: closed(
      {
        decisions: Type.Array(CreditDecision),
        refused: Type.Array(closed({ place: Type.Integer(), pointer: Type.String(), detail: Type.String() })),
      },
      { title: 'BatchDecisions' },
    ),
    problems: ['malformed_request', 'out_of_range', 'unavailable'],
  }),
  listDecisions: operation({
    method: 'GET',
    path: '/api/credit/decisions',
    permission: 'credit:read',
    tag,
    summary: 'Decisions, newest first',
    query: closed({
      decision: Type.Optional(someOf(decisionOutcomes)),
      waiting: Type.Optional(Type.Boolean({ description: 'Only those a person still has to decide.' })),
      model_version: Type.Optional(Type.String({ maxLength: 64 })),
      policy_version: Type.Optional(Type.Integer({ minimum: 1 })),
      reason_code: Type.Optional(Type.String({ maxLength: 64 })),
      customer_id: Type.Optional(Type.String({ maxLength: 64 })),
      from: Type.Optional(InstantString),
      to: Type.Optional(InstantString),
      ...pageQuery,
    }),
    reply: closed({ decisions: Type.Array(DecisionRow), total: Type.Integer() }, { title: 'DecisionList' }),
    problems: ['out_of_range'],
  }),
  getDecision: operation({
    method: 'GET',
    path: '/api/credit/decisions/{id}',
    permission: 'credit:read',
    tag,
    summary: 'A decision with its inputs, rules, drivers, reasons and review',
    params,
    reply: closed(
      {
        decision: CreditDecision,
        application: CreditApplication,
        features: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Null()])),
        review: Type.Union([
          closed({
            outcome: oneOf(decisionOutcomes),
            reason_code: Type.String(),
            note: Type.String(),
            by: Type.String(),
            at: InstantString,
          }),
          Type.Null(),
        ]),
        review_reasons: Type.Array(closed({ code: Type.String(), text: Type.String() }), {
          description: 'What a review of it can name: the reasons of its table that can be told.',
        }),
        audit_sequence: Type.Integer(),
        sha256: Type.String(),
      },
      { title: 'DecisionFile' },
    ),
    problems: ['not_found', 'out_of_range'],
  }),
  replayDecision: operation({
    method: 'POST',
    path: '/api/credit/decisions/{id}/replay',
    permission: 'credit:read',
    tag,
    summary: 'Decide again from the record, with the model and the policy of then, and compare byte by byte',
    params,
    reply: Replay,
    problems: ['not_found', 'conflict', 'out_of_range', 'unavailable'],
  }),
  decisionLetter: operation({
    method: 'GET',
    path: '/api/credit/decisions/{id}/letter',
    permission: 'credit:read',
    tag,
    summary: 'The letter to the applicant, as a page to print',
    params,
    replyKind: 'file',
    problems: ['not_found', 'conflict', 'out_of_range'],
  }),
  reviewDecision: operation({
    method: 'POST',
    path: '/api/credit/decisions/{id}/review',
    permission: 'credit:review',
    tag,
    summary: 'Decide what was sent to a person, with a reason',
    params,
    body: closed({
      outcome: oneOf(['APPROVED', 'REJECTED'] as const),
      reason_code: Type.String({ minLength: 1, maxLength: 64 }),
      note: Type.String({
        minLength: 10,
        maxLength: 4000,
        description: 'Why, in sentences an auditor understands.',
      }),
    }),
    reply: DecisionRow,
    problems: ['malformed_request', 'not_found', 'out_of_range', 'conflict'],
  }),
  erasePerson: operation({
    method: 'POST',
    path: '/api/credit/persons/{customer_id}/erase',
    permission: 'credit:erase',
    tag,
    summary: 'Destroy the key of a person: what was recorded about them becomes unreadable for good',
    params: closed({ customer_id: Type.String({ minLength: 1, maxLength: 64 }) }),
    body: closed({ reason: Type.String({ minLength: 10, maxLength: 1000 }) }),
    reply: closed({ erased: Type.Boolean(), decisions: Type.Integer() }),
    problems: ['malformed_request', 'out_of_range', 'not_found'],
  }),
}
