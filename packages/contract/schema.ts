/** The few schema shapes every entity is made of. */
import Type, { type TProperties } from 'typebox'

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
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: 'Rows to pass over.' })),
}
