/** The few schema shapes every entity is made of. */
import Type, { type Static, type TProperties, type TSchema } from 'typebox'

/** An object that refuses unknown fields. */
export function closed<P extends TProperties>(
  properties: P,
  options: { title?: string; description?: string } = {},
) {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

/** One string of a fixed list. */
export function oneOf<const T extends readonly string[]>(
  values: T,
  options: { description?: string; default?: T[number] } = {},
) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options })
}

/** A share between 0 and 1. */
export function share(
  options: { description?: string; default?: number; minimum?: number; maximum?: number } = {},
) {
  return Type.Number({ minimum: 0, maximum: 1, ...options })
}

export const DateString = Type.String({ format: 'date', description: 'Calendar date, YYYY-MM-DD.' })
export const InstantString = Type.String({ format: 'date-time', description: 'Instant in UTC, ISO 8601.' })
export const Sha256 = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256, lower-case hexadecimal.',
})
export const Seed = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Every draw is a function of this number; the same seed gives the same bytes.',
})

/** Page of a list. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Rows a page.' })),
  offset: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 0, description: 'Rows to pass over.' }),
  ),
}

/** Several strings of a fixed list in a query, separated by commas. */
export function someOf<const T extends readonly string[]>(values: T, options: { description?: string } = {}) {
  const one = `(${values.join('|')})`
  return Type.String({
    pattern: `^${one}(,${one})*$`,
    ...options,
    description: `${options.description ?? ''} Any of ${values.join(', ')}, separated by commas.`.trim(),
  })
}

/** A schema or null. */
export function nullable<S extends TSchema>(schema: S) {
  return Type.Union([schema, Type.Null()])
}

/** Money in minor units (cents), exact: no further than numbers are whole in every reader of JSON. */
export const Minor = Type.Integer({
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Minor units (cents).',
})
/** Money that is never negative. */
export const MinorAmount = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Minor units (cents).',
})

/** A figure with its interval of 95 %. */
export const Interval = closed({ value: Type.Number(), low: Type.Number(), high: Type.Number() })
export type Interval = Static<typeof Interval>
