/** The models and policies that decide, opened once each and exchanged at once when others come into force. */
import { ProblemError } from '@pratibimba/contract'
import { DataError } from '@pratibimba/learning/data'
import { ModelFileError } from '@pratibimba/learning/formats'
import {
  applicationCaseFeatures,
  type CreditModel,
  type Decider,
  openCreditModel,
  openDecider,
  reasonTableOf,
  sha256Of,
} from '@pratibimba/risk/decisions'
import { shadowPolicyId } from '@pratibimba/risk/experiments'
import { choosePolicy, policySha256, underKillSwitch } from '@pratibimba/risk/policies'
import {
  ArtifactError,
  type ArtifactStore,
  type CompiledPolicy,
  type CreditModelRecord,
  type KillSwitchState,
  PolicyUnusable,
  type PolicyVersion,
  type RuleEngine,
} from '@pratibimba/risk/ports'
import type { AssignedArm, Assignment } from './assignment.ts'
import type { CreditStores } from './credit-stores.ts'
import { explainTogether } from './explain-together.ts'
import { openHeld } from './held.ts'

/** Whose files credit models are in the artifact store. */
export const CREDIT_MODELS_OWNER = 'credit-models'

/** Who decides, and the hashes of what it was opened from. */
interface Seat {
  readonly decider: Decider
  readonly modelSha256: string
  readonly policySha256: string
}

export interface ShadowSeat extends Seat {
  /** Experiment and arm that what it decides is logged under. */
  readonly experiment: string
  readonly arm: string
}

interface Choice extends Seat {
  readonly experiment?: { readonly id: string; readonly arm: string }
  /** Decide beside it, without effect. */
  readonly shadows: readonly ShadowSeat[]
}

/** A model and a policy by version and by the hash of what they were. */
interface WantedSeat {
  readonly model: { readonly version: string; readonly sha256: string }
  readonly policy: { readonly name: string; readonly version: number; readonly sha256: string }
  readonly reasonTable: string
  /** Whether the kill switch was on. */
  readonly killed: boolean
}

interface OpenedModel {
  readonly record: CreditModelRecord
  readonly model: CreditModel
}

export interface Deciders {
  /**
   * Who decides for a customer at an instant.
   *
   * @throws ProblemError `unavailable` where no model or no policy can decide
   */
  choose(customerId: string, at: Date): Promise<Choice>
  /**
   * Who decided then.
   *
   * @throws ProblemError `conflict` where features are computed otherwise by now; `unavailable` where model or policy is
   *   gone or is not what it was
   */
  of(wanted: WantedSeat): Promise<Seat>
  /** The model behind the alias `champion`; undefined before the first was promoted, and where it cannot be used. */
  champion(): OpenedModel | undefined
  /** Any registered model. @throws ProblemError `not_found`, `unavailable` */
  model(version: string): Promise<OpenedModel>
  /** The name of the policies that decide. */
  readonly policyName: string
  /** Those that decide or shadow, of every name. */
  policies(): readonly PolicyVersion[]
  /** While it is on; undefined otherwise. */
  killed(): KillSwitchState | undefined
  /** Why nothing can be decided, and what to do. */
  fault(): string | undefined
  /** Takes what is in force by registry and policies; called after every change here, and every second for those of other processes. */
  refresh(): Promise<void>
  close(): void
}

export interface DecidersParts {
  readonly stores: Pick<CreditStores, 'models' | 'policies' | 'killSwitch'>
  readonly artifacts: Pick<ArtifactStore, 'read'>
  readonly rules: RuleEngine
  readonly assignment: Assignment
  readonly policyName: string
  readonly onError: (error: unknown) => void
  /** How often is looked what other processes changed, milliseconds. Default 1,000. */
  readonly lookEveryMs?: number
}

/** Held opened: those in use, and as many of the past as a replay of a long span goes through. */
const MOST_MODELS = 16
const MOST_POLICIES = 64
const MOST_DECIDERS = 128

/** Arm of the champion in every experiment. */
const CHAMPION = 'champion'

const NO_MODEL =
  'No credit model is in use yet. Train one: upload a table of past applications (POST /api/fintech/upload-data), learn from it (POST /api/credit/train), and promote the result (POST /api/credit/models/{version}/move).'

/** What is in force, whole: it is exchanged at once. */
interface InForce {
  readonly champion?: OpenedModel
  /** Why the registry's champion cannot be used. */
  readonly fault?: string
  readonly policies: readonly PolicyVersion[]
  readonly killed?: KillSwitchState
}

