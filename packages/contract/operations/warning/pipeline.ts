/** The work behind the pages. */
import {
  BackfillRequest,
  ImportReport,
  ImportRequest,
  JobStarted,
  PipelineStatus,
  pipelineSteps,
  ScheduleRequest,
  ScoreRunRequest,
  SimulateBankRequest,
} from '../../entities/warning/pipeline.ts'
import { closed, oneOf } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Data management'

export const pipelineOperations = {
  pipelineStatus: operation({
    method: 'GET',
    path: '/api/warning/pipeline',
    permission: 'warning:read',
    tag,
    summary: 'What data there is, what runs, what runs next',
    reply: PipelineStatus,
    problems: [],
  }),
  simulateBank: operation({
    method: 'POST',
    path: '/api/warning/pipeline/simulate',
    permission: 'warning:write',
    tag,
    summary: 'Simulate customers with accounts, transactions and payments',
    body: SimulateBankRequest,
    reply: JobStarted,
    statuses: [202],
    problems: ['malformed_request', 'out_of_range', 'conflict', 'storage_full'],
  }),
  importTransactions: operation({
    method: 'POST',
    path: '/api/warning/pipeline/import',
    permission: 'warning:write',
    tag,
    summary: 'Read transactions from a CSV or Parquet file',
    description:
      'Without confirm=yes it says what would be read: the mapping of columns, signs, categories, and what is wrong where.',
    body: ImportRequest,
    multipart: true,
    fileParts: {
      payments:
        'Payments that were owed, with when they were paid: what a model learns from. CSV or Parquet.',
    },
    reply: ImportReport,
    statuses: [200, 202],
    problems: [
      'malformed_request',
      'unreadable_file',
      'unusable_data',
      'too_large',
      'out_of_range',
      'conflict',
      'storage_full',
    ],
  }),
  scorePortfolio: operation({
    method: 'POST',
    path: '/api/warning/pipeline/score',
    permission: 'warning:write',
    tag,
    summary: 'Score every customer, as it is done every night',
    body: ScoreRunRequest,
    reply: JobStarted,
    statuses: [202],
    problems: ['malformed_request', 'out_of_range', 'conflict', 'unavailable'],
  }),
  backfillScores: operation({
    method: 'POST',
    path: '/api/warning/pipeline/backfill',
    permission: 'warning:write',
    tag,
    summary: 'Score past dates with what was known then',
    body: BackfillRequest,
    reply: JobStarted,
    statuses: [202],
    problems: ['malformed_request', 'out_of_range', 'conflict', 'unavailable'],
  }),
  runStep: operation({
    method: 'POST',
    path: '/api/warning/pipeline/{step}/run',
    permission: 'warning:write',
    tag,
    summary: 'Run a step now, as its schedule would',
    params: closed({ step: oneOf(pipelineSteps) }),
    reply: PipelineStatus,
    statuses: [202],
    problems: ['conflict', 'out_of_range', 'unusable_data', 'unavailable'],
  }),
  scheduleStep: operation({
    method: 'PUT',
    path: '/api/warning/pipeline/{step}/schedule',
    permission: 'warning:train',
    tag,
    summary: 'When a step runs by itself',
    params: closed({ step: oneOf(pipelineSteps) }),
    body: ScheduleRequest,
    reply: PipelineStatus,
    problems: ['malformed_request', 'out_of_range'],
  }),
}
