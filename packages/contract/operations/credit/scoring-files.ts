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
    body: closed({
      upload_id: FileId,
      explain: Type.Optional(oneOf(explanationDepths, { default: 'reasons' })),
      record: Type.Optional(
        Type.Boolean({
          default: true,
          description: 'Whether the decisions count, or are a trial that is not recorded.',
        }),
      ),
    }),
    reply: JobStarted,
    statuses: [202],
    problems: ['malformed_request', 'not_found', 'out_of_range', 'unusable_data', 'unavailable'],
  }),
}
