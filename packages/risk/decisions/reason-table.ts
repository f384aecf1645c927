/** Adverse-action reasons as versioned data: codes of rules and groups of features, each with specific words for a letter. */
import type { ReasonTable } from '@pratibimba/learning/explanation/reasons'
import { forbiddenFeatures, type RiskDirection } from './credit-model.ts'
import { reasonTable2026v1 } from './reason-tables/2026-1.ts'

export interface AdverseEntry {
  /** Capitals, digits and underscores; rules of policies name it. */
  readonly code: string
  /** The specific reason as a letter says it: what about the applicant, never that a score was too low. */
  readonly text: string
  /** Wire names of features that the reason stands for; each belongs to one entry. */
  readonly features: readonly string[]
  /**
   * On which side of usual values the words are true. Features that count in one direction lie there by what the model was
   * held to; of others, the value decides, and a value on the other side is worded from the feature's title. Absent: the
   * words are true of both.
   */
  readonly side?: 'high' | 'low'
  /** Code of the reason that is given when what weighs is that a feature is not known. */
  readonly missing?: string
  /**
   * Not specific enough to be told: where a rule names it, the reasons of the model take its place. Such an entry has no
   * features.
   */
  readonly told?: 'by-model'
}

/** A risk factor in a few words, by how the feature counts against the applicant. */
export interface FactorWords {
  readonly feature: string
  readonly text: string
  readonly missing?: string
}

export interface AdverseReasonTable {
  /** Such as `2026-1`; content of a version never changes. */
  readonly version: string
  readonly effectiveFrom: string
  readonly entries: readonly AdverseEntry[]
  readonly factors: readonly FactorWords[]
}

/** A letter names at most so many reasons: more of them inform nobody (official interpretation of 12 CFR 1002.9(b)(2)). */
export const MOST_REASONS = 4

/** All versions that decisions were made by, oldest first. */
export const reasonTables: readonly AdverseReasonTable[] = [reasonTable2026v1]

/** @throws RangeError when there is no such version */
export function reasonTableOf(version: string): AdverseReasonTable {
  const table = reasonTables.find((each) => each.version === version)
  if (table === undefined)
    throw new RangeError(
      `reasonTableOf: need one of ${reasonTables.map((each) => each.version).join(', ')}, got ${version}`,
    )
  return table
}

/**
 * The table itself, checked.
 *
 * @throws RangeError naming the entry that is wrong and why
 */
export function adverseReasonTable(table: AdverseReasonTable): AdverseReasonTable {
  const refuse = (code: string, why: string): never => {
    throw new RangeError(`adverseReasonTable: need ${why}, got ${code}`)
  }
  const codes = new Set(table.entries.map(({ code }) => code))
  if (codes.size !== table.entries.length) refuse(table.version, 'each code once')
  const owned = new Set<string>()
  for (const { code, text, features, missing, told } of table.entries) {
    if (!/^[A-Z][A-Z0-9_]{1,63}$/.test(code)) refuse(code, 'a code of capitals, digits and _')
    if (text.trim().length < 10 || text.length > 160) refuse(code, 'a text of 10 to 160 characters')
    if (missing !== undefined && !codes.has(missing)) refuse(code, 'a code of the table for missing values')
    if (told !== undefined && features.length > 0) refuse(code, 'no features of what the model tells')
    for (const feature of features) {
      if (owned.has(feature)) refuse(feature, 'one reason for a feature')
      if (forbiddenFeatures.includes(feature)) refuse(feature, 'no reason that is a protected characteristic')
      owned.add(feature)
    }
  }
  if (new Set(table.factors.map(({ feature }) => feature)).size !== table.factors.length)
    refuse(table.version, 'one wording of a risk factor for a feature')
  return table
}

/** The features of the table, as reasons are ranked by. */
export function rankedBy({ version, entries }: AdverseReasonTable): ReasonTable {
  return {
    version,
    reasons: entries
      .filter(({ features }) => features.length > 0)
      .map(({ code, text, features }) => ({ code, inputs: features, text: { any: text } })),
  }
}

/** Whether words about one side are true of a feature that counted against the applicant. */
export function isOnSide(
  side: AdverseEntry['side'],
  monotone: RiskDirection,
  direction: 'high' | 'low' | 'category' | 'missing',
): boolean {
  if (side === undefined || direction === 'category') return true
  if (monotone !== 'free') return side === (monotone === 'increasing' ? 'high' : 'low')
  return side === direction
}

/** Features of a model that the table has no reason for: their reasons are worded from their titles. */
export function unwordedFeatures(
  { entries }: AdverseReasonTable,
  features: readonly { readonly id: string }[],
): readonly string[] {
  const known = new Set(entries.flatMap((entry) => entry.features))
  return features.flatMap(({ id }) => (known.has(id) ? [] : [id]))
}
