/** Versions of policies out of the store. */
import { ProblemError } from '@pratibimba/contract'
import type { PolicyStore, PolicyVersion } from '@pratibimba/risk/ports'

/** More than a bank writes in its life; beyond it moves are refused rather than made on half of them. */
const MOST_VERSIONS = 10_000

/** @throws ProblemError `not_found` */
export async function findPolicy(
  policies: Pick<PolicyStore, 'get'>,
  name: string,
  version: number,
): Promise<PolicyVersion> {
  const found = await policies.get(name, version)
  if (found === undefined)
    throw new ProblemError('not_found', `The policy ${name} has no version ${version}.`)
  return found
}

/** @throws ProblemError `not_found` for a name that no version has */
export async function versionsOf(
  policies: Pick<PolicyStore, 'list'>,
  name: string,
): Promise<readonly PolicyVersion[]> {
  const { versions, total } = await policies.list({ name, limit: MOST_VERSIONS, offset: 0 })
  if (total === 0) throw new ProblemError('not_found', `There is no policy ${name}.`)
  if (total > MOST_VERSIONS) throw new ProblemError('conflict', `${name} has too many versions.`)
  return versions
}
