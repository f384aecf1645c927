/** Policies: written, tested, proposed, approved, tried, put in force, taken back. */
import Type from 'typebox'
import {
  PolicyDiff,
  PolicyDocument,
  PolicyName,
  PolicySimulation,
  PolicyTestResult,
  PolicyVersion,
} from '../../entities/credit/policy.ts'
import { policyStates } from '../../entities/credit/vocabulary.ts'
import { closed, InstantString, nullable, oneOf, pageQuery, share, someOf } from '../../schema.ts'
import { operation } from '../operation.ts'
import { actedBy } from './acted-by.ts'

const tag = 'Policies'
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const params = closed({ name: PolicyName, version: Version })
/** Of documents with some thousand rules and tests. */
const DOCUMENT_BYTES = 8 * 2 ** 20
const Reason = Type.String({ minLength: 10, maxLength: 2000 })

export const policyOperations = {
  listPolicies: operation({
    method: 'GET',
    path: '/api/credit/policies',
    permission: 'credit:read',
    tag,
    summary: 'Versions of policies, newest first',
    query: closed({
      name: Type.Optional(PolicyName),
      state: Type.Optional(someOf(policyStates)),
      ...pageQuery,
    }),
    reply: closed(
      {
        versions: Type.Array(PolicyVersion),
        total: Type.Integer(),
        killed: nullable(closed({ by: Type.String(), at: InstantString, reason: Type.String() })),
      },
      { title: 'PolicyList' },
    ),
    problems: ['out_of_range'],
  }),
  getPolicy: operation({
    method: 'GET',
    path: '/api/credit/policies/{name}/{version}',
    permission: 'credit:read',
    tag,
    summary: 'A version with its tables and tests',
    params,
    reply: closed(
      {
        policy: PolicyVersion,
        document: PolicyDocument,
        shadow: nullable(
          closed({
            decisions: Type.Integer({ description: 'That it decided in shadow, unseen.' }),
            agreeing: Type.Integer({ description: 'Of them, with the decision that counted.' }),
          }),
        ),
      },
      { title: 'Policy' },
    ),
    problems: ['not_found', 'out_of_range'],
  }),
  draftPolicy: operation({
    method: 'POST',
    path: '/api/credit/policies',
    permission: 'policies:write',
    tag,
    summary: 'Store a new version as a draft; it is checked, and its tests run',
    body: closed({ document: PolicyDocument, reason: Reason, ...actedBy }),
    bodyBytes: DOCUMENT_BYTES,
    reply: closed({ policy: PolicyVersion, tests: Type.Array(PolicyTestResult) }),
    statuses: [201],
    problems: ['malformed_request', 'out_of_range', 'too_large', 'unusable_data', 'conflict', 'forbidden'],
  }),
  testPolicy: operation({
    method: 'POST',
    path: '/api/credit/policies/test',
    permission: 'credit:read',
    tag,
    summary: 'Run the tests of a document, or of what it would become, without storing it',
    body: closed({ document: PolicyDocument }),
    bodyBytes: DOCUMENT_BYTES,
    reply: closed({ tests: Type.Array(PolicyTestResult), passed: Type.Integer() }),
    problems: ['malformed_request', 'out_of_range', 'too_large', 'unusable_data'],
  }),
  diffPolicies: operation({
    method: 'GET',
    path: '/api/credit/policies/{name}/{version}/diff',
    permission: 'credit:read',
    tag,
    summary: 'What a version changes against another, cell by cell',
    params,
    query: closed({ against: Version }),
    reply: PolicyDiff,
    problems: ['not_found', 'out_of_range'],
  }),
  simulatePolicy: operation({
    method: 'POST',
    path: '/api/credit/policies/{name}/{version}/simulate',
    permission: 'credit:read',
    tag,
    summary: 'What a version would have decided on the applications of the past',
    params,
    body: closed({
      from: Type.Optional(InstantString),
      to: Type.Optional(InstantString),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 100_000 })),
    }),
    reply: PolicySimulation,
    problems: ['not_found', 'out_of_range', 'unusable_data', 'unavailable'],
  }),
  movePolicy: operation({
    method: 'POST',
    path: '/api/credit/policies/{name}/{version}/move',
    permission: 'policies:approve',
    tag,
    summary: 'Propose, approve, shadow, roll out, put in force, retire or reject a version',
    description:
      'A version decides only after all its tests passed and another person than its author and its proposer approved it, whatever their role. Whoever may approve may propose, but never approve what they wrote or proposed.',
    params,
    body: closed({
      to: oneOf(policyStates),
      share: Type.Optional(share({ description: 'Of applicants, for `partial`.' })),
      effective_from: Type.Optional(InstantString),
      reason: Reason,
      transitions_seen: Type.Optional(
        Type.Integer({
          minimum: 0,
          description:
            'How many transitions the version had when it was looked at; more by now is a conflict.',
        }),
      ),
      ...actedBy,
    }),
    reply: PolicyVersion,
    problems: ['malformed_request', 'not_found', 'out_of_range', 'conflict', 'forbidden'],
  }),
  rollBackPolicy: operation({
    method: 'POST',
    path: '/api/credit/policies/{name}/rollback',
    permission: 'policies:approve',
    tag,
    summary: 'Back to the version in force before',
    params: closed({ name: PolicyName }),
    body: closed({ reason: Reason, ...actedBy }),
    reply: PolicyVersion,
    problems: ['malformed_request', 'not_found', 'conflict', 'out_of_range', 'forbidden'],
  }),
  killSwitch: operation({
    method: 'PUT',
    path: '/api/credit/kill-switch',
    permission: 'policies:approve',
    tag,
    summary: 'Send every application to a person, or stop doing so',
    body: closed({ on: Type.Boolean(), reason: Reason, ...actedBy }),
    reply: closed({ on: Type.Boolean(), at: InstantString, by: Type.String() }),
    problems: ['malformed_request', 'out_of_range', 'forbidden'],
  }),
}
