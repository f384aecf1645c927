/** The letter to an applicant. */
import { type CreditDecision, ProblemError } from '@pratibimba/contract'
import { letterHtml } from '@pratibimba/reports/letters'
import { reasonText } from '../wire/credit/decision-row.ts'
import type { CreditContext } from './credit-context.ts'
import type { LetterSettings } from './credit-settings.ts'
import { replyOf } from './decision-reply.ts'
import { openDecision } from './read-decision.ts'

/**
 * A page to print; everything in it is escaped.
 *
 * @throws ProblemError `not_found`; `conflict` where a detail is missing that the law asks for
 */
export async function decisionLetter(
  credit: CreditContext,
  { currency, jurisdiction, lender }: LetterSettings,
  id: string,
  now: Date,
): Promise<string> {
  const { stored, content } = await openDecision(credit, id, 'not_found')
  const { application } = content.case
  const decision: CreditDecision = replyOf(content.answer, stored)
  const { review } = stored
  try {
    return letterHtml({
      decision,
      ...(review !== undefined && {
        review: { outcome: review.outcome, reason: reasonText(stored.reasonTable, review.reasonCode) },
      }),
      applicant: { name: `Customer ${application.customerId}`, customerId: application.customerId },
      loanAmount: application.loanAmount,
      currency,
      lender,
      jurisdiction,
      applicationDate: stored.decidedAt.toISOString().slice(0, 10),
      date: now.toISOString().slice(0, 10),
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ProblemError('conflict', `The letter cannot be written: ${error.message}.`)
  }
}
