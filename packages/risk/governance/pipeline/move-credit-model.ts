/** Steps of credit models between stages: gates are measured anew at every step, and nobody signs for their own model. */
import type { CreditModelStage, GateResult } from '@pratibimba/contract'
import type { CreditModelRecord } from '../../ports/credit-models.ts'
import { type Gate, usualGates } from './gates.ts'
import { measureGates } from './measure-gates.ts'
import type { StoredReports } from './measures.ts'

/** Why a step is refused: what is asked makes no sense, someone else has to do it, or things stand otherwise. */
export class CreditModelMoveRefused extends Error {
  readonly code: 'invalid' | 'forbidden' | 'conflict' | 'gates'
  /** As they were measured, where they were. */
  readonly gates: readonly GateResult[]
  constructor(code: CreditModelMoveRefused['code'], message: string, gates: readonly GateResult[] = []) {
    super(message)
    this.name = 'CreditModelMoveRefused'
    this.code = code
    this.gates = gates
  }
}

export interface CreditModelMove {
  readonly to: CreditModelStage
  readonly by: string
  readonly at: Date
  readonly reason: string
  /** Gates that are not met and are signed for. */
  readonly overrides: readonly string[]
}

const next: Readonly<Record<CreditModelStage, readonly CreditModelStage[]>> = {
  candidate: ['challenger', 'champion', 'archived', 'rejected'],
  challenger: ['champion', 'archived', 'rejected'],
  champion: ['archived'],
  archived: ['challenger', 'champion'],
  rejected: ['candidate'],
}

const LEAST_REASON = 10

/**
 * Moves a version. A new champion sends the one before to the archive; a new challenger takes the name from the one before.
 *
 * Before a version decides — as champion, or as challenger on the share of an experiment — every gate is measured anew from
 * the reports that are stored with it; those that hold it against the champion are not asked of a challenger. A gate that is
 * not met can be signed for by name, by anyone but who trained it; the signature stands in the record.
 *
 * @param records all that the step may touch: the version, the champion and the challenger
 * @returns the records that change, to be stored together
 * @throws CreditModelMoveRefused
 * @see docs/methods/promotion-gates.md
 */
export function moveCreditModel(
  records: readonly CreditModelRecord[],
  version: string,
  move: CreditModelMove,
  gates: readonly Gate[] = usualGates,
): CreditModelRecord[] {
  const record = records.find((each) => each.version === version)
  if (record === undefined) throw new CreditModelMoveRefused('conflict', `There is no model ${version}.`)
  const { to } = move
  if (!next[record.stage].includes(to))
    throw new CreditModelMoveRefused(
      'conflict',
      `${version} is ${record.stage} and cannot become ${to}: it can become ${next[record.stage].join(' or ')}.`,
    )
  requireWords(move)
  const last = record.transitions.at(-1)
  if (last !== undefined && move.at < last.at)
    throw new CreditModelMoveRefused(
      'conflict',
      `${version} was moved later than this step was asked for: look at it again.`,
    )
  if (to !== 'champion' && to !== 'challenger') {
    if (move.overrides.length > 0)
      throw new CreditModelMoveRefused('invalid', `Nothing has to be signed for to make ${version} ${to}.`)
    if (record.stage === 'champion' && to === 'archived')
      throw new CreditModelMoveRefused(
        'conflict',
        `${version} decides: promote another version in its place, or send everything to persons by the kill switch.`,
      )
    return [stepped(record, move)]
  }
  const champion = records.find(({ stage }) => stage === 'champion')
  requireWhole(record)
  const asked = to === 'challenger' ? gates.filter(({ againstChampion }) => againstChampion !== true) : gates
  const measured = measureGates(
    record.reports as unknown as StoredReports,
    { version, ...(champion && { champion: champion.version }) },
    asked,
  )
  const signed = signedGates(record, measured, move)
  const moved: CreditModelRecord = {
    ...stepped(record, move),
    gates: signed,
    approvals: [
      ...record.approvals,
      { by: move.by, at: move.at, reason: move.reason, overrides: [...move.overrides] },
    ],
    aliases: [...record.aliases.filter((alias) => alias !== 'champion' && alias !== 'challenger'), to],
  }
  return [...others(records, record, move), moved]
}

