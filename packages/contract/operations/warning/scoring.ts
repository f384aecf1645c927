/** Scores: one customer, many, the portfolio; the names existing clients call. */
import Type from 'typebox'
import { CustomerList } from '../../entities/warning/customer.ts'
import { CustomerId } from '../../entities/warning/customer-id.ts'
import { CustomerHistory } from '../../entities/warning/history.ts'
import { RetrainingRequest, RetrainingStatus } from '../../entities/warning/model.ts'
import { WarningStats } from '../../entities/warning/overview.ts'
import { JobStarted } from '../../entities/warning/pipeline.ts'
import {
  BatchPredictReply,
  BatchPredictRequest,
  Prediction,
  PredictRequest,
} from '../../entities/warning/score.ts'
import { riskLevels } from '../../entities/warning/vocabulary.ts'
import { closed, someOf } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Early warning'

export const scoringOperations = {
  predict: operation({
    method: 'POST',
    path: '/predict',
    permission: 'warning:score',
    tag,
    summary: 'Score one customer, with the drivers of the score',
    description:
      'By customer_id, with features computed from what is known now; by features; or by transactions. The score of a known customer is recorded.',
    body: PredictRequest,
    reply: Prediction,
    problems: ['malformed_request', 'not_found', 'out_of_range', 'unusable_data', 'conflict', 'unavailable'],
  }),
  batchPredict: operation({
    method: 'POST',
    path: '/batch-predict',
    permission: 'warning:score',
    tag,
    summary: 'Score up to 1000 customers',
    description: 'Customers that cannot be scored are listed beside the others, with the reason.',
    body: BatchPredictRequest,
    reply: BatchPredictReply,
    problems: ['malformed_request', 'out_of_range', 'unusable_data', 'conflict', 'unavailable'],
  }),
  portfolioStats: operation({
    method: 'GET',
    path: '/stats',
    permission: 'warning:read',
    tag,
    summary: 'Figures of the portfolio now and 30 days before',
    reply: WarningStats,
    problems: ['unavailable'],
  }),
  customerHistory: operation({
    method: 'GET',
    path: '/customer/{id}/history',
    permission: 'warning:read',
    tag,
    summary: 'Scores of a customer over time, and the interventions',
    params: closed({ id: CustomerId }),
    query: closed({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 180 })) }),
    reply: CustomerHistory,
    problems: ['not_found', 'out_of_range'],
  }),
  highRiskCustomers: operation({
    method: 'GET',
    path: '/high-risk-customers',
    permission: 'warning:read',
    tag,
    summary: 'The riskiest customers',
    query: closed({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 10 })),
      min_score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
      level: Type.Optional(someOf(riskLevels)),
    }),
    reply: CustomerList,
    problems: ['out_of_range'],
  }),
  retrainingStatus: operation({
    method: 'GET',
    path: '/retraining/status',
    permission: 'warning:read',
    tag,
    summary: 'Whether a model is being trained, and what came of the last training',
    reply: RetrainingStatus,
    problems: [],
  }),
  triggerRetraining: operation({
    method: 'POST',
    path: '/retraining/trigger',
    permission: 'warning:train',
    tag,
    summary: 'Train a model on everything known now; it is promoted only if it is better',
    body: RetrainingRequest,
    reply: JobStarted,
    statuses: [202],
    problems: ['malformed_request', 'out_of_range', 'conflict', 'unavailable'],
  }),
}
