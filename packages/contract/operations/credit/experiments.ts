/** Champion and challenger. */
import Type from 'typebox'
import { Experiment, ExperimentId, ExperimentReport, Guardrails } from '../../entities/credit/experiment.ts'
import { closed, oneOf, pageQuery, share } from '../../schema.ts'
import { operation } from '../operation.ts'
import { actedBy } from './acted-by.ts'

const tag = 'Experiments'
const params = closed({ id: ExperimentId })
const Reason = Type.String({ minLength: 10, maxLength: 2000 })

export const experimentOperations = {
  listExperiments: operation({
    method: 'GET',
    path: '/api/credit/experiments',
    permission: 'credit:read',
    tag,
    summary: 'Experiments, newest first',
    query: closed(pageQuery),
    reply: closed(
      { experiments: Type.Array(Experiment), total: Type.Integer() },
      { title: 'ExperimentList' },
    ),
    problems: ['out_of_range'],
  }),
  createExperiment: operation({
    method: 'POST',
    path: '/api/credit/experiments',
    permission: 'experiments:write',
    tag,
    summary: 'Set a challenger against the champion',
    body: closed({
      id: ExperimentId,
      title: Type.String({ minLength: 1, maxLength: 200 }),
      challenger_model: Type.Optional(
        Type.String({ maxLength: 64, description: 'Default: the champion model.' }),
      ),
      challenger_policy: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Default: the policy in force.' }),
      ),
      rollout: Type.Optional(
        Type.Array(share(), {
          minItems: 1,
          maxItems: 10,
          default: [0.01, 0.05, 0.2, 0.5],
          description: 'Rising.',
        }),
      ),
      guardrails: Type.Optional(Guardrails),
      ...actedBy,
    }),
    reply: Experiment,
    statuses: [201],
    problems: ['malformed_request', 'out_of_range', 'not_found', 'conflict', 'forbidden'],
  }),
  getExperiment: operation({
    method: 'GET',
    path: '/api/credit/experiments/{id}',
    permission: 'credit:read',
    tag,
    summary: 'An experiment with its figures and guard-rails',
    params,
    reply: ExperimentReport,
    problems: ['not_found', 'out_of_range'],
  }),
  moveExperiment: operation({
    method: 'POST',
    path: '/api/credit/experiments/{id}/move',
    permission: 'experiments:write',
    tag,
    summary: 'Shadow, start, advance, stop or conclude an experiment',
    params,
    body: closed({
      action: oneOf(['shadow', 'start', 'advance', 'stop', 'conclude'] as const),
      reason: Reason,
      ...actedBy,
    }),
    reply: Experiment,
    problems: ['malformed_request', 'not_found', 'out_of_range', 'conflict', 'forbidden'],
  }),
}
