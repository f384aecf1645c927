/** Uploaded data and its twins. */
import Type from 'typebox'
import { PortfolioId } from '../entities/portfolio.ts'
import { TwinComparison } from '../entities/summary.ts'
import {
  ClonePortfolioReply,
  ClonePortfolioRequest,
  FileId,
  SchemaCorrections,
  Upload,
  UploadList,
  UploadReply,
} from '../entities/upload.ts'
import { closed, oneOf, pageQuery } from '../schema.ts'
import { operation } from './operation.ts'

const fileParams = closed({ file_id: FileId })

export const twinOperations = {
  uploadData: operation({
    method: 'POST',
    path: '/api/fintech/upload-data',
    permission: 'uploads:write',
    tag: 'Twins',
    summary: 'Upload a CSV or Parquet file, or several that belong together',
    description: 'multipart/form-data with one or more parts named `file`.',
    multipart: true,
    reply: UploadReply,
    problems: [
      'malformed_request',
      'unreadable_file',
      'too_large',
      'unsupported_media_type',
      'storage_full',
      'rate_limited',
    ],
  }),
  listUploads: operation({
    method: 'GET',
    path: '/api/fintech/uploads',
    permission: 'uploads:read',
    tag: 'Twins',
    summary: 'Uploads, newest first',
    query: closed({ status: Type.Optional(oneOf(['READY', 'REMOVED'])), ...pageQuery }),
    reply: UploadList,
    problems: ['out_of_range'],
  }),
  getUpload: operation({
    method: 'GET',
    path: '/api/fintech/uploads/{file_id}',
    permission: 'uploads:read',
    tag: 'Twins',
    summary: 'An upload with its schema',
    params: fileParams,
    reply: Upload,
    problems: ['not_found', 'out_of_range'],
  }),
  correctSchema: operation({
    method: 'PATCH',
    path: '/api/fintech/uploads/{file_id}/schema',
    permission: 'uploads:write',
    tag: 'Twins',
    summary: 'Correct the detected schema',
    params: fileParams,
    body: SchemaCorrections,
    reply: Upload,
    problems: ['not_found', 'conflict', 'malformed_request', 'out_of_range', 'unusable_data'],
  }),
  deleteUpload: operation({
    method: 'DELETE',
    path: '/api/fintech/uploads/{file_id}',
    permission: 'uploads:write',
    tag: 'Twins',
    summary: 'Remove the original data; twins and audit entries stay',
    params: fileParams,
    reply: closed({ file_id: FileId, status: oneOf(['removed']) }),
    problems: ['not_found', 'conflict', 'out_of_range'],
  }),
  clonePortfolio: operation({
    method: 'POST',
    path: '/api/fintech/clone-portfolio',
    permission: 'portfolios:write',
    tag: 'Twins',
    summary: 'Start a twin of an upload',
    body: ClonePortfolioRequest,
    reply: ClonePortfolioReply,
    statuses: [202],
    problems: [
      'malformed_request',
      'not_found',
      'conflict',
      'out_of_range',
      'unusable_data',
      'rate_limited',
      'unavailable',
    ],
  }),
  compareTwin: operation({
    method: 'GET',
    path: '/api/fintech/portfolio/{portfolio_id}/comparison',
    permission: 'portfolios:read',
    tag: 'Twins',
    summary: 'A finished twin beside its original, column by column',
    params: closed({ portfolio_id: PortfolioId }),
    reply: TwinComparison,
    problems: ['not_found', 'conflict', 'out_of_range'],
  }),
}
