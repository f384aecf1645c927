/** Reads the text of a flag by its schema, and says what is allowed when it does not fit. */
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { allowedValues, type PlainSchema, plain } from './allowed-values.ts'

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
