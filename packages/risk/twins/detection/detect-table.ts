/** What a table is: the type of every column, personal data, quasi-identifiers and the primary key. */
import type { Frame } from '@pratibimba/numerics/frame'
import type { ColumnDescription, TableDescription } from '../schema.ts'
import { isIdentifierName, nameWords } from './column-name.ts'
import { type ColumnProfile, profileColumn } from './column-profile.ts'
import { columnType } from './column-type.ts'
import type { PersonalEvidence } from './personal-detectors.ts'
import { personalEvidence } from './personal-evidence.ts'
import { proposeQuasiIdentifiers } from './quasi-identifiers.ts'
import type { TypeVerdict } from './type-verdict.ts'

/** Places that come back this often on average say something of a group, and are kept as categories. */
const MEAN_REPEATS_OF_PLACES = 5
/** A key may repeat in this share of the rows: real extracts hold a few rows twice. */
export const TOLERATED_KEY_REPEATS = 0.001

/**
 * Describes a table from its rows. Counts (distinct, missing) are exact; patterns of text are told from up to 2,000
 * different values a column, picked evenly. `personalKind` is present exactly where the type is `personal`.
 *
 * @param name  name of the table, as it is to stand in the description
 * @returns the description, columns in the order of the frame
 * @see docs/methods/schema-detection.md
 */
export function detectTable(name: string, frame: Frame): TableDescription {
  const found = [...frame.columns].map(([columnName, column]) => {
    const profile = profileColumn(columnName, column, frame.rows)
    return { profile, ...judge(profile) }
  })
  const quasi = proposeQuasiIdentifiers(
    frame,
    found.map(({ profile, verdict }) => ({ profile, type: verdict.type })),
  )
  const columns = found.map(
    ({ profile, verdict, personal }): ColumnDescription => ({
      name: profile.name,
      type: verdict.type,
      ...(personal ? { personalKind: personal.kind } : {}),
      confidence: Math.round(verdict.confidence * 100) / 100,
      reason: verdict.reason + markersInWords(profile),
      missingShare: frame.rows === 0 ? 0 : profile.missing / frame.rows,
      distinct: profile.distinct,
      quasiIdentifier: quasi.has(profile.name),
      ...(verdict.order ? { order: verdict.order } : {}),
    }),
  )
  return { name, rows: frame.rows, primaryKey: proposePrimaryKey(frame.rows, columns), columns }
}

function judge(profile: ColumnProfile): { verdict: TypeVerdict; personal?: PersonalEvidence } {
  const { kind } = profile.column
  const fixed = kind === 'boolean' || kind === 'date' || kind === 'timestamp' || kind === 'serial'
  const personal = fixed || profile.distinct === 0 ? undefined : personalEvidence(profile)
  if (personal === undefined) return { verdict: columnType(profile) }
  const meanRepeats = (profile.rows - profile.missing) / profile.distinct
  const place = personal.kind === 'postal_code' || personal.kind === 'city'
  if (place && meanRepeats >= MEAN_REPEATS_OF_PLACES)
    return {
      verdict: {
        type: 'category',
        confidence: personal.confidence,
        reason: `${personal.reason}; each stands for ${Math.floor(meanRepeats)} rows on average, so for a group`,
      },
    }
  return { verdict: { type: 'personal', confidence: personal.confidence, reason: personal.reason }, personal }
}

function markersInWords({ markers }: ColumnProfile): string {
  return markers.length === 0
    ? ''
    : `; taken as missing: ${markers.map((marker) => JSON.stringify(marker)).join(', ')}`
}

/** The first identifier without gaps and repeats; else one that is named as a key and hardly repeats. */
function proposePrimaryKey(rows: number, columns: readonly ColumnDescription[]): string | null {
  const keys = columns.filter(({ type, missingShare }) => type === 'identifier' && missingShare === 0)
  const unique = keys.find(({ distinct }) => distinct === rows)
  if (unique !== undefined) return unique.name
  const nearly = keys.find(
    ({ name, distinct }) =>
      isIdentifierName(nameWords(name)) && rows - distinct <= TOLERATED_KEY_REPEATS * rows,
  )
  return nearly?.name ?? null
}
