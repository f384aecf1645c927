/** The OpenAPI 3.1 description, derived from the contract. */
import { type Operation, Problem, type ProblemCode, problems, roles } from '@pratibimba/contract'
import { requestExamples } from './examples.ts'
import { type Components, openApiSchema } from './schema.ts'

type Json = Record<string, unknown>

/** Every address refuses parameters it does not know, and every one needs the database. */
const everywhere: readonly ProblemCode[] = [
  'unauthenticated',
  'forbidden',
  'out_of_range',
  'rate_limited',
  'internal',
  'unavailable',
]

/** Describes every operation with its parameters, bodies, replies and problems. */
export function openApiDocument(operations: Readonly<Record<string, Operation>>, version: string): Json {
  const components: Components = new Map()
  openApiSchema(Problem, components)
  const paths: Record<string, Json> = {}
  for (const [name, operation] of Object.entries(operations)) {
    paths[operation.path] ??= {}
    paths[operation.path][operation.method.toLowerCase()] = describe(name, operation, components)
  }
  const tags = [...new Set(Object.values(operations).map(({ tag }) => tag))]
  return {
    openapi: '3.1.1',
    info: {
      title: 'Pratibimba',
      version,
      summary: 'Synthetic credit data, early warning of missed payments, and what proves them.',
      description:
        'Unknown fields and wrong types are refused, never dropped or converted. Every refusal is a problem document (RFC 9457) with a field list by JSON pointer.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: { schemas: Object.fromEntries(components) },
  }
}

function describe(name: string, operation: Operation, components: Components): Json {
  const holders = Object.entries(roles).filter(([, held]) =>
    (held as readonly string[]).includes(operation.permission),
  )
  const permission = `Permission \`${operation.permission}\`: ${holders.map(([role]) => role).join(', ')}.`
  const parameters = [
    ...parametersOf('path', operation.params, components),
    ...parametersOf('query', operation.query, components),
  ]
  return {
    operationId: name,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, permission].filter(Boolean).join('\n\n'),
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(name, operation, components),
    responses: { ...repliesOf(operation, components), ...problemsOf(operation) },
  }
}

function parametersOf(place: 'path' | 'query', schema: Operation['params'], components: Components): Json[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || ((schema?.required ?? []) as readonly string[]).includes(name),
    ...('description' in property && { description: property.description }),
    schema: openApiSchema(property, components),
  }))
}

function bodyOf(name: string, operation: Operation, components: Components): Json {
  if (operation.multipart) {
    const file = {
      type: 'array',
      items: { type: 'string', format: 'binary' },
      description: 'CSV or Parquet.',
    }
    // Fields come before the files.
    const fields = Object.entries(operation.body?.properties ?? {}).map(([field, property]) => [
      field,
      openApiSchema(property, components),
    ])
    const others = Object.entries(operation.fileParts ?? {}).map(([part, description]) => [
      part,
      { type: 'string', format: 'binary', description },
    ])
    const properties = { ...Object.fromEntries(fields), ...Object.fromEntries(others), file }
    const schema = { type: 'object', properties, required: ['file'] }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
  }
  if (operation.body === undefined) return {}
  const examples = requestExamples[name as keyof typeof requestExamples]
  const content = { schema: openApiSchema(operation.body, components), ...(examples && { examples }) }
  return { requestBody: { required: true, content: { 'application/json': content } } }
}

const replyTypes = { json: 'application/json', events: 'text/event-stream' } as const
const statusTexts: Readonly<Record<number, string>> = {
  200: 'Done',
  202: 'Accepted; the work goes on as a job',
  206: 'Part of the file',
}

function repliesOf(operation: Operation, components: Components): Json {
  const kind = operation.replyKind ?? 'json'
  const binary = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } }
  const content =
    kind === 'file'
      ? { 'text/csv': binary, 'application/vnd.apache.parquet': binary }
      : { [replyTypes[kind]]: { schema: openApiSchema(operation.reply, components) } }
  const statuses = operation.statuses ?? [200]
  return Object.fromEntries(
    statuses.map((status) => [status, { description: statusTexts[status] ?? 'Done', content }]),
  )
}

/** Codes that share a status are told in one entry. */
function problemsOf(operation: Operation): Json {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of new Set([...operation.problems, ...everywhere])) {
    const { status } = problems[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const retry = {
    'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait before trying again.' },
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        content,
        ...((status === 429 || status === 503) && { headers: retry }),
      },
    ]),
  )
}
