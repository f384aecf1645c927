/** What validation found, as sentences for a person: what is wrong, the allowed range, the fix. */
import type { FieldError } from '@pratibimba/contract'
import type { ErrorObject } from 'ajv'
import { closest, distance } from 'fastest-levenshtein'

/** At most this many are told; a body of a million wrong fields gets no answer of a million lines. */
const MAX_TOLD = 20

/** Field errors of one request part, by JSON pointer, in the order of the request. */
export function fieldErrorsOf(errors: readonly ErrorObject[]): FieldError[] {
  const told = new Map<string, FieldError>()
  for (const error of withoutUnionNoise(errors)) {
    const pointer = pointerOf(error)
    if (told.size < MAX_TOLD && !told.has(pointer))
      told.set(pointer, { pointer, detail: discreetly(error, sentenceOf(error, pointer)) })
  }
  return [...told.values()]
}

/** A union reports the errors of every branch; only those of branches whose type fits help, else the list of types. */
function withoutUnionNoise(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf')
  if (unions.length === 0) return errors
  return errors.filter((error) => {
    const union = unions.find(
      (candidate) =>
        error !== candidate &&
        error.instancePath.startsWith(candidate.instancePath) &&
        error.schemaPath.startsWith(`${candidate.schemaPath}/`),
    )
    if (union === undefined) return error.keyword !== 'anyOf' || !hasFittingBranch(error, errors)
    return error.keyword !== 'type' || error.instancePath !== union.instancePath
  })
}

function hasFittingBranch(union: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const inside = errors.filter((error) => error.schemaPath.startsWith(`${union.schemaPath}/`))
  return inside.some((error) => error.keyword !== 'type' || error.instancePath !== union.instancePath)
}