/** Reads nothing before `refresh`. */
export function openDeciders(parts: DecidersParts): Deciders {
  const { stores, artifacts, rules, assignment, policyName, onError, lookEveryMs = 1_000 } = parts
  const features = applicationCaseFeatures()
  const models = openHeld<CreditModel>(MOST_MODELS)
  const policies = openHeld<CompiledPolicy>(MOST_POLICIES)
  const seats = openHeld<Seat>(MOST_DECIDERS)
  let inForce: InForce = { policies: [] }

  const openModel = (record: CreditModelRecord): Promise<CreditModel> =>
    models.get(record.sha256, async () => {
      const bytes = await readWhole(await artifacts.read(CREDIT_MODELS_OWNER, record.artifact))
      if (sha256Of(bytes) !== record.sha256)
        throw new ModelFileError(`The file ${record.artifact} is not the one that was registered.`)
      return openCreditModel(bytes)
    })
  const registered = async (version: string): Promise<CreditModelRecord> => {
    const champion = inForce.champion?.record
    const record = champion?.version === version ? champion : await stores.models.get(version)
    if (record === undefined) throw new ProblemError('not_found', `There is no credit model ${version}.`)
    return record
  }
  const model = async (version: string): Promise<OpenedModel> => {
    const record = await registered(version)
    try {
      return { record, model: await openModel(record) }
    } catch (error) {
      if (!isUnusable(error)) throw error
      throw new ProblemError('unavailable', unusableModel(record))
    }
  }
  const compiled = (policy: PolicyVersion): Promise<CompiledPolicy> =>
    policies.get(policy.sha256, async () => {
      if (policySha256(policy.document) !== policy.sha256)
        throw new ProblemError(
          'unavailable',
          `Version ${policy.version} of the policy ${policy.name} is not the document that was approved.`,
        )
      try {
        return rules.compile(policy.document)
      } catch (error) {
        if (!(error instanceof PolicyUnusable)) throw error
        throw new ProblemError(
          'unavailable',
          `Version ${policy.version} of the policy ${policy.name} cannot be run: ${error.message} Roll back to the one before.`,
        )
      }
    })
  const seatOf = (
    { record, model: opened }: OpenedModel,
    policy: PolicyVersion,
    killed: boolean,
    reasonTable = opened.bundle.reasonTable,
  ): Promise<Seat> => {
    const key = JSON.stringify([
      record.version,
      record.sha256,
      policy.name,
      policy.version,
      policy.sha256,
      killed,
      reasonTable,
    ])
    return seats.get(key, async () => {
      const plain = await compiled(policy)
      const decider = openDecider({
        model: opened,
        modelVersion: record.version,
        policy: killed ? switchedOff(plain) : plain,
        policyName: policy.name,
        policyVersion: policy.version,
        reasonTable: reasonTableOf(reasonTable),
        features,
        explainRow: explainTogether(opened),
      })
      return { decider, modelSha256: record.sha256, policySha256: policy.sha256 }
    })
  }
  const policyOf = async (version: number): Promise<PolicyVersion> => {
    const policy =
      inForce.policies.find((one) => one.name === policyName && one.version === version) ??
      (await stores.policies.get(policyName, version))
    if (policy === undefined)
      throw new ProblemError('unavailable', `The policy ${policyName} has no version ${version}.`)
    return policy
  }
  const orNone = (opening: Promise<Seat>): Promise<Seat | undefined> =>
    opening.catch((error: unknown) => {
      onError(error)
      return undefined
    })
  const seatOfArm = async (arm: AssignedArm, usual: PolicyVersion): Promise<Seat> => {
    const opened =
      inForce.champion?.record.version === arm.modelVersion ? inForce.champion : await model(arm.modelVersion)
    const policy = arm.policyVersion === undefined ? usual : await policyOf(arm.policyVersion)
    return seatOf(opened, policy, false)
  }

  const read = async (): Promise<void> => {
    const [champion, inForcePolicies, state] = await Promise.all([
      stores.models.byAlias('champion'),
      stores.policies.inForce(),
      stores.killSwitch.state(),
      assignment.refresh(),
    ])
    const next = { policies: inForcePolicies, ...(state?.on === true && { killed: state }) }
    if (champion === undefined) {
      inForce = next
      return
    }
    if (champion.sha256 === inForce.champion?.record.sha256) {
      inForce = { ...next, champion: { record: champion, model: inForce.champion.model } }
      return
    }
    try {
      const opened = await openModel(champion)
      const { featureSet } = opened.bundle
      inForce =
        featureSet.hash === features.hash
          ? { ...next, champion: { record: champion, model: opened } }
          : { ...next, fault: otherFeatures(champion.version) }
    } catch (error) {
      if (!isUnusable(error)) throw error
      inForce = { ...next, fault: unusableModel(champion) }
    }
  }
  // One after the other, so that an older look never stands over a newer one.
  let last: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined
  const refresh = (): Promise<void> => {
    waiting ??= last
      .catch(() => undefined)
      .then(() => {
        waiting = undefined
        last = read()
        return last
      })
    return waiting
  }
  let isTroubled = false
  const look = async (): Promise<void> => {
    try {
      await refresh()
      isTroubled = false
    } catch (error) {
      // Told once: while the database is away, every look fails.
      if (!isTroubled) onError(error)
      isTroubled = true
    }
  }
  const looking = setInterval(() => void look(), lookEveryMs).unref()

  return {
    policyName,
    async choose(customerId, at) {
      const { champion, fault, killed } = inForce
      if (champion === undefined) throw new ProblemError('unavailable', fault ?? NO_MODEL)
      const versions = inForce.policies.filter(({ name }) => name === policyName)
      const chosen = choosePolicy(versions, customerId, at)
      if (chosen === undefined)
        throw new ProblemError(
          'unavailable',
          `No version of the policy ${policyName} is in force. Approve one and put it in force.`,
        )
      // A person decides: nobody takes part in anything.
      if (killed !== undefined) return { ...(await seatOf(champion, chosen.decides, true)), shadows: [] }
      const assigned = assignment.assign(customerId)
      const arm = assigned?.decides
      // A challenger that cannot be opened leaves the ordinary decision, which belongs to no arm.
      const opened = arm && (await orNone(seatOfArm(arm, chosen.decides)))
      if (arm !== undefined && opened !== undefined && arm.arm !== CHAMPION)
        return { ...opened, shadows: [], experiment: { id: arm.experiment, arm: arm.arm } }
      const shadows: ShadowSeat[] = []
      for (const shadow of assigned?.shadows ?? []) {
        const { experiment, arm: name } = shadow
        const seat = await orNone(seatOfArm(shadow, chosen.decides))
        if (seat !== undefined) shadows.push({ ...seat, experiment, arm: name })
      }
      for (const shadow of chosen.shadows) {
        const seat = await orNone(seatOf(champion, shadow, false))
        if (seat !== undefined) shadows.push({ ...seat, experiment: shadowPolicyId(shadow), arm: 'shadow' })
      }
      return {
        ...(opened ?? (await seatOf(champion, chosen.decides, false))),
        shadows,
        ...(arm !== undefined &&
          opened !== undefined && { experiment: { id: arm.experiment, arm: arm.arm } }),
      }
    },
    async of(wanted) {
      const { record, model: opened } = await model(wanted.model.version).catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error
        throw new ProblemError('unavailable', error.message)
      })
      const policy = await stores.policies.get(wanted.policy.name, wanted.policy.version)
      if (record.sha256 !== wanted.model.sha256)
        throw new ProblemError('unavailable', `The model ${record.version} is not the one that decided.`)
      if (policy === undefined || policy.sha256 !== wanted.policy.sha256)
        throw new ProblemError(
          'unavailable',
          `Version ${wanted.policy.version} of the policy ${wanted.policy.name} is gone, or not the one that decided.`,
        )
      try {
        return await seatOf({ record, model: opened }, policy, wanted.killed, wanted.reasonTable)
      } catch (error) {
        if (error instanceof DataError) throw new ProblemError('conflict', otherFeatures(record.version))
        throw error
      }
    },
    champion: () => inForce.champion,
    model,
    policies: () => inForce.policies,
    killed: () => inForce.killed,
    fault: () => inForce.fault ?? (inForce.champion === undefined ? NO_MODEL : undefined),
    refresh,
    close: () => clearInterval(looking),
  }
}

/** The same rules, and then a person. */
function switchedOff(policy: CompiledPolicy): CompiledPolicy {
  return { decide: async (input) => underKillSwitch(await policy.decide(input)), dispose: () => undefined }
}

function isUnusable(error: unknown): boolean {
  return error instanceof ModelFileError || error instanceof ArtifactError
}

function unusableModel({ version, artifact }: CreditModelRecord): string {
  return `The file ${artifact} of the credit model ${version} is gone or damaged. Restore it from a copy, or promote another model.`
}

function otherFeatures(version: string): string {
  return `The credit model ${version} was trained with features that this version of the program computes otherwise. Use the version of then, or train and promote a new model.`
}

async function readWhole(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
