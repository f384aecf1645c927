/** Early-warning models, their features, and whether both still hold. */
import Type from 'typebox'
import { segmentations } from '../../entities/warning/customer.ts'
import {
  FeatureCatalogue,
  ModelVersion,
  modelStages,
  WarningModel,
  WarningModelList,
  WarningModelReport,
} from '../../entities/warning/model.ts'
import {
  AlertList,
  DataQuality,
  DriftReport,
  LivePerformance,
  WarningFairness,
} from '../../entities/warning/monitoring.ts'
import { closed, DateString, oneOf, pageQuery, someOf } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Models'
const versionParams = closed({ version: ModelVersion })
const Reason = Type.String({ minLength: 10, maxLength: 500, description: 'Kept in the audit chain.' })

export const warningModelOperations = {
  listWarningModels: operation({
    method: 'GET',
    path: '/api/warning/models',
    permission: 'models:read',
    tag,
    summary: 'Versions of the early-warning model, newest first',
    query: closed({ stage: Type.Optional(someOf(modelStages)), ...pageQuery }),
    reply: WarningModelList,
    problems: ['out_of_range'],
  }),
  getWarningModel: operation({
    method: 'GET',
    path: '/api/warning/models/{version}',
    permission: 'models:read',
    tag,
    summary: 'How good a version is: metrics with intervals, thresholds with costs, reliability, importance',
    description: '`champion` stands for the version in use.',
    params: versionParams,
    reply: WarningModelReport,
    problems: ['not_found', 'out_of_range'],
  }),
  downloadPredictions: operation({
    method: 'GET',
    path: '/api/warning/models/{version}/predictions',
    permission: 'data:download',
    tag,
    summary: 'The stored predictions every figure of the version comes from',
    params: versionParams,
    replyKind: 'file',
    problems: ['not_found', 'out_of_range'],
  }),
  promoteWarningModel: operation({
    method: 'POST',
    path: '/api/warning/models/{version}/promote',
    permission: 'models:promote',
    tag,
    summary: 'Let a version decide',
    params: versionParams,
    body: closed({
      reason: Reason,
      although_worse: Type.Optional(
        Type.Boolean({
          default: false,
          description: 'Needed where the version is worse than the present one.',
        }),
      ),
    }),
    reply: WarningModel,
    problems: ['malformed_request', 'not_found', 'conflict', 'out_of_range'],
  }),
  rollbackWarningModel: operation({
    method: 'POST',
    path: '/api/warning/models/rollback',
    permission: 'models:promote',
    tag,
    summary: 'Return to the previous version, at once',
    body: closed({ reason: Reason }),
    reply: WarningModel,
    problems: ['malformed_request', 'conflict', 'out_of_range'],
  }),
  listFeatures: operation({
    method: 'GET',
    path: '/api/warning/features',
    permission: 'models:read',
    tag,
    summary: 'The catalogue of behavioural features',
    reply: FeatureCatalogue,
    problems: [],
  }),
  assessDrift: operation({
    method: 'GET',
    path: '/api/warning/monitoring/drift',
    permission: 'models:read',
    tag,
    summary: 'How far inputs and scores have moved from the training data',
    query: closed({ as_of: Type.Optional(DateString) }),
    reply: DriftReport,
    problems: ['not_found', 'conflict', 'out_of_range'],
  }),
  assessDataQuality: operation({
    method: 'GET',
    path: '/api/warning/monitoring/quality',
    permission: 'models:read',
    tag,
    summary: 'Completeness, freshness and ranges of what comes in',
    reply: DataQuality,
    problems: ['conflict'],
  }),
  livePerformance: operation({
    method: 'GET',
    path: '/api/warning/monitoring/performance',
    permission: 'models:read',
    tag,
    summary: 'How past scores turned out, and what is expected of the young ones',
    reply: LivePerformance,
    problems: ['conflict'],
  }),
  warningFairness: operation({
    method: 'GET',
    path: '/api/warning/monitoring/fairness',
    permission: 'models:read',
    tag,
    summary: 'Flags and errors by group of customers',
    query: closed({ by: oneOf(segmentations) }),
    reply: WarningFairness,
    problems: ['conflict', 'out_of_range'],
  }),
  listAlerts: operation({
    method: 'GET',
    path: '/api/warning/alerts',
    permission: 'models:read',
    tag,
    summary: 'Alerts, newest first',
    query: closed({
      state: Type.Optional(someOf(['open', 'acknowledged', 'resolved'])),
      ...pageQuery,
    }),
    reply: AlertList,
    problems: ['out_of_range'],
  }),
  acknowledgeAlert: operation({
    method: 'POST',
    path: '/api/warning/alerts/{alert_id}/acknowledge',
    permission: 'interventions:act',
    tag,
    summary: 'Say that an alert was seen',
    params: closed({ alert_id: Type.String({ format: 'uuid' }) }),
    body: closed({ note: Type.Optional(Type.String({ maxLength: 500 })) }),
    reply: closed({ alert_id: Type.String(), state: oneOf(['acknowledged']) }),
    problems: ['malformed_request', 'not_found', 'conflict', 'out_of_range'],
  }),
}
