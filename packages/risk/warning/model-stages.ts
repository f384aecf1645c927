/** Steps of model versions between stages: one champion at a time, every step with its reason. */
import type { ModelStage } from '@pratibimba/contract'
import { DataError } from '@pratibimba/learning/data'
import type { ModelRecord } from '../ports/index.ts'
import type { PromotionVerdict } from './compare-promotion.ts'

export interface StageChange {
  readonly reason: string
  readonly by: string
  readonly at: Date
}

/** Where a version may go from where it stands. */
const steps: Readonly<Record<ModelStage, readonly ModelStage[]>> = {
  challenger: ['champion', 'rejected', 'archived'],
  champion: ['archived'],
  archived: ['champion', 'challenger'],
  rejected: ['challenger'],
}

/**
 * Moves a version. A new champion sends the one before to the archive, with the reason.
 *
 * @param records all that the step may touch: the version and the champion
 * @returns the records that change
 * @throws DataError when the version is not there, the step is not allowed, or no reason is given
 */
export function moveModel(
  records: readonly ModelRecord[],
  version: string,
  to: ModelStage,
  change: StageChange,
): ModelRecord[] {
  const record = records.find((each) => each.version === version)
  if (record === undefined)
    throw new DataError(
      `There is no model ${version}: there are ${records.map((each) => each.version).join(', ') || 'none'}.`,
    )
  if (change.reason.trim() === '')
    throw new DataError(`A reason is needed to move model ${version} to ${to}.`)
  if (!steps[record.stage].includes(to))
    throw new DataError(
      `Model ${version} is ${record.stage} and cannot become ${to}: it can become ${steps[record.stage].join(' or ')}.`,
    )
  if (to !== 'champion') return [moved(record, to, change)]
  const champion = records.find((each) => each.stage === 'champion')
  return [
    ...(champion
      ? [moved(champion, 'archived', { ...change, reason: `Replaced by ${version}: ${change.reason}` })]
      : []),
    moved(record, 'champion', change),
  ]
}

/**
 * What becomes of a new version by its comparison with the champion: its place, or rejection with the reason. The first
 * version of all is promoted, having no one to beat.
 *
 * @param verdict absent where there is no champion
 */
export function settleCandidate(
  records: readonly ModelRecord[],
  version: string,
  verdict: Pick<PromotionVerdict, 'verdict' | 'reason'> | undefined,
  { by, at }: Pick<StageChange, 'by' | 'at'>,
): ModelRecord[] {
  const champion = records.find(({ stage }) => stage === 'champion')
  if (champion !== undefined && verdict === undefined)
    throw new DataError(`Model ${version} was not compared with the champion ${champion.version}.`)
  if (verdict === undefined || verdict.verdict === 'promote')
    return moveModel(records, version, 'champion', {
      reason: verdict?.reason ?? 'The first model: there is none to compare with.',
      by,
      at,
    })
  return moveModel(records, version, 'rejected', { reason: verdict.reason, by, at })
}

/**
 * Back to the champion before, at once.
 *
 * @returns the records that change
 * @throws DataError when there was none
 */
export function rollBack(records: readonly ModelRecord[], change: StageChange): ModelRecord[] {
  const champion = records.find(({ stage }) => stage === 'champion')
  const before = records
    .filter(({ stage, promotedAt }) => stage === 'archived' && promotedAt !== undefined)
    .sort((a, b) => b.promotedAt!.getTime() - a.promotedAt!.getTime())[0]
  if (champion === undefined || before === undefined)
    throw new DataError('There is no earlier champion to go back to.')
  return moveModel(records, before.version, 'champion', change)
}

/** Points a name to a version, and away from any other. @returns the records that change */
export function pointAlias(records: readonly ModelRecord[], alias: string, version: string): ModelRecord[] {
  if (!records.some((each) => each.version === version))
    throw new DataError(`There is no model ${version} for the name ${alias}.`)
  return records.flatMap((record) => {
    const has = record.aliases.includes(alias)
    const should = record.version === version
    if (has === should) return []
    return [
      {
        ...record,
        aliases: should ? [...record.aliases, alias] : record.aliases.filter((name) => name !== alias),
      },
    ]
  })
}

function moved(record: ModelRecord, to: ModelStage, { reason, by, at }: StageChange): ModelRecord {
  return {
    ...record,
    stage: to,
    reason,
    ...(to === 'champion' ? { promotedAt: at } : {}),
    transitions: [...record.transitions, { from: record.stage, to, reason, by, at }],
  }
}
