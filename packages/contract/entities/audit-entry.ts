/** Entries of the audit chain. */
import Type, { type Static } from 'typebox'
import { closed, InstantString, Sha256 } from '../schema.ts'

export const AuditEntry = closed(
  {
    sequence: Type.Integer({ minimum: 1 }),
    operation: Type.String({ description: 'CLONE_INITIATED, GENERATION_COMPLETED, …' }),
    actor: Type.String(),
    portfolio_id: Type.Union([Type.String(), Type.Null()], {
      description: 'What the entry is about: a portfolio, upload or job.',
    }),
    data_hash: Type.Union([Sha256, Type.Null()]),
    metadata: Type.Record(Type.String(), Type.Unknown()),
    timestamp: InstantString,
    previous_hash: Sha256,
    hash: Sha256,
  },
  { title: 'AuditEntry' },
)
export type AuditEntry = Static<typeof AuditEntry>

export const AuditList = closed(
  { entries: Type.Array(AuditEntry), total: Type.Integer() },
  { title: 'AuditList' },
)
export type AuditList = Static<typeof AuditList>

export const AuditVerdict = closed(
  {
    whole: Type.Boolean(),
    entries: Type.Integer(),
    head_hash: Sha256,
    first_broken: Type.Union([closed({ sequence: Type.Integer(), reason: Type.String() }), Type.Null()]),
  },
  { title: 'AuditVerdict' },
)
export type AuditVerdict = Static<typeof AuditVerdict>
