/** A decision out of the store, opened with the key of its person. */
import { ProblemError } from '@pratibimba/contract'
import type { DecisionContent } from '@pratibimba/risk/decisions'
import type { StoredDecision } from '@pratibimba/risk/ports'
import type { CreditContext } from './credit-context.ts'
import { contentOf } from './deciding.ts'

export interface OpenedDecision {
  readonly stored: StoredDecision
  readonly content: DecisionContent
}

type Stores = Pick<CreditContext, 'stores' | 'vault'>

/** @throws ProblemError `not_found` */
export async function storedDecision(
  { stores }: Pick<Stores, 'stores'>,
  id: string,
): Promise<StoredDecision> {
  const stored = await stores.decisions.get(id)
  if (stored === undefined) throw new ProblemError('not_found', `There is no decision ${id}.`)
  return stored
}

/**
 * @param erased the problem where the person was erased
 * @throws ProblemError `not_found`, or `erased`
 */
export async function openDecision(
  credit: Stores,
  id: string,
  erased: 'not_found' | 'conflict',
): Promise<OpenedDecision> {
  const stored = await storedDecision(credit, id)
  const key = await credit.vault.open(stored.sealed.person)
  if (key === undefined)
    throw new ProblemError(
      erased,
      `The person whom the decision ${id} is about was erased; what was recorded cannot be read any more.`,
    )
  return { stored, content: contentOf(stored, key) }
}
