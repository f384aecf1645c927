/** Profiles as text, and out of text that anyone may have written. */
import type { CategoryProfile, NumberProfile, ReferenceProfile } from './reference-profile.ts'
import { PROFILE_FORMAT } from './reference-profile.ts'

/** A file that is no profile, or a broken one. The message is fit for a user. */
export class ProfileError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ProfileError'
  }
}

/** The profile as JSON. */
export function writeProfile(profile: ReferenceProfile): string {
  return JSON.stringify(profile)
}

/**
 * Reads a profile and checks it whole: what passes can be computed with.
 *
 * @throws ProfileError when the text is not JSON or not such a profile
 */
export function readProfile(text: string): ReferenceProfile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProfileError('The reference is no profile: it is not JSON.')
  }
  const profile = record(value, 'the file')
  if (profile.format !== PROFILE_FORMAT)
    throw new ProfileError(`The reference is no profile: need "format": "${PROFILE_FORMAT}".`)
  if (profile.version !== 1)
    throw new ProfileError(
      `The profile is of version ${String(profile.version)}; this program reads version 1.`,
    )
  const rows = count(profile.rows, 'rows')
  if (rows === 0) throw new ProfileError('The profile is broken: rows: need at least 1, got 0.')
  if (!Array.isArray(profile.features)) throw broken('features', 'a list', profile.features)
  const names = new Set<string>()
  const features = profile.features.map((each: unknown, f) => {
    const feature = record(each, `features[${f}]`)
    const { name, kind } = feature
    if (typeof name !== 'string') throw broken(`features[${f}].name`, 'a name', name)
    if (names.has(name)) throw broken(`features[${f}].name`, 'names that differ', name)
    names.add(name)
    if (kind !== 'number' && kind !== 'category') throw broken(`${name}.kind`, 'number or category', kind)
    const checked = kind === 'number' ? numbers(name, feature) : labels(name, feature)
    const total =
      checked.missing +
      (checked.kind === 'number'
        ? sum(checked.at) + sum(checked.between)
        : sum(checked.counts) + checked.other)
    if (total !== rows) throw broken(`${name}`, `${rows} rows counted`, total)
    return checked
  })
  return { format: PROFILE_FORMAT, version: 1, rows, features }
}

function numbers(name: string, feature: Record<string, unknown>): NumberProfile {
  const knots = list(feature.knots, `${name}.knots`, finite)
  const k = knots.length
  for (let i = 1; i < k; i++)
    if (!(knots[i] > knots[i - 1])) throw broken(`${name}.knots`, 'ascending numbers', knots[i])
  const binEnds = list(feature.binEnds, `${name}.binEnds`, count)
  for (let i = 1; i < binEnds.length; i++)
    if (!(binEnds[i] > binEnds[i - 1])) throw broken(`${name}.binEnds`, 'ascending cells', binEnds[i])
  if (binEnds.at(-1) !== 2 * k) throw broken(`${name}.binEnds`, `cells up to ${2 * k}`, binEnds.at(-1))
  const maybe = (field: string): number | null =>
    feature[field] === null ? null : finite(feature[field], `${name}.${field}`)
  return {
    name,
    kind: 'number',
    missing: count(feature.missing, `${name}.missing`),
    mean: maybe('mean'),
    deviation: maybe('deviation'),
    min: maybe('min'),
    max: maybe('max'),
    knots,
    at: list(feature.at, `${name}.at`, count, k),
    between: list(feature.between, `${name}.between`, count, k + 1),
    sums: list(feature.sums, `${name}.sums`, finite, k + 1),
    binEnds,
  }
}

function labels(name: string, feature: Record<string, unknown>): CategoryProfile {
  const { categories } = feature
  if (!Array.isArray(categories) || !categories.every((label) => typeof label === 'string'))
    throw broken(`${name}.categories`, 'a list of labels', categories)
  if (new Set(categories).size < categories.length)
    throw broken(`${name}.categories`, 'labels that differ', 'one twice')
  return {
    name,
    kind: 'category',
    missing: count(feature.missing, `${name}.missing`),
    categories,
    counts: list(feature.counts, `${name}.counts`, count, categories.length),
    other: count(feature.other, `${name}.other`),
  }
}

function list(
  value: unknown,
  field: string,
  each: (item: unknown, field: string) => number,
  length?: number,
): number[] {
  if (!Array.isArray(value)) throw broken(field, 'a list', value)
  if (length !== undefined && value.length !== length) throw broken(field, `${length} numbers`, value.length)
  return value.map((item, i) => each(item, `${field}[${i}]`))
}

function finite(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw broken(field, 'a finite number', value)
  return value
}

function count(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw broken(field, 'a whole number of 0 or more', value)
  return value
}

function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw broken(field, 'an object', value)
  return value as Record<string, unknown>
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function broken(field: string, needed: string, got: unknown): ProfileError {
  return new ProfileError(
    `The profile is broken: ${field}: need ${needed}, got ${(JSON.stringify(got) ?? 'nothing').slice(0, 60)}.`,
  )
}
