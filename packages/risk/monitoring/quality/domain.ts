/** Values where none should be: beyond hard bounds, far outside the reference, or labels it never saw. */
import type { Feature, Matrix } from '@pratibimba/learning/data'
import { countCodes, requireColumns } from '../profiles/profile-of.ts'
import type { FeatureProfile, ReferenceProfile } from '../profiles/reference-profile.ts'
import { amount, percent } from '../wording.ts'
import { type QualityFigure, type QualityLimits, severityAt } from './quality-figure.ts'

/** What a column may hold by its nature, whatever was seen so far. */
export interface HardBounds {
  readonly min?: number
  readonly max?: number
}

export interface DomainOptions {
  /** By column. One value beyond them is severe. */
  readonly bounds?: Readonly<Record<string, HardBounds>>
  /** Share of rows outside the range, or with labels unknown to the reference. */
  readonly limits?: QualityLimits
}

const DEFAULT_LIMITS: QualityLimits = { moderate: 0.01, severe: 0.05 }
const NO_LIMITS: QualityLimits = { moderate: 0, severe: 0 }

/**
 * Shares of values outside the range of the reference, outside hard bounds, and of labels it does not know.
 *
 * Labels too rare to be kept count as known as far as the reference had such: only the excess over their share is counted.
 *
 * @param current NaN is missing and not counted here; shape [rows] per feature
 * @returns one figure per column of the reference that is there and has a value, and one more per hard bound
 * @throws RangeError when shapes differ or bounds cross
 * @see docs/methods/data-quality.md
 */
export function domainFigures(
  reference: ReferenceProfile,
  current: Matrix,
  features: readonly Feature[],
  { bounds = {}, limits = DEFAULT_LIMITS }: DomainOptions = {},
): QualityFigure[] {
  requireColumns('domainFigures', current, features)
  const profileOf = new Map(reference.features.map((profile) => [profile.name, profile]))
  return features.flatMap((feature, f) => {
    const values = current.columns[f]
    const profile = profileOf.get(feature.name)
    const found: QualityFigure[] = []
    if (Object.hasOwn(bounds, feature.name)) found.push(hardRange(feature.name, values, bounds[feature.name]))
    if (profile?.kind === 'number' && feature.kind === 'number' && profile.min !== null) {
      const { min, max } = profile
      const outside = shareOutside(values, min, max!)
      if (outside !== null)
        found.push({
          check: 'range',
          subject: feature.name,
          value: outside,
          unit: 'share',
          limits,
          severity: severityAt(outside, limits),
          sentence: `${feature.name}: ${percent(outside)} of values lie outside ${amount(min)} to ${amount(max!)}, where all of the reference lay.`,
        })
    } else if (profile?.kind === 'category' && feature.kind === 'category')
      found.push(...unknownLabels(profile, reference.rows, feature, values, limits))
    return found
  })
}

function hardRange(
  name: string,
  values: Float64Array,
  { min = -Infinity, max = Infinity }: HardBounds,
): QualityFigure {
  if (!(min <= max))
    throw new RangeError(`domainFigures: need bounds of ${name} with min <= max, got ${min} and ${max}`)
  const value = shareOutside(values, min, max)
  const range =
    min === -Infinity
      ? `above ${amount(max)}`
      : max === Infinity
        ? `below ${amount(min)}`
        : `outside ${amount(min)} to ${amount(max)}`
  return {
    check: 'range',
    subject: name,
    value,
    unit: 'share',
    limits: NO_LIMITS,
    severity: value === null ? 'none' : severityAt(value, NO_LIMITS),
    sentence: `${name}: ${value === null ? 'no value to hold against its bounds' : value === 0 ? `no value lies ${range}` : `${percent(value, 2)} of values lie ${range}, where none can be`}.`,
  }
}

/** Null where there is no value. */
function shareOutside(values: Float64Array, min: number, max: number): number | null {
  let [outside, present] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (Number.isNaN(value)) continue
    present++
    if (value < min || value > max) outside++
  }
  return present === 0 ? null : outside / present
}

function unknownLabels(
  profile: Extract<FeatureProfile, { kind: 'category' }>,
  referenceRows: number,
  feature: Feature,
  codes: Float64Array,
  limits: QualityLimits,
): QualityFigure[] {
  const { counts, unknown, missing } = countCodes(feature, codes)
  const present = codes.length - missing
  if (present === 0) return []
  const known = new Set(profile.categories)
  const labels = (feature.categories ?? []).filter((label, code) => counts[code] > 0 && !known.has(label))
  const rows = counts.reduce(
    (sum, count, code) => sum + (known.has(feature.categories![code]) ? 0 : count),
    unknown,
  )
  const presentBefore = referenceRows - profile.missing
  const before = presentBefore === 0 ? 0 : profile.other / presentBefore
  const value = Math.max(0, rows / present - before)
  return [
    {
      check: 'domain',
      subject: feature.name,
      value,
      unit: 'share',
      limits,
      severity: severityAt(value, limits),
      sentence:
        rows === 0
          ? `${feature.name}: every label is known.`
          : `${feature.name}: ${percent(rows / present)} of rows have a label that the reference does not keep (${percent(before)} there)${labels.length > 0 ? `, ${labels.length} different` : ''}.`,
    },
  ]
}
