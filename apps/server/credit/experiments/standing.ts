/** What an experiment stands against at present. */
import type { Standing } from '@pratibimba/risk/experiments'
import type { ExperimentRecord } from '@pratibimba/risk/ports'
import type { CreditStores } from '../credit-stores.ts'
import { DECIDING_POLICY } from '../install-policy.ts'

type Stores = Pick<CreditStores, 'models' | 'policies'>

export async function standingOf(
  { models, policies }: Stores,
  { arms: [, challenger] }: Pick<ExperimentRecord, 'arms'>,
): Promise<Standing> {
  const { modelVersion, policyVersion } = challenger
  const [champion, challengerModel, inForce, policy] = await Promise.all([
    models.byAlias('champion'),
    models.get(modelVersion),
    policies.inForce(),
    policyVersion === undefined ? undefined : policies.get(DECIDING_POLICY, policyVersion),
  ])
  const deciding = inForce.filter(({ name }) => name === DECIDING_POLICY)
  const isAmong = deciding.some(({ version }) => version === policyVersion)
  return {
    ...(champion !== undefined && { championModel: champion.version }),
    ...(challengerModel !== undefined && { challengerModel }),
    policies: policy === undefined || isAmong ? deciding : [...deciding, policy],
  }
}

/** Whether the challenger decides for customers, or unseen. */
export function phaseOf({ state }: ExperimentRecord): 'shadow' | 'running' {
  return state === 'running' ? 'running' : 'shadow'
}
