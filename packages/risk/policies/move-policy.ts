/** The life of a policy: who may move a version where, and what has to be shown first. */
import { decisionOutcomes, type PolicyState } from '@pratibimba/contract'
import type { PolicyTransition, PolicyVersion } from '../ports/credit-policies.ts'
import type { PolicyDocument } from './policy.ts'
import type { PolicyTestRun } from './run-policy-tests.ts'

/** Why a move is refused: what is asked makes no sense, someone else has to do it, or things stand otherwise. */
export class PolicyMoveRefused extends Error {
  readonly code: 'invalid' | 'forbidden' | 'conflict'
  constructor(code: 'invalid' | 'forbidden' | 'conflict', message: string) {
    super(message)
    this.name = 'PolicyMoveRefused'
    this.code = code
  }
}

export interface PolicyMove {
  readonly to: PolicyState
  readonly by: string
  readonly at: Date
  readonly reason: string
  /** Of applicants, for `partial`. */
  readonly share?: number
  /** When `active` begins; `at` when absent. */
  readonly effectiveFrom?: Date
  /** Tests as they ran just now, for `proposed`. */
  readonly tests?: readonly PolicyTestRun[]
}

const next: Readonly<Record<PolicyState, readonly PolicyState[]>> = {
  draft: ['proposed', 'rejected'],
  proposed: ['shadow', 'partial', 'active', 'rejected'],
  shadow: ['partial', 'active', 'retired'],
  partial: ['partial', 'shadow', 'active', 'retired'],
  active: ['retired'],
  retired: [],
  rejected: [],
}

/**
 * Moves a version.
 *
 * @param versions all of the policy's name
 * @returns the versions that changed, to be stored together
 * @throws PolicyMoveRefused
 * @see docs/methods/credit-policies.md
 */
export function movePolicy(
  versions: readonly PolicyVersion[],
  version: number,
  move: PolicyMove,
): PolicyVersion[] {
  const current = versions.find((one) => one.version === version)
  if (current === undefined) throw new PolicyMoveRefused('conflict', `There is no version ${version}.`)
  if (!next[current.state].includes(move.to))
    throw new PolicyMoveRefused(
      'conflict',
      `A version that is ${current.state} cannot become ${move.to}; it can become ${next[current.state].join(', ') || 'nothing else'}.`,
    )
  checkWords(move)
  const moved = transition(current, move)
  if (move.to === 'proposed') return [{ ...moved, testsPassed: testsPassed(current.document, move.tests) }]
  const others = versions.filter((one) => one !== current)
  if (move.to === 'partial') checkPartial(others, move.share)
  if (current.state === 'active') checkReplaced(others, move.at)
  const approved = current.state === 'proposed' && move.to !== 'rejected' ? approval(current, move) : {}
  if (move.to !== 'active') return [{ ...moved, ...approved }]
  const effectiveFrom = move.effectiveFrom ?? move.at
  if (effectiveFrom < move.at)
    throw new PolicyMoveRefused('invalid', 'A policy cannot come into force in the past.')
  const active = transition(current, { ...move, effectiveFrom })
  return [{ ...active, ...approved }, ...superseded(others, effectiveFrom, move)]
}

/**
 * Back to the version that was in force before the present one.
 *
 * @throws PolicyMoveRefused when there is none
 */
export function rollBackPolicy(
  versions: readonly PolicyVersion[],
  move: { readonly by: string; readonly at: Date; readonly reason: string },
): PolicyVersion[] {
  const present = versionInForce(versions, move.at)
  if (present === undefined) throw new PolicyMoveRefused('conflict', 'No version is in force.')
  const before = versions
    .filter((one) => one !== present && one.effectiveFrom !== undefined && one.effectiveFrom <= move.at)
    .filter(({ state }) => state === 'retired' || state === 'active')
    .sort((a, b) => activated(b) - activated(a) || b.version - a.version)
    .at(0)
  if (before === undefined)
    throw new PolicyMoveRefused('conflict', 'No version was in force before this one.')
  const planned = versions.filter(
    (one) => one.state === 'active' && one !== present && one !== before && isAfter(one, move.at),
  )
  return [
    transition(before, { ...move, to: 'active', effectiveFrom: move.at }),
    ...[present, ...planned].map((one) => transition(one, { ...move, to: 'retired' })),
  ]
}

/** The version that decides at an instant: of those active, the one that came into force last. */
export function versionInForce(versions: readonly PolicyVersion[], at: Date): PolicyVersion | undefined {
  return versions
    .filter(
      ({ state, effectiveFrom }) => state === 'active' && effectiveFrom !== undefined && effectiveFrom <= at,
    )
    .sort((a, b) => Number(b.effectiveFrom) - Number(a.effectiveFrom) || b.version - a.version)
    .at(0)
}

