/** `pratibimba drift`: today's data against those a model was trained on. */
import { open, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  assessDrift,
  type ComparableColumns,
  columnsOfProfile,
  columnsToProfile,
  type DriftReport,
  type FeatureDrift,
  ProfileError,
  profileOf,
  type ReferenceProfile,
  readProfile,
  writeProfile,
} from '@pratibimba/risk/monitoring'
import { CommandFailure, exitCodes, UsageError } from '../../command-line/failures.ts'
import type { Call, Handler } from '../../command-line/handler.ts'
import { refuseInput, refuseToReplace } from '../../output/destination.ts'
import { placeFile } from '../../output/place-file.ts'
import { fraction, textTable } from '../../output/text-table.ts'
import { count } from '../../output/wording.ts'
import { readConformed } from '../learning/read-frame.ts'

/** More than the profile of any table comes to, and little enough for memory. */
const MOST_BYTES = 1 << 28

export const drift: Handler = async (call) => {
  const { positionals, flags } = call
  const { reference: from, current: to } = positionals
  const saveAs = flags['save-profile'] as string | undefined
  const isProfile = /\.json$/i.test(from)
  if (to === undefined && saveAs === undefined)
    throw new UsageError(
      'drift: name the file of today, or --save-profile FILE to keep the reference for later',
    )
  if (isProfile && saveAs !== undefined)
    throw new UsageError('--save-profile: the reference is a profile already')
  const only = columnsIn(flags.columns as string | undefined)
  if (saveAs !== undefined) {
    refuseToReplace(saveAs, flags.overwrite === true)
    await refuseInput(saveAs, to === undefined ? [from] : [from, to])
  }
  const { reference, leftOut } = isProfile
    ? { reference: await openProfile(from), leftOut: [] }
    : await profileFile(from, only, call)
  const compared = to === undefined ? undefined : await compare(reference, to, only, call)
  if (saveAs !== undefined)
    await placeFile(resolve(saveAs), (path) => writeFile(path, writeProfile(reference), { flush: true }))
  const saved = saveAs === undefined ? {} : { profile: saveAs }
  const notes = [...leftOut, ...(isProfile ? (compared?.leftOut ?? []) : [])].map(
    ({ column, reason }) => `not compared: ${column} (${reason})`,
  )
  const savedLines =
    saveAs === undefined
      ? []
      : [`${saveAs}  ${count(reference.features.length, 'column')} of ${count(reference.rows, 'row')}`]
  if (compared === undefined) return { json: { ...saved, leftOut }, lines: [...savedLines, ...notes] }
  const { report } = compared
  return {
    json: { ...report, ...saved, leftOut },
    lines: [...reportLines(report), ...notes, ...savedLines],
    ...(report.severity === 'severe' ? { exitCode: exitCodes.checkFailed } : {}),
  }
}

/** @throws UsageError when a name is empty or there twice */
function columnsIn(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('') || new Set(names).size < names.length)
    throw new UsageError(`--columns: need different names separated by commas, got "${text}"`)
  return names
}

async function profileFile(
  path: string,
  only: readonly string[] | undefined,
  call: Call,
): Promise<{ reference: ReferenceProfile; leftOut: ComparableColumns['leftOut'] }> {
  const { frame, primaryKey } = await readConformed(path, call)
  return call.atOnce(() => {
    const { matrix, features, leftOut } = columnsToProfile(frame, only, primaryKey ?? undefined)
    return { reference: profileOf(matrix, features), leftOut }
  })
}

async function compare(
  profile: ReferenceProfile,
  path: string,
  only: readonly string[] | undefined,
  call: Call,
): Promise<{ report: DriftReport; leftOut: ComparableColumns['leftOut'] }> {
  const { frame } = await readConformed(path, call)
  return call.atOnce(() => {
    const { columns, reference } = columnsOfProfile(frame, profile, only)
    const report = assessDrift(reference, columns.matrix, columns.features, {
      alpha: call.flags.alpha as number,
    })
    return { report, leftOut: columns.leftOut }
  })
}

/** @throws CommandFailure when the file cannot be read or is no profile */
async function openProfile(path: string): Promise<ReferenceProfile> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure('file_missing', `${path} cannot be read: ${error.code ?? error.message}.`)
  })
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw new CommandFailure('unreadable', `${path} is no file: a profile is one.`)
    if (stats.size > MOST_BYTES)
      throw new CommandFailure(
        'too_large',
        `${path} has ${stats.size} bytes; a profile has at most ${MOST_BYTES}.`,
      )
    return readProfile(await file.readFile('utf8'))
  } catch (error) {
    if (error instanceof ProfileError)
      throw new CommandFailure('unusable_profile', `${basename(path)}: ${error.message}`)
    throw error
  } finally {
    await file.close()
  }
}

function reportLines({ features, sentences }: DriftReport): string[] {
  const figureOf = ({ tests }: FeatureDrift, id: string) => tests.find((each) => each.id === id)?.value
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : fraction(value, 3)
  const chance = (p: number | null | undefined) =>
    p !== null && p !== undefined && p < 0.001 ? '<.001' : shown(p)
  const table = textTable(
    ['column', 'drift', 'PSI', 'p', 'KS / V', 'W1', 'JS', 'missing', 'before'],
    features.map((feature) => [
      feature.name,
      feature.severity,
      shown(figureOf(feature, 'psi')),
      chance(feature.tests.find(({ id }) => id === 'psi')?.adjustedPValue),
      shown(figureOf(feature, 'kolmogorov_smirnov') ?? figureOf(feature, 'chi_square')),
      shown(figureOf(feature, 'wasserstein')),
      shown(figureOf(feature, 'jensen_shannon')),
      shown(feature.missingShare.current),
      shown(feature.missingShare.reference),
    ]),
  )
  const moved = features.filter(({ severity }) => severity !== 'none')
  return [...table, '', ...sentences, ...moved.slice(0, 10).map(({ sentence }) => sentence)]
}
