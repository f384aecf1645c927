/** Why a case was decided as it was: rules that fired and what moved the score, in the words of the reason table. */
import type { AdverseReason } from '@pratibimba/contract'
import { type Reason, reasonRanker } from '@pratibimba/learning/explanation/reasons'
import type { PolicyResult } from '../policies/policy.ts'
import type { WordedFeature } from './credit-case.ts'
import { AGE_FEATURE, ELDERLY_FROM } from './credit-model.ts'
import { type CreditModel, matrixOf } from './open-credit-model.ts'
import {
  type AdverseEntry,
  type AdverseReasonTable,
  isOnSide,
  MOST_REASONS,
  rankedBy,
} from './reason-table.ts'

export interface CaseReasons {
  /**
   * At most four, those of rules first; none when it was approved.
   *
   * @param contributions in log-odds of being good, shape [features]
   */
  reasons(row: Float64Array, contributions: Float64Array, result: PolicyResult): AdverseReason[]
  /** At most five, heaviest first. */
  riskFactors(row: Float64Array, contributions: Float64Array): string[]
}

/** What moves the log-odds of being good by less is no risk factor. */
const LEAST_FACTOR = -0.1
const MOST_FACTORS = 5
/** Of all that spoke against the applicant; what is below is no principal reason, unless there is no other. */
const LEAST_SHARE = 0.05
/** More than will be told, so that some may be left out. */
const RANKED = 12

export function caseReasons({ bundle }: CreditModel, table: AdverseReasonTable): CaseReasons {
  const { features } = bundle
  const known = new Set(features.map(({ id }) => id))
  const byCode = new Map(table.entries.map((entry) => [entry.code, entry]))
  const inputs = features.map(({ id, kind, categories }) => ({
    name: id,
    kind,
    ...(categories && { categories }),
  }))
  const rank = reasonRanker(inputs, bundle.background, rankedBy(table), { adverse: 'low', most: RANKED })
  const age = features.findIndex(({ id }) => id === AGE_FEATURE)
  const factors = new Map(table.factors.map((words) => [words.feature, words]))
  const sides = new Map(
    table.entries.flatMap(({ features: ids, side }) => ids.map((id) => [id, side] as const)),
  )
  const middle = features.map((_, f) => middleOf(bundle.background.columns[f]))
  /** Of the old, age is no reason and no factor. */
  const withoutAge = (row: Float64Array, contributions: Float64Array): Float64Array => {
    if (age < 0 || !(row[age] >= ELDERLY_FROM)) return contributions
    const own = contributions.slice()
    own[age] = 0
    return own
  }
  return {
    reasons(row, contributions, result) {
      if (result.decision === 'APPROVED') return []
      const found = new Map<string, AdverseReason>()
      for (const reason of ruleReasons(result, byCode, known))
        if (!found.has(reason.code)) found.set(reason.code, reason)
      if (found.size < MOST_REASONS && scoreCounted(result, found.size, byCode))
        for (const [place, reason] of rank(
          matrixOf(row),
          withoutAge(row, contributions),
        )[0].reasons.entries()) {
          if (place > 0 && reason.share < LEAST_SHARE) break
          const worded = modelReason(reason, byCode, features)
          if (!found.has(worded.code)) found.set(worded.code, worded)
        }
      return [...found.values()].slice(0, MOST_REASONS)
    },
    riskFactors(row, contributions) {
      const own = withoutAge(row, contributions)
      const order = Array.from(own.keys())
        .filter((f) => own[f] < LEAST_FACTOR)
        .sort((a, b) => own[a] - own[b] || a - b)
      const texts = order.map((f) => {
        const words = factors.get(features[f].id)
        if (Number.isNaN(row[f])) return words?.missing ?? `${titleOf(features[f])} not known`
        const side = sides.get(features[f].id)
        const direction = row[f] > middle[f] ? 'high' : 'low'
        return words !== undefined && isOnSide(side, features[f].monotone, direction)
          ? words.text
          : factorText(features[f], row[f], middle[f])
      })
      return [...new Set(texts)].slice(0, MOST_FACTORS)
    },
  }
}