/** What is missing before a version may be proposed; nothing when it may. */
export function missingBeforeProposal(document: PolicyDocument, runs: readonly PolicyTestRun[]): string[] {
  const missing: string[] = []
  const byName = new Map(runs.map((run) => [run.name, run]))
  for (const { name } of document.tests) {
    const run = byName.get(name)
    if (run === undefined) missing.push(`test ${JSON.stringify(name)} did not run`)
    else if (!run.passed) missing.push(`test ${JSON.stringify(name)} failed: ${run.differences.join('; ')}`)
  }
  const fires = new Set(document.tests.flatMap(({ expect }) => expect.fires ?? []))
  for (const { id, rules } of document.stages)
    if (!rules.some((rule) => fires.has(rule.id)))
      missing.push(`no test expects a rule of stage ${id} to fire`)
  for (const outcome of decisionOutcomes)
    if (!document.tests.some(({ expect }) => expect.decision === outcome))
      missing.push(`no test expects ${outcome}`)
  return missing
}

function testsPassed(document: PolicyDocument, runs: readonly PolicyTestRun[] = []): number {
  const missing = missingBeforeProposal(document, runs)
  if (missing.length > 0)
    throw new PolicyMoveRefused(
      'conflict',
      `A version is proposed once its tests pass: ${missing.join('. ')}.`,
    )
  return runs.length
}

function approval(version: PolicyVersion, { by, at }: PolicyMove) {
  const proposer = version.transitions.findLast(({ to }) => to === 'proposed')?.by
  if (by === version.createdBy || by === proposer)
    throw new PolicyMoveRefused(
      'forbidden',
      'Another person than its author and its proposer approves a version.',
    )
  if (version.testsPassed === undefined || version.testsPassed < version.document.tests.length)
    throw new PolicyMoveRefused('conflict', 'Not all tests of this version passed.')
  return { approvedBy: by, approvedAt: at }
}

function checkWords({ to, by, reason, share, effectiveFrom }: PolicyMove): void {
  if (by.trim() === '' || reason.trim() === '')
    throw new PolicyMoveRefused('invalid', 'A move names who moves and why.')
  if (to === 'partial' ? !(share !== undefined && share > 0 && share < 1) : share !== undefined)
    throw new PolicyMoveRefused('invalid', 'partial, and only partial, has a share between 0 and 1.')
  if (effectiveFrom !== undefined && to !== 'active')
    throw new PolicyMoveRefused('invalid', 'Only active has a date on which it comes into force.')
}

function checkPartial(others: readonly PolicyVersion[], share: number | undefined): void {
  const other = others.find(({ state }) => state === 'partial')
  if (other !== undefined && share !== undefined)
    throw new PolicyMoveRefused('conflict', `Version ${other.version} is partial already.`)
  if (!others.some(({ state }) => state === 'active'))
    throw new PolicyMoveRefused('conflict', 'No version is active that would decide for the rest.')
}

function checkReplaced(others: readonly PolicyVersion[], at: Date): void {
  if (versionInForce(others, at) === undefined)
    throw new PolicyMoveRefused('conflict', 'Nothing would decide; put another version in force instead.')
}

/** Active versions that stop deciding when another comes into force at once; a later one leaves them until then. */
function superseded(
  others: readonly PolicyVersion[],
  effectiveFrom: Date,
  move: PolicyMove,
): PolicyVersion[] {
  const present = versionInForce(others, move.at)
  const immediate = effectiveFrom <= move.at
  return others
    .filter(
      (one) =>
        one.state === 'active' &&
        (immediate ? !isAfter(one, move.at) : one !== present && !isAfter(one, move.at)),
    )
    .map((one) => transition(one, { ...move, to: 'retired', share: undefined, effectiveFrom: undefined }))
}

const isAfter = ({ effectiveFrom }: PolicyVersion, at: Date): boolean =>
  effectiveFrom !== undefined && effectiveFrom > at

const activated = ({ transitions }: PolicyVersion): number =>
  Number(transitions.findLast(({ to }) => to === 'active')?.at ?? 0)

function transition(
  version: PolicyVersion,
  move: Pick<PolicyMove, 'to' | 'by' | 'at' | 'reason' | 'share' | 'effectiveFrom'>,
): PolicyVersion {
  const { to, by, at, reason, share, effectiveFrom } = move
  const step: PolicyTransition = {
    from: version.state,
    to,
    by,
    at,
    reason,
    ...(share === undefined ? {} : { share }),
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
  }
  const { share: _, ...rest } = version
  return {
    ...rest,
    state: to,
    transitions: [...version.transitions, step],
    ...(share === undefined ? {} : { share }),
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
  }
}
