/** Which arm of an experiment an applicant falls to: asked at every decision, answered from memory. */
import { type CreditCase, policyInput } from '@pratibimba/risk/decisions'
import { assignCustomer, mootBecause } from '@pratibimba/risk/experiments'
import { ageBand } from '@pratibimba/risk/policies'
import type { ExperimentArm, ExperimentRecord } from '@pratibimba/risk/ports'
import type { CreditStores } from './credit-stores.ts'
import { phaseOf, standingOf } from './experiments/standing.ts'

export interface AssignedArm {
  readonly experiment: string
  readonly arm: string
  readonly modelVersion: string
  /** Absent: the policy in force. */
  readonly policyVersion?: number
}

interface Assigned {
  /** Whose decision counts; absent: the champion's, and no arm's. */
  readonly decides?: AssignedArm
  /** Those that decide beside it, without effect. */
  readonly shadows: readonly AssignedArm[]
}

export interface Assignment {
  /** The same customer, the same arm. Undefined where no experiment is live. */
  assign(customerId: string): Assigned | undefined
  /** Coarse groups by protected attribute that exposures are logged with. */
  groupsOf(credit: CreditCase): Readonly<Record<string, string>> | undefined
  /** Reads the experiments that are live; called at the start, after each change here, and now and then. */
  refresh(): Promise<void>
  /** Calls whenever so many customers were assigned by this process; ends with what it returns. */
  onEvery(assigned: number, listener: () => void): () => void
}

type Stores = Pick<CreditStores, 'experiments' | 'models' | 'policies' | 'killSwitch'>

/**
 * Assigns by the experiment that is live. One that is moot (its champion was replaced, its challenger may not decide any
 * more) assigns nobody from the next refresh on, also before it was stopped; nor does any under the kill switch.
 *
 * Reads nothing before `refresh`.
 */
export function openAssignment(stores: Stores): Assignment {
  let live: ExperimentRecord | undefined
  let assigned = 0
  const listeners = new Map<() => void, number>()
  return {
    assign(customerId) {
      const arms = live && assignCustomer(live, customerId)
      if (live === undefined || arms === undefined) return undefined
      assigned += 1
      for (const [listener, every] of listeners) if (assigned % every === 0) listener()
      const { id } = live
      return { decides: armOf(id, arms.decides), shadows: arms.shadows.map((arm) => armOf(id, arm)) }
    },
    groupsOf(credit) {
      const band = ageBand(ageOf(credit))
      return band === undefined ? undefined : { age_band: band }
    },
    async refresh() {
      const [experiment] = await stores.experiments.live()
      if (experiment === undefined) {
        live = undefined
        return
      }
      const [standing, killed] = await Promise.all([
        standingOf(stores, experiment),
        stores.killSwitch.state(),
      ])
      const isMoot = mootBecause(experiment, standing, phaseOf(experiment)) !== undefined
      live = isMoot || killed?.on === true ? undefined : experiment
    },
    onEvery(every, listener) {
      listeners.set(listener, every)
      return () => listeners.delete(listener)
    },
  }
}

function armOf(experiment: string, { name, modelVersion, policyVersion }: ExperimentArm): AssignedArm {
  return { experiment, arm: name, modelVersion, ...(policyVersion !== undefined && { policyVersion }) }
}

/** As policies see it. */
function ageOf(credit: CreditCase): number | null {
  return policyInput(credit, {}, 0).application.age
}
