/** Versions of policies moved through their life: tested anew, by two people, with what it means for experiments. */
import { type PolicyState, type ProblemCode, ProblemError } from '@pratibimba/contract'
import {
  movePolicy as moved,
  PolicyMoveRefused,
  type PolicyTestRun,
  policySha256,
  rollBackPolicy as rolledBack,
} from '@pratibimba/risk/policies'
import type { PolicyVersion } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import type { Caller } from '../../routes/handlers.ts'
import { activityEvent } from '../../warning/scoring/activity.ts'
import { actedByOf } from '../acting-person.ts'
import { stopEvents, stopFact, stopMootExperiments } from '../experiments/stop-experiment.ts'
import { findPolicy, versionsOf } from './find-policy.ts'
import { testDocument } from './test-document.ts'

export interface PolicyWish {
  readonly caller: Caller
  /** Who acts: the caller, or whom the caller names where nobody logs in. */
  readonly person: string
  readonly reason: string
}

export interface MoveWish extends PolicyWish {
  readonly to: PolicyState
  readonly share?: number
  readonly effectiveFrom?: Date
  readonly transitionsSeen?: number
}

/** States in which a version decides, or is shown what is decided: nothing gets there that fails a test today. */
const tested: readonly PolicyState[] = ['proposed', 'shadow', 'partial', 'active']

/** @throws ProblemError `not_found`, `out_of_range`, `forbidden`, `conflict` */
export async function movePolicy(
  context: Context,
  name: string,
  version: number,
  wish: MoveWish,
): Promise<PolicyVersion> {
  const { to, person, reason, share, effectiveFrom, transitionsSeen } = wish
  const looked = await findPolicy(context.credit.stores.policies, name, version)
  const tests = tested.includes(to) ? await passing(context, looked) : undefined
  return change(context, 'CREDIT_POLICY_MOVED', name, wish, async (versions) => {
    const present = versions.find((one) => one.version === version)
    if (transitionsSeen !== undefined && present?.transitions.length !== transitionsSeen)
      throw new ProblemError(
        'conflict',
        `Version ${version} of ${name} was moved meanwhile; look at it again.`,
      )
    const changed = moved(versions, version, {
      to,
      by: person,
      at: context.clock(),
      reason,
      ...(share !== undefined && { share }),
      ...(effectiveFrom !== undefined && { effectiveFrom }),
      ...(tests !== undefined && { tests }),
    })
    return { changed, main: changed.find((one) => one.version === version)! }
  })
}

/** @throws ProblemError `not_found`, `conflict` */
export async function rollBackPolicy(
  context: Context,
  name: string,
  wish: PolicyWish,
): Promise<PolicyVersion> {
  const back = (versions: readonly PolicyVersion[]) => {
    const changed = rolledBack(versions, { by: wish.person, at: context.clock(), reason: wish.reason })
    return { changed, main: changed[0]! }
  }
  const versions = await versionsOf(context.credit.stores.policies, name)
  const foreseen = refusing(() => back(versions)).main
  await passing(context, foreseen)
  return change(context, 'CREDIT_POLICY_ROLLED_BACK', name, wish, async (present) => {
    const result = back(present)
    if (result.main.version !== foreseen.version)
      throw new ProblemError('conflict', 'Another version came into force meanwhile; look again.')
    return result
  })
}

/**
 * Runs the tests of a stored version as the program decides today.
 *
 * @throws ProblemError `conflict` when it is not the document that was stored, cannot be run, or a test fails
 */
async function passing(
  { credit }: Context,
  { name, version, document, sha256 }: PolicyVersion,
): Promise<readonly PolicyTestRun[]> {
  if (policySha256(document) !== sha256)
    throw new ProblemError('conflict', `Version ${version} of ${name} is not the document that was stored.`)
  const tests = await testDocument(credit.rules, document).catch((error: unknown) => {
    if (error instanceof ProblemError) throw new ProblemError('conflict', error.message, error.errors)
    throw error
  })
  const failed = tests.filter(({ passed }) => !passed)
  if (failed.length > 0)
    throw new ProblemError(
      'conflict',
      `${failed.length} of ${tests.length} tests of version ${version} fail: ${failed
        .slice(0, 3)
        .map((one) => `${one.name} (${one.differences.join('; ')})`)
        .join(', ')}.`,
    )
  return tests
}

interface Changed {
  readonly changed: readonly PolicyVersion[]
  readonly main: PolicyVersion
}

/** Versions, chain, experiments and log of activity together; whoever decides is exchanged afterwards. */
async function change(
  context: Context,
  operation: string,
  name: string,
  { caller, person, reason }: PolicyWish,
  work: (versions: readonly PolicyVersion[]) => Promise<Changed>,
): Promise<PolicyVersion> {
  const result = await context.record(async ({ credit, warning: { outbox } }) => {
    const versions = await versionsOf(credit.policies, name)
    const { changed, main } = await refusingLater(() => work(versions))
    await credit.policies.replace(changed)
    const before = new Map(versions.map((one) => [one.version, one]))
    const stopped = await stopMootExperiments(credit, context.clock())
    const text = `Version ${main.version} of the policy ${name} is ${main.state}${main.share === undefined ? '' : ` for ${(100 * main.share).toFixed(1)} % of applicants`}: ${reason}`
    const severity = main.state === 'active' || main.state === 'partial' ? 'watch' : 'info'
    await outbox.append([activityEvent({ kind: 'model', severity, text }), ...stopped.flatMap(stopEvents)])
    const metadata = {
      ...actedByOf(caller, person),
      version: main.version,
      from: before.get(main.version)?.state ?? null,
      to: main.state,
      share: main.share ?? null,
      effective_from: main.state === 'active' ? (main.effectiveFrom?.toISOString() ?? null) : null,
      reason,
      also: changed
        .filter((one) => one !== main)
        .map(({ version, state }) => ({ version, from: before.get(version)?.state ?? null, to: state })),
    }
    const fact = { operation, actor: caller.id, subjectId: name, dataHash: main.sha256, metadata }
    return { fact, moreFacts: stopped.map(stopFact), result: main }
  })
  await context.credit.deciders.refresh()
  return result
}

const codes = {
  invalid: 'out_of_range',
  forbidden: 'forbidden',
  conflict: 'conflict',
} as const satisfies Record<PolicyMoveRefused['code'], ProblemCode>

function asProblem(error: unknown): never {
  if (error instanceof PolicyMoveRefused) throw new ProblemError(codes[error.code], error.message)
  throw error
}

function refusing<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    return asProblem(error)
  }
}

async function refusingLater<Result>(work: () => Promise<Result>): Promise<Result> {
  return work().catch(asProblem)
}
