/** The registry of credit models and the pipeline that fills it. */
import Type from 'typebox'
import { CreditModel, creditModelStages, ModelCard } from '../../entities/credit/model.ts'
import { JobStarted } from '../../entities/warning/pipeline.ts'
import { closed, DateString, InstantString, nullable, oneOf, pageQuery, Seed, someOf } from '../../schema.ts'
import { operation } from '../operation.ts'
import { actedBy } from './acted-by.ts'

const tag = 'Credit models'
const Version = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'A version, or an alias such as champion or challenger.',
})
const params = closed({ version: Version })
const Reason = Type.String({ minLength: 10, maxLength: 2000 })

export const creditModelOperations = {
  listCreditModels: operation({
    method: 'GET',
    path: '/api/credit/models',
    permission: 'models:read',
    tag,
    summary: 'Versions, newest first',
    query: closed({ stage: Type.Optional(someOf(creditModelStages)), ...pageQuery }),
    reply: closed({ models: Type.Array(CreditModel), total: Type.Integer() }, { title: 'CreditModelList' }),
    problems: ['out_of_range'],
  }),
  getCreditModel: operation({
    method: 'GET',
    path: '/api/credit/models/{version}',
    permission: 'models:read',
    tag,
    summary: 'A version with its card and the reports of every step',
    params,
    reply: closed(
      {
        model: CreditModel,
        card: ModelCard,
        reports: Type.Record(Type.String(), Type.Unknown(), { description: 'By step of the pipeline.' }),
      },
      { title: 'CreditModelFile' },
    ),
    problems: ['not_found', 'out_of_range'],
  }),
  liveCreditModels: operation({
    method: 'GET',
    path: '/api/credit/live',
    permission: 'models:read',
    tag,
    summary: 'What model, policy and experiment decided at an instant',
    query: closed({ at: Type.Optional(InstantString) }),
    reply: closed(
      {
        at: InstantString,
        model_version: nullable(Type.String()),
        policy: nullable(closed({ name: Type.String(), version: Type.Integer() })),
        experiments: Type.Array(Type.String()),
        killed: Type.Boolean(),
      },
      { title: 'LiveDecider' },
    ),
    problems: ['out_of_range'],
  }),
  trainCreditModel: operation({
    method: 'POST',
    path: '/api/credit/train',
    permission: 'credit:train',
    tag,
    summary:
      'The whole pipeline: validate, drift, train, evaluate, bench, fairness, explainability, compliance, card, register, gate, promote',
    body: closed({
      upload_id: Type.Optional(
        Type.String({
          pattern: '^RAW_[0-9a-f]{8,32}$',
          description: 'An upload of applications with outcomes; default: recorded decisions with outcomes.',
        }),
      ),
      target: Type.Optional(
        Type.String({ minLength: 1, maxLength: 128, default: 'good', description: 'Column of the upload.' }),
      ),
      bad: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 128,
          description: 'Value of the target that means: went bad. Default: judged by its name and values.',
        }),
      ),
      mode: Type.Optional(oneOf(['full', 'incremental'] as const, { default: 'full' })),
      seed: Type.Optional(Seed),
      promote: Type.Optional(
        Type.Boolean({
          default: true,
          description: 'Whether a version that passes every gate becomes champion.',
        }),
      ),
    }),
    reply: JobStarted,
    statuses: [202],
    problems: ['malformed_request', 'out_of_range', 'not_found', 'unusable_data', 'conflict', 'unavailable'],
  }),
  moveCreditModel: operation({
    method: 'POST',
    path: '/api/credit/models/{version}/move',
    permission: 'models:promote',
    tag,
    summary: 'Promote, challenge, archive or reject a version',
    description:
      'Promotion needs every gate. A gate that is not met can be signed for, by name and with a reason; it stays visible.',
    params,
    body: closed({
      to: oneOf(creditModelStages),
      reason: Reason,
      overrides: Type.Optional(
        Type.Array(Type.String({ maxLength: 64 }), {
          maxItems: 50,
          description: 'Gates that are signed for.',
        }),
      ),
      ...actedBy,
    }),
    reply: CreditModel,
    problems: ['malformed_request', 'not_found', 'out_of_range', 'conflict', 'forbidden'],
  }),
  recordLoanOutcomes: operation({
    method: 'POST',
    path: '/api/credit/outcomes',
    permission: 'credit:train',
    tag,
    summary: 'Tell how loans went, by decision',
    body: closed({
      outcomes: Type.Array(
        closed({ decision_id: Type.String({ format: 'uuid' }), good: Type.Boolean(), known_on: DateString }),
        { minItems: 1, maxItems: 10_000 },
      ),
    }),
    reply: closed({ recorded: Type.Integer(), unknown: Type.Array(Type.String()) }),
    problems: ['malformed_request', 'out_of_range'],
  }),
}
