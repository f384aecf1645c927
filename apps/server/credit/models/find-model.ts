/** Versions of the registry by name or by what points to them. */
import { ProblemError } from '@pratibimba/contract'
import type { CreditModelRecord, CreditModelStore } from '@pratibimba/risk/ports'

/** @param version a version, or an alias such as `champion` @throws ProblemError `not_found` */
export async function findCreditModel(
  models: Pick<CreditModelStore, 'get' | 'byAlias'>,
  version: string,
): Promise<CreditModelRecord> {
  const record = (await models.get(version)) ?? (await models.byAlias(version))
  if (record !== undefined) return record
  throw new ProblemError('not_found', `There is no credit model ${version}, and no alias of that name.`)
}
