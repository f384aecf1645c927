/** What a person decides on an application that was sent to one. */
import { type BodyOf, type Operations, ProblemError } from '@pratibimba/contract'
import { reasonTableOf } from '@pratibimba/risk/decisions'
import type { StoredDecision } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import { storedDecision } from './read-decision.ts'

/**
 * Records the review with its audit entry.
 *
 * @throws ProblemError `not_found`; `out_of_range` for a reason that is not of the table, or not fit to be told;
 *   RecordConflict when nobody has to decide, or somebody did
 */
export async function reviewDecision(
  context: Pick<Context, 'credit' | 'record' | 'clock'>,
  id: string,
  { outcome, reason_code: reasonCode, note }: BodyOf<Operations['reviewDecision']>,
  by: string,
): Promise<StoredDecision> {
  const stored = await storedDecision(context.credit, id)
  const { entries } = reasonTableOf(stored.reasonTable)
  const entry = entries.find(({ code }) => code === reasonCode)
  const fit = entries.filter(({ told }) => outcome === 'APPROVED' || told !== 'by-model')
  if (entry === undefined || !fit.includes(entry)) {
    const detail = `must be a reason of table ${stored.reasonTable} that can be told: ${fit.map(({ code }) => code).join(', ')}.`
    throw new ProblemError('out_of_range', `reason_code ${detail}`, [{ pointer: '/reason_code', detail }])
  }
  const at = context.clock()
  const review = { decisionId: id, outcome, reasonCode, note, by, at }
  await context.record(async ({ credit }) => {
    await credit.decisions.review(review)
    const metadata = { outcome, reason_code: reasonCode, recommended: stored.decision }
    return { fact: { operation: 'CREDIT_REVIEWED', actor: by, subjectId: id, metadata }, result: undefined }
  })
  return { ...stored, review }
}
