/** What watches credit decisions: monitoring, rule packs with evidence, and the validation memo. */
import Type from 'typebox'
import { ComplianceReport, CreditMonitoring } from '../../entities/credit/governance.ts'
import { closed, InstantString, oneOf } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Credit governance'
const Version = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'A version, or an alias such as champion or challenger.',
})

export const creditGovernanceOperations = {
  creditMonitoring: operation({
    method: 'GET',
    path: '/api/credit/monitoring',
    permission: 'credit:read',
    tag,
    summary:
      'Drift of inputs and scores, performance once matured, an estimate meanwhile, fairness and overrides over time',
    description:
      'Without a span, the last look of the nightly job; with one, it is looked at now, at most 400 days.',
    query: closed({
      from: Type.Optional(InstantString),
      to: Type.Optional(InstantString),
    }),
    reply: CreditMonitoring,
    problems: ['out_of_range', 'unavailable'],
  }),
  creditCompliance: operation({
    method: 'GET',
    path: '/api/credit/compliance',
    permission: 'governance:read',
    tag,
    summary: 'Rule packs with verdict and evidence',
    query: closed({ model_version: Type.Optional(Version) }),
    reply: ComplianceReport,
    problems: ['not_found', 'out_of_range'],
  }),
  creditModelMemo: operation({
    method: 'GET',
    path: '/api/credit/models/{version}/memo',
    permission: 'models:read',
    tag,
    summary: 'The validation memo of a version, as a page to print or as text',
    params: closed({ version: Version }),
    query: closed({
      format: Type.Optional(oneOf(['html', 'markdown'] as const, { default: 'html' })),
    }),
    replyKind: 'file',
    problems: ['not_found', 'out_of_range'],
  }),
}
