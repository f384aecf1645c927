/** What a card does not say yet: the documentation gate. */
import type { ModelCard } from '@pratibimba/contract'
import { protectedAttributes } from './model-subject.ts'

/** Fields that each section must fill. */
const required: Readonly<Record<Exclude<keyof ModelCard, 'recommendations'>, readonly string[]>> = {
  model_details: [
    'name',
    'description',
    'version',
    'date',
    'type',
    'owner',
    'features',
    'sha256',
    'code_version',
  ],
  intended_use: ['primary_uses', 'primary_users', 'out_of_scope'],
  training_data: ['datasets', 'sha256', 'size', 'bad', 'preprocessing'],
  evaluation_data: ['datasets', 'size', 'motivation'],
  quantitative_analyses: ['rows', 'auc_roc', 'brier', 'calibration_error', 'happened'],
  ethical_considerations: [
    'protected_attributes',
    'fairness_constraints',
    'fairness',
    'explanations',
    'limits',
  ],
}

/** Figures that must come with an interval. */
const withInterval = ['auc_roc', 'brier', 'calibration_error', 'happened']

/**
 * Gaps as sentences, in the order of the sections; a complete card has none.
 *
 * @param card may come from anywhere: sections that are missing or of another shape are gaps
 */
export function cardGaps(card: ModelCard): string[] {
  const gaps: string[] = []
  for (const [section, fields] of Object.entries(required)) {
    const content: unknown = card[section as keyof typeof required]
    if (!isRecord(content)) {
      gaps.push(`${section} is missing.`)
      continue
    }
    const empty = fields.filter((field) => isEmpty(content[field]))
    if (empty.length > 0) gaps.push(`${section} does not say: ${empty.join(', ')}.`)
  }
  const { quantitative_analyses: analyses, ethical_considerations: ethics, recommendations } = card
  if (isRecord(analyses))
    for (const figure of withInterval)
      if (!isEmpty(analyses[figure]) && !hasInterval(analyses[figure]))
        gaps.push(`quantitative_analyses: ${figure} has no interval.`)
  if (isRecord(ethics) && Array.isArray(ethics.protected_attributes)) {
    const named = ethics.protected_attributes as readonly unknown[]
    const unnamed = protectedAttributes.filter((attribute) => !named.includes(attribute))
    if (unnamed.length > 0)
      gaps.push(`ethical_considerations does not name ${unnamed.join(', ')} as protected.`)
  }
  if (!Array.isArray(recommendations) || recommendations.length === 0)
    gaps.push('recommendations are missing.')
  return gaps
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  if (typeof value === 'number') return !Number.isFinite(value)
  return typeof value === 'object' && Object.keys(value).length === 0
}

function hasInterval(value: unknown): boolean {
  return (
    isRecord(value) &&
    ['value', 'low', 'high'].every((field) => Number.isFinite(value[field])) &&
    (value.low as number) <= (value.high as number)
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