/** Every gate met or signed for, or the step is refused with all that are not. */
function signedGates(
  { version, trainedBy }: CreditModelRecord,
  measured: readonly GateResult[],
  { overrides, by, to }: CreditModelMove,
): GateResult[] {
  const wanted = new Set(overrides)
  for (const id of wanted) {
    const gate = measured.find((each) => each.id === id)
    if (gate === undefined)
      throw new CreditModelMoveRefused(
        'invalid',
        `There is no gate ${JSON.stringify(id)} on the way to ${to}: there are ${measured.map((each) => each.id).join(', ')}.`,
        measured,
      )
    if (gate.passed)
      throw new CreditModelMoveRefused(
        'invalid',
        `The gate ${id} is met: nothing is to be signed for.`,
        measured,
      )
  }
  const open = measured.filter(({ id, passed }) => !passed && !wanted.has(id))
  if (open.length > 0)
    throw new CreditModelMoveRefused(
      'gates',
      `${version} does not pass ${open.map(({ id, title, value, text }) => `${id} (${title}: ${value === null ? 'not measured' : shown(value)}. ${text})`).join('; ')}. Whoever answers for it can sign for a gate by name.`,
      measured,
    )
  if (wanted.size > 0 && by === trainedBy)
    throw new CreditModelMoveRefused(
      'forbidden',
      `${by} trained ${version}: another person has to sign for what it does not pass.`,
      measured,
    )
  return measured.map((gate) => (gate.passed ? gate : { ...gate, overridden_by: by }))
}

/**
 * That the reports are of this model and of these data.
 *
 * @throws CreditModelMoveRefused where one is of another
 */
function requireWhole({ version, sha256, lineage, reports }: CreditModelRecord): void {
  const stored = reports as unknown as StoredReports & {
    readonly inputs?: Readonly<Record<string, Readonly<Record<string, string>>>>
  }
  const of = (step: string) => stored.inputs?.[step] ?? {}
  const broken =
    stored.train?.model.sha256 !== sha256 ||
    stored.validate?.sha256 !== lineage.dataSha256 ||
    (['evaluate', 'bench', 'fairness', 'explain'] as const).some(
      (step) =>
        stored[step] !== undefined && (of(step).model !== sha256 || of(step).data !== lineage.dataSha256),
    )
  if (broken)
    throw new CreditModelMoveRefused(
      'conflict',
      `The reports that are stored with ${version} are not of this model and its data: train it again.`,
    )
}

/** The champion or challenger before. */
function others(
  records: readonly CreditModelRecord[],
  record: CreditModelRecord,
  { to, by, at, reason }: CreditModelMove,
): CreditModelRecord[] {
  const before = records.find((each) => each !== record && each.stage === to)
  if (before === undefined) return []
  return [
    {
      ...stepped(before, {
        to: 'archived',
        by,
        at: later(at, before),
        reason: `Replaced by ${record.version}: ${reason}`,
      }),
      aliases: before.aliases.filter((alias) => alias !== to),
    },
  ]
}

/** A clock that went back must not put a step before the one it follows. */
function later(at: Date, { transitions }: CreditModelRecord): Date {
  const last = transitions.at(-1)?.at
  return last !== undefined && last > at ? last : at
}

function stepped(
  record: CreditModelRecord,
  { to, by, at, reason }: Pick<CreditModelMove, 'to' | 'by' | 'at' | 'reason'>,
): CreditModelRecord {
  return {
    ...record,
    stage: to,
    aliases: record.aliases.filter((alias) => alias !== 'champion' && alias !== 'challenger'),
    transitions: [...record.transitions, { from: record.stage, to, by, at, reason }],
  }
}

function requireWords({ reason, by, at, overrides }: CreditModelMove): void {
  if (reason.trim().length < LEAST_REASON)
    throw new CreditModelMoveRefused('invalid', `A reason of at least ${LEAST_REASON} characters is needed.`)
  if (by.trim() === '')
    throw new CreditModelMoveRefused('invalid', 'A person is needed who answers for the step.')
  if (!Number.isFinite(at.getTime()))
    throw new CreditModelMoveRefused('invalid', 'The time of the step is none.')
  if (new Set(overrides).size !== overrides.length)
    throw new CreditModelMoveRefused('invalid', 'A gate is signed for once.')
}

const shown = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4))
