/** Decides applications: asked, decided, sealed and recorded before it is answered; once for one idempotency key. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  type CreditApplication,
  type CreditDecision,
  type ExplanationDepth,
  ProblemError,
} from '@pratibimba/contract'
import { checkApplication } from '@pratibimba/risk/applications'
import {
  type CreditCase,
  canonicalBytes,
  contentBytes,
  type DecisionContent,
  decideForRecord,
  readContent,
} from '@pratibimba/risk/decisions'
import {
  type AuditFact,
  type DecisionRecord,
  type Exposure,
  type PersonVault,
  PolicyTimeout,
  RecordConflict,
  type StoredDecision,
} from '@pratibimba/risk/ports'
import { BusyError } from '../problems/problem-of.ts'
import { type AskedOf, askSources } from './ask-sources.ts'
import type { Assignment } from './assignment.ts'
import type { CreditStores } from './credit-stores.ts'
import type { Deciders, ShadowSeat } from './deciders.ts'
import { replyOf } from './decision-reply.ts'
import type { DecideBeside, ShadowQueue } from './experiments/shadow-queue.ts'

interface Asked {
  /** As it came in. */
  readonly application: CreditApplication
  readonly explain: ExplanationDepth
  /** Who asks. */
  readonly actor: string
  readonly idempotencyKey?: string
}

/** A decision that was made and is not recorded yet. */
export interface MadeDecision {
  readonly record: DecisionRecord
  readonly content: DecisionContent
  /** Of the arm whose decision counts. */
  readonly exposures: readonly Exposure[]
  /** Shadows, to be decided once it is recorded and answered. */
  readonly beside: readonly DecideBeside[]
}

export interface Deciding {
  /**
   * Decides, records, and answers; what was decided under the same key with the same content is answered again.
   *
   * @throws ProblemError `out_of_range` for an application that cannot be one; `conflict` for a key with another content;
   *   `unavailable` where nothing can decide, or the decision cannot be recorded
   */
  decide(asked: Asked): Promise<CreditDecision>
  /** Decides without recording. @throws as `decide` */
  make(asked: Asked, channel: DecisionRecord['channel']): Promise<MadeDecision>
}

export interface DecidingParts extends AskedOf {
  readonly decisions: CreditStores['decisions']
  readonly vault: PersonVault
  readonly recorder: {
    record(decision: DecisionRecord, fact: AuditFact, exposures?: readonly Exposure[]): Promise<void>
  }
  readonly deciders: Deciders
  readonly assignment: Assignment
  readonly shadows: Pick<ShadowQueue, 'add'>
  readonly clock: () => Date
  /** Of the program. */
  readonly codeVersion: string
  /** How long recording may take. */
  readonly recordMs: number
  /** Told what goes wrong beside a decision. */
  readonly onError: (error: unknown) => void
}

const DAY_MS = 86_400_000

