/** Uploaded data: the detected schema a person can correct, and the request for a twin of it. */
import Type, { type Static } from 'typebox'
import { closed, InstantString, oneOf, Seed, Sha256, share } from '../schema.ts'
import { columnTypes, personalKinds } from './vocabulary.ts'

export const FileId = Type.String({ pattern: '^RAW_[0-9a-f]{8,32}$', description: 'RAW_xxxxxxxx' })

export const DetectedColumn = closed({
  name: Type.String(),
  type: oneOf(columnTypes),
  personal_kind: Type.Optional(oneOf(personalKinds)),
  confidence: share({ description: 'How sure the detection is; 1 once a person confirmed it.' }),
  reason: Type.String({ description: 'What spoke for this type.' }),
  missing_share: share(),
  distinct: Type.Integer(),
  quasi_identifier: Type.Boolean({
    description: 'Could single a person out together with others; k-anonymity is enforced on these.',
  }),
  order: Type.Optional(
    Type.Array(Type.String(), { description: 'Levels of an ordered category, lowest first.' }),
  ),
})
export type DetectedColumn = Static<typeof DetectedColumn>

export const Relationship = closed({
  child_table: Type.String(),
  child_column: Type.String(),
  parent_table: Type.String(),
  parent_column: Type.String(),
})
export type Relationship = Static<typeof Relationship>

export const DetectedTable = closed({
  name: Type.String(),
  filename: Type.String(),
  rows: Type.Integer(),
  rejected_rows: Type.Integer({ description: 'Rows that could not be read; they are left out.' }),
  rejected: Type.Array(
    closed({ line: Type.Integer(), column: Type.Optional(Type.String()), reason: Type.String() }),
    {
      description: 'The first of them.',
    },
  ),
  primary_key: Type.Union([Type.String(), Type.Null()]),
  columns: Type.Array(DetectedColumn),
})
export type DetectedTable = Static<typeof DetectedTable>

export const DetectedSchema = closed(
  {
    tables: Type.Array(DetectedTable),
    relationships: Type.Array(Relationship),
    warnings: Type.Array(Type.String()),
  },
  { title: 'DetectedSchema' },
)
export type DetectedSchema = Static<typeof DetectedSchema>

export const UploadReply = closed(
  {
    status: oneOf(['success']),
    file_id: FileId,
    filename: Type.String(),
    detected_columns: Type.Array(Type.String()),
    message: Type.String(),
    schema: DetectedSchema,
  },
  { title: 'UploadReply' },
)
export type UploadReply = Static<typeof UploadReply>

export const Upload = closed(
  {
    file_id: FileId,
    status: oneOf(['READY', 'REMOVED']),
    filename: Type.String(),
    rows: Type.Integer(),
    bytes: Type.Integer(),
    sha256: Sha256,
    schema: DetectedSchema,
    created_at: InstantString,
    removed_at: Type.Union([InstantString, Type.Null()]),
  },
  { title: 'Upload' },
)
export type Upload = Static<typeof Upload>

export const UploadList = closed(
  { uploads: Type.Array(Upload), total: Type.Integer() },
  { title: 'UploadList' },
)
export type UploadList = Static<typeof UploadList>

/** Corrections a person makes to the detected schema; columns not named stay as they are. */
export const SchemaCorrections = closed(
  {
    columns: Type.Optional(
      Type.Array(
        closed({
          table: Type.Optional(Type.String({ description: 'Needed where several tables were uploaded.' })),
          name: Type.String(),
          type: Type.Optional(oneOf(columnTypes)),
          personal_kind: Type.Optional(oneOf(personalKinds)),
          quasi_identifier: Type.Optional(Type.Boolean()),
          order: Type.Optional(Type.Array(Type.String())),
        }),
      ),
    ),
    primary_keys: Type.Optional(
      Type.Array(closed({ table: Type.String(), column: Type.Union([Type.String(), Type.Null()]) })),
    ),
    relationships: Type.Optional(Type.Array(Relationship)),
  },
  { title: 'SchemaCorrections' },
)
export type SchemaCorrections = Static<typeof SchemaCorrections>

const twinFields = {
  engine: Type.Optional(
    Type.String({
      default: 'auto',
      description:
        'gaussian; t for joint extremes; factor for extremes on one side; auto chooses the first that keeps the tails the data show.',
    }),
  ),
  seed: Type.Optional(Seed),
  primary_key: Type.Optional(
    Type.String({ description: 'Column that identifies a row; made new and unique.' }),
  ),
}

export const ClonePortfolioRequest = closed(
  {
    file_id: FileId,
    num_samples: Type.Optional(
      Type.Integer({
        minimum: 10,
        maximum: 100_000,
        default: 1000,
        description: 'Rows of the twin (of its first table).',
      }),
    ),
    ...twinFields,
    k_anonymity: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 100,
        default: 5,
        description: 'Smallest group that shares its quasi-identifiers.',
      }),
    ),
    quasi_identifiers: Type.Optional(
      Type.Array(Type.String(), { description: 'Replaces the quasi-identifiers of the schema.' }),
    ),
    relationships: Type.Optional(Type.Array(Relationship)),
  },
  { title: 'ClonePortfolioRequest' },
)
export type ClonePortfolioRequest = Static<typeof ClonePortfolioRequest>

/** What the command line takes beside its files. */
export const TwinSettings = closed({
  num_samples: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10_000_000_000, default: 1000, description: 'Rows of the twin.' }),
  ),
  ...twinFields,
})
export type TwinSettings = Static<typeof TwinSettings>

export const ClonePortfolioReply = closed(
  {
    status: oneOf(['initializing']),
    portfolio_id: Type.String(),
    job_id: Type.String(),
    message: Type.String(),
  },
  { title: 'ClonePortfolioReply' },
)
export type ClonePortfolioReply = Static<typeof ClonePortfolioReply>
