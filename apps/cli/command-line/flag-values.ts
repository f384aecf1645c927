/** Reads the text of a flag by its schema, and says what is allowed when it does not fit. */
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'

/** The parts of JSON Schema that flags use. */
interface PlainSchema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly format?: string
  readonly items?: PlainSchema | readonly PlainSchema[]
  readonly properties?: Readonly<Record<string, PlainSchema>>
  readonly anyOf?: readonly PlainSchema[]
  readonly default?: unknown
  readonly description?: string
}

const plain = (schema: TSchema): PlainSchema => schema as PlainSchema

/** What a flag takes, in a few words: `1 to 100,000`, `csv or parquet`. */
export function allowedValues(schema: TSchema): string {
  const {
    type,
    enum: values,
    minimum,
    maximum,
    exclusiveMinimum,
    format,
    items,
    properties,
    anyOf,
  } = plain(schema)
  if (values !== undefined) return values.join(' or ')
  if (anyOf !== undefined) return anyOf.map((choice) => allowedValues(choice as TSchema)).join(', or ')
  if (type === 'integer' || type === 'number') {
    const kind = type === 'integer' ? 'a whole number' : 'a number'
    const low = minimum ?? exclusiveMinimum
    const from =
      low === undefined ? '' : ` ${minimum === undefined ? 'above' : 'from'} ${low.toLocaleString('en')}`
    const to = maximum === undefined ? '' : ` to ${maximum.toLocaleString('en')}`
    return `${kind}${from}${to}`
  }
  if (format === 'date') return 'a date, YYYY-MM-DD'
  if (Array.isArray(items)) return `${items.length} values separated by commas`
  if (properties !== undefined) return allowedProperties(properties)
  return 'text'
}

/** An object of numbers is written as shares, any other as JSON. */
function allowedProperties(properties: Readonly<Record<string, PlainSchema>>): string {
  const names = Object.keys(properties)
  return Object.values(properties).every(({ type }) => type === 'number')
    ? `shares such as ${names.slice(0, 2).join('=0.5,')}=0.5`
    : `JSON with ${names.join(', ')}`
}

/**
 * The value of a flag.
 *
 * @throws RangeError when the text does not fit the schema; the message says what is allowed
 */
export function parseFlag(schema: TSchema, text: string): unknown {
  const value = shapeOf(plain(schema), text)
  if (!fits(schema, value))
    throw new RangeError(faultOf(plain(schema), value) ?? `need ${allowedValues(schema)}, got "${text}"`)
  return value
}

/** The first name or value inside an object that does not fit; undefined where the whole is of another shape. */
function faultOf(schema: PlainSchema, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const properties = [schema, ...(schema.anyOf ?? [])].find(
    (choice) => choice.properties !== undefined,
  )?.properties
  if (properties === undefined) return undefined
  for (const [name, part] of Object.entries(value)) {
    if (!Object.hasOwn(properties, name))
      return `"${name}" is not known; use ${Object.keys(properties).join(', ')}`
    if (!Check(properties[name] as TSchema, part))
      return `${name}: need ${allowedValues(properties[name] as TSchema)}, got ${JSON.stringify(part)}`
  }
  return undefined
}

function fits(schema: TSchema, value: unknown): boolean {
  if (!Check(schema, value)) return false
  return plain(schema).format !== 'date' || isCalendarDate(String(value))
}

/** Whether YYYY-MM-DD names a day that exists. */
function isCalendarDate(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text
}

function shapeOf(schema: PlainSchema, text: string): unknown {
  if (text.startsWith('{') || text.startsWith('[')) return jsonOf(text)
  if (schema.type === 'array') return text.split(',').map(numberOrText)
  if (schema.type === 'object')
    return Object.fromEntries(
      text.split(',').map((pair) => {
        const [name, value = ''] = pair.split('=')
        return [name.trim(), numberOrText(value)]
      }),
    )
  return schema.type === 'number' || schema.type === 'integer' ? numberOrText(text) : text
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RangeError(`need JSON, got "${text}"`)
  }
}

/** A number written in full (never "", "0x10" or "1e5 rows"), else the text itself, which then does not fit. */
function numberOrText(text: string): number | string {
  return /^\s*-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : text
}
