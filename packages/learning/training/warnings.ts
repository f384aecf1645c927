/** What a modeller must look at before using a model. */
import { suspiciousColumns } from '../preparation/index.ts'
import type { TrainingRequest } from './training-request.ts'

/** An AUC that credit data do not give. */
const TOO_GOOD = 0.98
const FEW_EVENTS = 50

/** Names that say that a column is a protected attribute, or close to one. */
const protectedName =
  /(^|[_\s])(sex|gender|race|ethnic\w*|religion|marital|marriage|nationality|disab\w*)($|[_\s])/i

/** @param tried AUC of the champion on rows not learnt from, and the folds, where there were any */
export function warningsAbout(
  { data, features, folds: wanted }: TrainingRequest,
  tried?: { readonly auc: number; readonly folds: number },
): string[] {
  const warnings: string[] = []
  if (tried !== undefined && tried.folds < wanted)
    warnings.push(
      `${tried.folds} folds could be made of the ${wanted} asked for: each needs rows of both outcomes, and its own groups or times.`,
    )
  const events = data.label.reduce((sum, value) => sum + value, 0)
  const rarest = Math.min(events, data.rows - events)
  if (rarest < FEW_EVENTS)
    warnings.push(
      `The rarer outcome has ${rarest} ${rarest === 1 ? 'row' : 'rows'}: every interval is wide, and the choice of the champion is hardly more than chance.`,
    )
  if (features.length > data.rows)
    warnings.push(`There are more columns (${features.length}) than rows (${data.rows}).`)
  for (const { name, why } of suspiciousColumns(data, features))
    warnings.push(`${why} If so, leave it out (--exclude ${quoted(name)}).`)
  if (tried !== undefined && tried.auc >= TOO_GOOD)
    warnings.push(
      `An AUC of ${tried.auc.toFixed(3)} is too good for credit data: look for a column that was written after the outcome was known.`,
    )
  const shielded = features.filter(({ name }) => protectedName.test(name)).map(({ name }) => name)
  if (shielded.length > 0)
    warnings.push(
      `${shielded.join(', ')}: learnt from, though the name says that the law may forbid it. Leave it out (--exclude ${quoted(shielded.join(','))}), or have it approved.`,
    )
  return warnings
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text
}