function pointerOf(error: ErrorObject): string {
  const below = error.params.additionalProperty ?? error.params.missingProperty
  return below === undefined
    ? error.instancePath
    : `${error.instancePath}/${escapePointer(clip(String(below)))}`
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Problems are logged and forwarded by those who receive them: what persons are and have is not repeated. */
function discreetly({ parentSchema }: ErrorObject, sentence: string): string {
  const isPersonal = (parentSchema as Record<string, unknown> | undefined)?.['x-personal'] === true
  return isPersonal ? sentence.replace(/; got .*$/s, '.') : sentence
}

function sentenceOf(error: ErrorObject, pointer: string): string {
  const field = nameOf(pointer)
  const schema = (error.parentSchema ?? {}) as Record<string, unknown>
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(
        clip(String(error.params.additionalProperty)),
        Object.keys((schema.properties as object) ?? {}),
      )
    case 'required':
      return `${field} is missing; it is required.`
    case 'type':
      return wrongType(field, error.params.type, error.data, schema)
    case 'enum':
      return wrongChoice(field, schema.enum as readonly unknown[], error.data)
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${field} must be ${rangeOf(schema)}; got ${show(error.data)}.`
    case 'minItems':
    case 'maxItems':
    case 'additionalItems':
      return `${field} must hold ${countOf(schema)}; got ${(error.data as unknown[]).length}.`
    case 'minLength':
    case 'maxLength':
      return `${field} must have ${lengthOf(schema)}; got ${(error.data as string).length}.`
    case 'minProperties':
      return `${field} must name at least ${error.params.limit} of ${Object.keys((schema.properties as object) ?? {}).join(', ')}.`
    case 'pattern':
      return `${field} must look like ${String(schema.description ?? schema.pattern).replace(/\.$/, '')}.`
    case 'format':
      return `${field} must be ${formatNames[error.params.format] ?? `a ${error.params.format}`}; got ${show(error.data)}.`
    case 'anyOf':
      return `${field} must be ${((schema.anyOf as { type?: string }[]) ?? []).map((branch) => typeNames[branch.type ?? ''] ?? branch.type).join(' or ')}; got ${kindOf(error.data)}.`
    default:
      return `${field} ${error.message ?? 'is not valid'}.`
  }
}

const typeNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'a text in quotes',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  null: 'null',
}

const formatNames: Readonly<Record<string, string>> = {
  date: 'a date that exists, written YYYY-MM-DD',
  'date-time': 'an instant, written YYYY-MM-DDThh:mm:ssZ',
  uuid: 'a UUID',
}

function wrongType(field: string, type: unknown, data: unknown, schema: Record<string, unknown>): string {
  const wanted = typeNames[String(type)] ?? String(type)
  const range = rangeOf(schema)
  const allowed = range === '' ? wanted : `${wanted} ${range}`
  if (type !== 'string' && typeof data === 'string') {
    const quoted = data.trim() !== '' && (isNumeric(data) || data === 'true' || data === 'false')
    if (quoted)
      return `${field} must be ${allowed}; got ${show(data)} in quotes. Write it without the quotes.`
  }
  return `${field} must be ${allowed}; got ${kindOf(data)}.`
}

function isNumeric(text: string): boolean {
  return Number.isFinite(Number(text))
}

function unknownField(name: string, known: readonly string[]): string {
  const nearest = nearestOf(name, known)
  if (nearest !== undefined) return `"${name}" is not a field here; did you mean "${nearest}"?`
  if (known.length === 0) return `"${name}" is not a field here; none are taken.`
  return `"${name}" is not a field here; the fields are ${known.join(', ')}.`
}

function wrongChoice(field: string, choices: readonly unknown[], data: unknown): string {
  const nearest = typeof data === 'string' ? nearestOf(clip(data), choices.map(String)) : undefined
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
  return `${field} must be one of ${choices.join(', ')}; got ${show(data)}.${hint}`
}

/** The known name that is close enough to be meant. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const nearest = closest(
    name.toLowerCase(),
    known.map((candidate) => candidate.toLowerCase()),
  )
  const index = known.findIndex((candidate) => candidate.toLowerCase() === nearest)
  const far = distance(name.toLowerCase(), nearest) > Math.max(2, Math.floor(name.length / 3))
  return far ? undefined : known[index]
}

function rangeOf(schema: Record<string, unknown>): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema as Record<
    string,
    number | undefined
  >
  if (minimum !== undefined && maximum !== undefined) return `from ${plain(minimum)} to ${plain(maximum)}`
  if (minimum !== undefined) return `at least ${plain(minimum)}`
  if (maximum !== undefined) return `at most ${plain(maximum)}`
  if (exclusiveMinimum !== undefined) return `more than ${plain(exclusiveMinimum)}`
  if (exclusiveMaximum !== undefined) return `less than ${plain(exclusiveMaximum)}`
  return ''
}

function countOf(schema: Record<string, unknown>): string {
  const { minItems, maxItems, items } = schema as { minItems?: number; maxItems?: number; items?: unknown }
  if (Array.isArray(items)) return `exactly ${items.length} values`
  if (maxItems === undefined) return `at least ${minItems} values`
  return `${minItems ?? 0} to ${maxItems} values`
}

function lengthOf(schema: Record<string, unknown>): string {
  const { minLength, maxLength } = schema as { minLength?: number; maxLength?: number }
  if (maxLength === undefined) return `at least ${minLength} characters`
  return `${minLength ?? 0} to ${maxLength} characters`
}

const thousands = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 17 })

function plain(value: number): string {
  return thousands.format(value)
}

function nameOf(pointer: string): string {
  return pointer === '' ? 'The body' : pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~')
}

function kindOf(data: unknown): string {
  if (data === null) return 'null'
  if (Array.isArray(data)) return 'a list'
  if (typeof data === 'object') return 'an object'
  if (typeof data === 'string') return `the text ${show(data)}`
  return show(data)
}

function show(data: unknown): string {
  if (typeof data === 'string') return `"${clip(data)}"`
  if (typeof data === 'object' && data !== null) return kindOf(data)
  return String(data)
}

/** Long values and control characters are not repeated. */
function clip(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be repeated
  const visible = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '�')
  return visible.length > 60 ? `${visible.slice(0, 57)}…` : visible
}