export function openDeciding(parts: DecidingParts): Deciding {
  const { decisions, vault, recorder, deciders, assignment, clock, codeVersion, recordMs, onError } = parts
  let lastInstant = 0
  /** Never before the decision made last, wherever the clock is set. */
  const nextInstant = (): Date => {
    lastInstant = Math.max(lastInstant, clock().getTime())
    return new Date(lastInstant)
  }

  const make = async (
    { application: received, explain, actor, idempotencyKey }: Asked,
    channel: DecisionRecord['channel'],
  ): Promise<MadeDecision> => {
    const begin = performance.now()
    const at = nextInstant()
    const asOfDay = Math.floor(at.getTime() / DAY_MS)
    const checked = checkApplication(received, asOfDay)
    if ('errors' in checked)
      throw new ProblemError(
        'out_of_range',
        `${checked.errors[0]!.pointer} ${checked.errors[0]!.detail}`,
        checked.errors,
      )
    const { application } = checked
    const requested = requestBytes(received, explain)
    const [choice, answers, key] = await Promise.all([
      deciders.choose(application.customerId, at),
      askSources(parts, application),
      vault.keyOf(application.customerId),
    ])
    const { decider, modelSha256, policySha256, experiment, shadows } = choice
    const credit: CreditCase = {
      application,
      ...answers,
      asOfDay,
      randomKey: randomKey(),
      explain,
      ...(experiment !== undefined && { experiment }),
    }
    const content = await decideForRecord(decider, credit, {
      modelSha256,
      policySha256,
      codeVersion,
      salt: randomBytes(16).toString('base64url'),
      received,
    })
    const latencyMs = Math.round((performance.now() - begin) * 1000) / 1000
    const { bytes, sha256 } = contentBytes(content)
    const { answer } = content
    const id = randomUUID()
    const record: DecisionRecord = {
      id,
      decidedAt: at,
      actor,
      channel,
      ...(idempotencyKey !== undefined && { idempotencyHash: idempotencyHashOf(actor, idempotencyKey) }),
      contentHash: key.mac(requested),
      score: answer.score,
      decision: answer.decision,
      reasonCodes: answer.reasons.map(({ code }) => code),
      firedRules: answer.policy.rules.map(({ rule }) => rule),
      loanAmount: application.loanAmount,
      loanPurpose: application.loanPurpose,
      ...(answer.limit !== null && { limit: answer.limit }),
      ...(answer.annual_rate !== null && { annualRate: answer.annual_rate }),
      modelVersion: decider.modelVersion,
      policyName: decider.policyName,
      policyVersion: decider.policyVersion,
      reasonTable: decider.reasonTable.version,
      codeVersion,
      ...(experiment !== undefined && { experiment }),
      latencyMs,
      sealed: key.seal(bytes),
      sha256,
    }
    if (experiment === undefined && shadows.length === 0)
      return { record, content, exposures: [], beside: [] }
    const groups = assignment.groupsOf(credit)
    const exposed = { decisionId: id, at, ...(groups !== undefined && { groups }) }
    const { score, decision } = answer
    const counting = experiment && {
      ...exposed,
      experiment: experiment.id,
      arm: experiment.arm,
      shadow: false,
      score,
      decision,
      latencyMs,
    }
    return {
      record,
      content,
      exposures: counting === undefined ? [] : [counting],
      beside: shadows.map((shadow) => async () => {
        const beside = await decideBeside(shadow, credit)
        return beside && { ...exposed, ...beside }
      }),
    }
  }

  /** A shadow that fails leaves the decision that counts alone. */
  const decideBeside = async ({ decider, experiment, arm }: ShadowSeat, credit: CreditCase) => {
    const begin = performance.now()
    try {
      const { experiment: _, ...bare } = credit
      const { score, decision } = await decider.decide({ ...bare, explain: 'none' })
      return { experiment, arm, shadow: true, score, decision, latencyMs: performance.now() - begin }
    } catch (error) {
      onError(error)
      return undefined
    }
  }

  const decideOnce = async (asked: Asked): Promise<CreditDecision> => {
    const { record, content, exposures, beside } = await make(asked, 'api').catch(refuseSlowPolicy)
    await inTime(recorder.record(record, factOf(record), exposures), recordMs)
    parts.shadows.add(beside)
    return replyOf(content.answer, record)
  }

  /** What was decided under a key before. @throws ProblemError `conflict` for another content */
  const earlier = async (hash: string, asked: Asked): Promise<CreditDecision | undefined> => {
    const stored = await decisions.byIdempotency(hash)
    if (stored === undefined) return undefined
    const key = await vault.open(stored.sealed.person)
    if (key === undefined)
      throw new ProblemError(
        'conflict',
        'This idempotency key was used for a person who was erased since. Use another.',
      )
    if (key.mac(requestBytes(asked.application, asked.explain)) !== stored.contentHash)
      throw new ProblemError(
        'conflict',
        'This idempotency key was used with another application, or another depth of explanation. Use another key.',
      )
    return replyOf(contentOf(stored, key).answer, stored)
  }
  const decideKeyed = async (hash: string, asked: Asked): Promise<CreditDecision> => {
    const before = await earlier(hash, asked)
    if (before !== undefined) return before
    try {
      return await decideOnce(asked)
    } catch (error) {
      // Another process was faster.
      const made = error instanceof RecordConflict ? await earlier(hash, asked) : undefined
      if (made === undefined) throw error
      return made
    }
  }

  const underWay = new Map<string, Promise<CreditDecision>>()
  return {
    make,
    async decide(asked) {
      const { actor, idempotencyKey } = asked
      if (idempotencyKey === undefined) return decideOnce(asked)
      const hash = idempotencyHashOf(actor, idempotencyKey)
      // One after the other under one key: the next finds what the one before left.
      const before = underWay.get(hash) ?? Promise.resolve()
      const mine = before.catch(() => undefined).then(() => decideKeyed(hash, asked))
      underWay.set(hash, mine)
      try {
        return await mine
      } finally {
        if (underWay.get(hash) === mine) underWay.delete(hash)
      }
    },
  }
}

/** What the audit chain tells of a decision. */
export function factOf(record: DecisionRecord): AuditFact {
  const { id, actor, channel, decision, modelVersion, policyName, policyVersion, sha256 } = record
  return {
    operation: 'CREDIT_DECIDED',
    actor,
    subjectId: id,
    dataHash: sha256,
    metadata: {
      channel,
      decision,
      model_version: modelVersion,
      policy: policyName,
      policy_version: policyVersion,
    },
  }
}

/** The record of a stored decision. @throws Error when it was altered */
export function contentOf(
  { sealed, sha256 }: StoredDecision,
  key: Pick<Awaited<ReturnType<PersonVault['keyOf']>>, 'unseal'>,
): DecisionContent {
  const bytes = key.unseal(sealed)
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error('The record of a decision does not have the hash it was recorded with.')
  return readContent(bytes)
}

/** Uniform in [0, 2⁵³ − 1]. */
function randomKey(): number {
  const bytes = randomBytes(8)
  return (bytes.readUInt32BE(0) >>> 11) * 2 ** 32 + bytes.readUInt32BE(4)
}

/** Keys are the caller's own: two callers may use the same. */
export function idempotencyHashOf(actor: string, idempotencyKey: string): string {
  return createHash('sha256')
    .update(JSON.stringify([actor, idempotencyKey]))
    .digest('hex')
}

/** @throws ProblemError `out_of_range` for texts and numbers that cannot be recorded */
function requestBytes(application: CreditApplication, explain: ExplanationDepth): Uint8Array {
  try {
    return canonicalBytes({ application, explain })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new ProblemError(
      'out_of_range',
      'credit_history holds a number or text that JSON has no words for.',
      [{ pointer: '/credit_history', detail: 'must hold finite numbers and whole texts.' }],
    )
  }
}

function refuseSlowPolicy(error: unknown): never {
  if (error instanceof PolicyTimeout)
    throw new BusyError('unavailable', `${error.message} Nothing was decided; try again.`, 1)
  throw error
}

/** @throws BusyError `unavailable` when the time is up; the work may be done later all the same */
async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const detail =
        'The decision could not be recorded in time, so that it is not given. Ask again, under the same idempotency key: should it have been recorded meanwhile, it is answered then.'
      reject(new BusyError('unavailable', detail, 1))
    }, milliseconds)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
