/** What a modeller must look at before using a model. */
import { suspiciousColumns } from '../preparation/index.ts'
import type { Fold } from '../splitting/index.ts'
import { changesClasses } from './class-balance.ts'
import type { TrainingRequest } from './training-request.ts'

/** An AUC that credit data do not give. */
const TOO_GOOD = 0.98
const FEW_EVENTS = 50

/** Names that say that a column is a protected attribute, or close to one. */
const protectedName =
  /(^|[_\s])(sex|gender|race|ethnic\w*|religion|marital|marriage|nationality|disab\w*)($|[_\s])/i

interface Tried {
  /** Of the champion, on rows not learnt from. */
  readonly auc: number
  readonly folds: readonly Fold[]
  readonly rowsWithoutWeight: number
}

/** @param tried what came of the folds, where there were any */
export function warningsAbout(request: TrainingRequest, tried?: Tried): string[] {
  const { data, features, folds: wanted } = request
  const warnings: string[] = []
  if (tried !== undefined && tried.rowsWithoutWeight > 0)
    warnings.push(`Rows with a weight of 0 are left out: ${tried.rowsWithoutWeight}.`)
  if (tried !== undefined && tried.folds.length < wanted)
    warnings.push(
      `${tried.folds.length} folds could be made of the ${wanted} asked for: each needs rows of both outcomes, and its own groups or times.`,
    )
  const events = data.label.reduce((sum, value) => sum + value, 0)
  const rarest = Math.min(events, data.rows - events)
  if (rarest < FEW_EVENTS)
    warnings.push(
      `The rarer outcome has ${rarest} ${rarest === 1 ? 'row' : 'rows'}: intervals of so few are rough, and the choice of the champion is hardly more than chance.`,
    )
  if (features.length > data.rows)
    warnings.push(`There are more columns (${features.length}) than rows (${data.rows}).`)
  for (const { name, why } of suspiciousColumns(data, features))
    warnings.push(`${why} If so, leave it out (--exclude ${quoted(name)}).`)
  if (tried !== undefined && tried.auc >= TOO_GOOD)
    warnings.push(
      `An AUC of ${tried.auc.toFixed(3)} is too good for credit data: look for a column that was written after the outcome was known.`,
    )
  warnings.push(...warningsAboutUse(request, tried))
  const shielded = features.filter(({ name }) => protectedName.test(name)).map(({ name }) => name)
  if (shielded.length > 0)
    warnings.push(
      `${shielded.join(', ')}: learnt from, though the name says that the law may forbid it. Leave it out (--exclude ${quoted(shielded.join(','))}), or have it approved.`,
    )
  return warnings
}

/** What was asked for together, and does not go well together. */
function warningsAboutUse(
  { group, time, calibration, resampling, classWeights }: TrainingRequest,
  tried: Tried | undefined,
): string[] {
  const warnings: string[] = []
  const groups = group && tried ? new Set(group).size : 0
  if (group !== undefined && groups > 0 && groups < group.length)
    warnings.push(
      `${group.length} rows are of ${groups} groups: every interval and p-value counts rows as independent, and is too short.`,
    )
  if (group !== undefined && time !== undefined && tried !== undefined) {
    const [known, all] = rowsOfKnownGroups(group, tried.folds)
    if (known > 0)
      warnings.push(
        `Time divides the rows, not the groups: ${known} of ${all} rows were tried on models that had learnt from earlier rows of the same group. Figures hold for known customers more than for new ones.`,
      )
  }
  if (calibration === 'identity' && changesClasses(resampling, classWeights))
    warnings.push(
      'Resampling or class weights move probabilities, and calibration was switched off: neither the probabilities nor the threshold can be taken at their word.',
    )
  return warnings
}

/** Rows tried whose group was also learnt from, and rows tried. */
function rowsOfKnownGroups(
  group: readonly (string | number)[],
  folds: readonly Fold[],
): readonly [number, number] {
  let [known, all] = [0, 0]
  for (const { train, test } of folds) {
    const learnt = new Set(Array.from(train, (row) => group[row]))
    for (const row of test) if (learnt.has(group[row])) known++
    all += test.length
  }
  return [known, all]
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text
}
