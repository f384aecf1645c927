/** What decided at an instant: model, policy, experiments, kill switch — out of what is on record. */
import type { ExperimentState } from '@pratibimba/contract'
import type { ExperimentRecord, PolicyVersion } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'

const MOST = 10_000

export interface Live {
  readonly modelVersion?: string
  readonly policy?: { readonly name: string; readonly version: number }
  readonly experiments: readonly string[]
  readonly killed: boolean
}

export async function liveAt({ credit }: Pick<Context, 'credit'>, at: Date): Promise<Live> {
  const { models, policies, experiments, killSwitch } = credit.stores
  const { policyName: name } = credit.deciders
  const [modelVersion, { versions }, found, killed] = await Promise.all([
    models.aliasAt('champion', at),
    policies.list({ name, limit: MOST, offset: 0 }),
    experiments.list({ limit: MOST, offset: 0 }),
    killSwitch.state(at),
  ])
  const policy = policyAt(versions, at)
  return {
    ...(modelVersion !== undefined && { modelVersion }),
    ...(policy && { policy: { name, version: policy.version } }),
    experiments: found.experiments.filter((each) => isLiveAt(each, at)).map(({ id }) => id),
    killed: killed?.on ?? false,
  }
}

/** Of the versions that were active then and had come into force, the one that did so last. */
function policyAt(versions: readonly PolicyVersion[], at: Date): PolicyVersion | undefined {
  return versions
    .flatMap((version) => {
      const last = version.transitions.findLast((step) => step.at <= at)
      // Of this activation: a later one, by a rollback, has an instant of its own.
      const since = last?.effectiveFrom ?? last?.at
      return last?.to === 'active' && since !== undefined && since <= at ? [{ version, since }] : []
    })
    .sort((a, b) => Number(b.since) - Number(a.since) || b.version.version - a.version.version)
    .at(0)?.version
}

const live: readonly ExperimentState[] = ['running', 'shadow']

function isLiveAt({ transitions }: ExperimentRecord, at: Date): boolean {
  const state = transitions.findLast((step) => step.at <= at)?.to
  return state !== undefined && live.includes(state)
}
