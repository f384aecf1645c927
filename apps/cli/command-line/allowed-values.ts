/** What a flag allows, in words, from its schema. */
import type { TSchema } from 'typebox'

/** The parts of JSON Schema that flags use. */
export interface PlainSchema {
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

export const plain = (schema: TSchema): PlainSchema => schema as PlainSchema

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