/** Of the rules that led to the decision, in the order of the policy; what the model tells is left to it. */
function ruleReasons(
  { fired, decision }: PolicyResult,
  byCode: ReadonlyMap<string, AdverseEntry>,
  known: ReadonlySet<string>,
): readonly AdverseReason[] {
  return fired.flatMap(({ outcome, reasonCode, rule, stage, kind, text }): AdverseReason[] => {
    if (outcome !== decision) return []
    if (reasonCode === undefined) {
      if (kind === 'thresholds') return []
      const code = rule.endsWith(':unanswerable') ? 'DATA_INCOMPLETE' : 'POLICY_RULE'
      const entry = byCode.get(code)
      return [{ code, text: entry?.text ?? (text || `${stage}: ${rule}`), source: 'rule', features: [] }]
    }
    const entry = byCode.get(reasonCode)
    if (entry?.told === 'by-model') return []
    return [
      {
        code: reasonCode,
        text: entry?.text ?? (text || reasonCode),
        source: 'rule',
        features: entry === undefined ? [] : entry.features.filter((feature) => known.has(feature)),
      },
    ]
  })
}

/** Whether the score spoke against approval: a threshold said so, a rule points to the score, or nothing else explains it. */
function scoreCounted(
  { fired }: PolicyResult,
  ruleReasonCount: number,
  byCode: ReadonlyMap<string, AdverseEntry>,
): boolean {
  return (
    ruleReasonCount === 0 ||
    fired.some(
      ({ kind, outcome, reasonCode }) =>
        outcome !== undefined &&
        outcome !== 'APPROVED' &&
        (kind === 'thresholds' || (reasonCode !== undefined && byCode.get(reasonCode)?.told === 'by-model')),
    )
  )
}

function modelReason(
  { code, text, wording, inputs }: Reason,
  byCode: ReadonlyMap<string, AdverseEntry>,
  features: readonly WordedFeature[],
): AdverseReason {
  const names = inputs.filter(({ contribution }) => contribution > 0).map(({ name }) => name)
  const [first] = inputs
  const entry = byCode.get(code)
  const instead =
    first.direction === 'missing' && entry?.missing !== undefined ? byCode.get(entry.missing) : undefined
  if (instead !== undefined)
    return { code: instead.code, text: instead.text, source: 'model', features: names }
  const feature = features[first.input]
  if (wording === 'table' && isOnSide(entry?.side, feature.monotone, first.direction))
    return { code, text, source: 'model', features: names }
  const said = {
    high: 'higher than',
    low: 'lower than',
    category: 'not that',
    missing: 'not known, unlike that',
  }
  return {
    code: `FEATURE_${feature.id.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`,
    text: `${titleOf(feature)}: ${said[first.direction]} of applicants who repaid`,
    source: 'model',
    features: names,
  }
}

/** By the direction that the feature counts in; where it counts in both, by the side of what is usual. */
function factorText(feature: WordedFeature, value: number, middle: number): string {
  const title = titleOf(feature)
  if (feature.kind === 'category') return `${title}: ${feature.categories?.[value] ?? 'not known by name'}`
  const high = feature.monotone === 'free' ? value > middle : feature.monotone === 'increasing'
  return `${high ? 'high' : 'low'} ${title}`
}

/** As within a sentence: `Debt to income` is `debt to income`, `PTI` stays. */
function titleOf({ id, title }: WordedFeature): string {
  const words = title.trim() === '' ? id.replace(/_/g, ' ') : title
  return /^[A-Z][a-z]/.test(words) ? words[0].toLowerCase() + words.slice(1) : words
}

function middleOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  return known.length === 0 ? Number.NaN : known[known.length >> 1]
}
