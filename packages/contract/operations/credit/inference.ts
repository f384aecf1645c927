/** Open Inference Protocol, version 2: https://github.com/kserve/open-inference-protocol */
import Type, { type Static } from 'typebox'
import { closed } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Inference protocol'
const Name = Type.String({
  minLength: 1,
  maxLength: 64,
  description: '`credit` or `early-warning`, or a version or an alias of either, such as champion.',
})
const Version = Type.String({ minLength: 1, maxLength: 64, description: 'A version or an alias.' })
const params = closed({ name: Name })
const versioned = closed({ name: Name, version: Version })

/** Bytes of a body: ten thousand rows of thirty features, written out. */
const BODY_BYTES = 16 * 1024 * 1024

const TensorMeta = closed({
  name: Type.String(),
  datatype: Type.String(),
  shape: Type.Array(Type.Integer(), { description: '-1 is any number.' }),
  parameters: Type.Optional(
    closed({
      categories: Type.Array(Type.String(), {
        description: 'Labels of a category, in the order of their codes in the tensor `features`.',
      }),
    }),
  ),
})
const Parameters = Type.Optional(Type.Record(Type.String(), Type.Unknown()))
const Tensor = closed({
  name: Type.String(),
  shape: Type.Array(Type.Integer({ minimum: 0 })),
  datatype: Type.String({
    description: 'FP64 for numbers, BYTES for text; whole numbers and BOOL are taken too.',
  }),
  parameters: Parameters,
  data: Type.Array(Type.Unknown(), {
    description: 'Row by row, flat or nested as the shape says; null is missing.',
  }),
})
const InferRequest = closed({
  id: Type.Optional(Type.String({ maxLength: 128 })),
  parameters: Parameters,
  inputs: Type.Array(Tensor, { minItems: 1, maxItems: 1000 }),
  outputs: Type.Optional(
    Type.Array(closed({ name: Type.String(), parameters: Parameters }), { maxItems: 100 }),
  ),
})
export type InferRequest = Static<typeof InferRequest>
const InferReply = closed(
  {
    model_name: Type.String(),
    model_version: Type.Optional(Type.String()),
    id: Type.Optional(Type.String()),
    outputs: Type.Array(Tensor),
  },
  { title: 'InferenceReply' },
)
const ModelMetadata = closed(
  {
    name: Type.String(),
    versions: Type.Array(Type.String()),
    platform: Type.String(),
    inputs: Type.Array(TensorMeta),
    outputs: Type.Array(TensorMeta),
  },
  { title: 'InferenceModel' },
)
const Ready = closed({ name: Type.String(), ready: Type.Boolean() })
const infer = {
  method: 'POST',
  permission: 'credit:decide',
  tag,
  body: InferRequest,
  bodyBytes: BODY_BYTES,
  reply: InferReply,
} as const

export const inferenceOperations = {
  inferenceLive: operation({
    method: 'GET',
    path: '/v2/health/live',
    permission: 'system:read',
    tag,
    summary: 'Whether the server runs',
    reply: closed({ live: Type.Boolean() }),
    problems: [],
  }),
  inferenceReady: operation({
    method: 'GET',
    path: '/v2/health/ready',
    permission: 'system:read',
    tag,
    summary: 'Whether every model that decides is loaded',
    reply: closed({ ready: Type.Boolean() }),
    problems: ['unavailable'],
  }),
  inferenceServer: operation({
    method: 'GET',
    path: '/v2',
    permission: 'system:read',
    tag,
    summary: 'Name, version and extensions of the server',
    reply: closed({ name: Type.String(), version: Type.String(), extensions: Type.Array(Type.String()) }),
    problems: [],
  }),
  inferenceModel: operation({
    method: 'GET',
    path: '/v2/models/{name}',
    permission: 'models:read',
    tag,
    summary: 'Inputs and outputs of a registered model',
    description:
      '`credit` and `early-warning` are what decides and warns now. A version, or an alias such as challenger, names one model; an alias of both is the one of credit decisions.',
    params,
    reply: ModelMetadata,
    problems: ['not_found', 'out_of_range', 'unavailable'],
  }),
  inferenceModelReady: operation({
    method: 'GET',
    path: '/v2/models/{name}/ready',
    permission: 'models:read',
    tag,
    summary: 'Whether a model can be asked',
    params,
    reply: Ready,
    problems: ['not_found', 'out_of_range', 'unavailable'],
  }),
  inferenceModelVersion: operation({
    method: 'GET',
    path: '/v2/models/{name}/versions/{version}',
    permission: 'models:read',
    tag,
    summary: 'Inputs and outputs of a version',
    params: versioned,
    reply: ModelMetadata,
    problems: ['not_found', 'out_of_range', 'unavailable'],
  }),
  inferenceVersionReady: operation({
    method: 'GET',
    path: '/v2/models/{name}/versions/{version}/ready',
    permission: 'models:read',
    tag,
    summary: 'Whether a version can be asked',
    params: versioned,
    reply: Ready,
    problems: ['not_found', 'out_of_range', 'unavailable'],
  }),
  infer: operation({
    ...infer,
    path: '/v2/models/{name}/infer',
    summary: 'Score rows with a model; nothing is decided or recorded',
    description:
      'Up to 10,000 rows: one tensor for each feature, shape [n] or [n, 1], or one named `features`, shape [n, features], in the order of the metadata. Answers `score` and `pd` (credit) or `risk_score` (early warning).',
    params,
    problems: ['malformed_request', 'not_found', 'out_of_range', 'unavailable'],
  }),
  inferVersion: operation({
    ...infer,
    path: '/v2/models/{name}/versions/{version}/infer',
    summary: 'Score rows with a version of a model',
    params: versioned,
    problems: ['malformed_request', 'not_found', 'out_of_range', 'unavailable'],
  }),
}
