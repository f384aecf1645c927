/** Decisions of whole files, in the background. */
import Type from 'typebox'
import { explanationDepths } from '../../entities/credit/vocabulary.ts'
import { FileId } from '../../entities/upload.ts'
import { JobStarted } from '../../entities/warning/pipeline.ts'
import { closed, oneOf } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Credit decisions'

export const creditFileOperations = {
  decideFile: operation({
    method: 'POST',
    path: '/api/v1/credit/score/file',
    permission: 'credit:decide',
    tag,
    summary: 'Decide a file of applications in the background',
    description:
      'explain: none, reasons of those that are not approved, or (full) of all. What is recorded is decided one by one, as over HTTP, at most 200,000 rows at a time; a trial has no such bound.',
    body: closed({
      upload_id: FileId,
      explain: Type.Optional(oneOf(explanationDepths, { default: 'reasons' })),
      format: Type.Optional(
        oneOf(['csv', 'parquet'], { default: 'csv', description: 'Of the file of decisions.' }),
      ),
      record: Type.Optional(
        Type.Boolean({
          default: true,
          description: 'Whether the decisions count, or are a trial that is not recorded.',
        }),
      ),
    }),
    reply: JobStarted,
    statuses: [202],
    problems: ['malformed_request', 'not_found', 'conflict', 'out_of_range', 'unusable_data', 'unavailable'],
  }),
  decidedFile: operation({
    method: 'GET',
    path: '/api/v1/credit/score/file/{job_id}/{filename}',
    permission: 'credit:read',
    tag,
    summary: 'The decisions of a file, and the rows that are no applications',
    params: closed({
      job_id: Type.String({ format: 'uuid' }),
      filename: oneOf(['decisions.csv', 'decisions.parquet', 'refused.csv']),
    }),
    replyKind: 'file',
    problems: ['not_found', 'out_of_range', 'range_not_satisfiable'],
  }),
}
