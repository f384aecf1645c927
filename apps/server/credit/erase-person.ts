/** Destroys what makes records about a person readable. */
import { ProblemError } from '@pratibimba/contract'
import type { Context } from '../context.ts'

/**
 * Destroys the key of a customer, together with its audit entry. Decisions stay for the figures; nobody can tell whose
 * they were.
 *
 * @throws ProblemError `not_found` when nothing is recorded about the customer
 */
export async function erasePerson(
  { credit, record }: Pick<Context, 'credit' | 'record'>,
  customerId: string,
  reason: string,
  actor: string,
): Promise<{ erased: boolean; decisions: number }> {
  const { total: decisions } = await credit.stores.decisions.list({ customerId, limit: 1, offset: 0 })
  return record(async ({ credit: stores }) => {
    const person = await stores.erasePerson(customerId)
    if (person === undefined)
      throw new ProblemError(
        'not_found',
        'Nothing is recorded about this customer, or they were erased already.',
      )
    const metadata = { decisions, reason }
    return {
      fact: { operation: 'PERSON_ERASED', actor, subjectId: person, metadata },
      result: { erased: true, decisions },
    }
  })
}
