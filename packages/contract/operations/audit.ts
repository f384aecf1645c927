/** The audit chain. */
import Type from 'typebox'
import { AuditList, AuditVerdict } from '../entities/audit-entry.ts'
import { closed, pageQuery } from '../schema.ts'
import { operation } from './operation.ts'

export const auditOperations = {
  listAudit: operation({
    method: 'GET',
    path: '/api/fintech/audit-log',
    permission: 'audit:read',
    tag: 'Audit',
    summary: 'Audit entries, newest first',
    query: closed({
      operation: Type.Optional(Type.String({ maxLength: 64 })),
      portfolio_id: Type.Optional(
        Type.String({ maxLength: 64, description: 'Portfolio, upload or job the entry is about.' }),
      ),
      ...pageQuery,
    }),
    reply: AuditList,
    problems: ['out_of_range'],
  }),
  verifyAudit: operation({
    method: 'GET',
    path: '/api/fintech/audit-log/verify',
    permission: 'audit:read',
    tag: 'Audit',
    summary: 'Whether the hash chain is whole, and the first broken entry',
    reply: AuditVerdict,
    problems: [],
  }),
}
