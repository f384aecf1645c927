/** The life of an experiment: drafted, shadowed, started at a small share, widened step by step, stopped or concluded. */
import type { ExperimentState } from '@pratibimba/contract'
import type {
  ExperimentArm,
  ExperimentGuardrails,
  ExperimentRecord,
  ExperimentTransition,
} from '../ports/experiments.ts'
import type { GuardrailReading } from './guardrails.ts'

/** Why something is refused: what is asked makes no sense, or things stand otherwise. */
export class ExperimentRefused extends Error {
  readonly code: 'invalid' | 'conflict'
  constructor(code: 'invalid' | 'conflict', message: string) {
    super(message)
    this.name = 'ExperimentRefused'
    this.code = code
  }
}

export const usualGuardrails: ExperimentGuardrails = {
  approvalRateChange: 0.05,
  pdPsi: 0.2,
  p99LatencyMs: 50,
  fourFifths: 0.8,
  minDecisions: 200,
}

export const usualRollout: readonly number[] = [0.01, 0.05, 0.2, 0.5]

export interface ExperimentWish {
  readonly id: string
  readonly title: string
  readonly championModel: string
  readonly challengerModel: string
  /** Absent: the policy in force, as for the champion. */
  readonly challengerPolicy?: number
  readonly rollout?: readonly number[]
  readonly guardrails?: ExperimentGuardrails
  readonly by: string
  readonly at: Date
  readonly reason: string
}

/** @throws ExperimentRefused when both arms are the same, or the shares do not rise */
export function draftExperiment(wish: ExperimentWish): ExperimentRecord {
  const { id, title, championModel, challengerModel, challengerPolicy, by, at, reason } = wish
  const { rollout = usualRollout, guardrails = usualGuardrails } = wish
  if (championModel === challengerModel && challengerPolicy === undefined)
    throw new ExperimentRefused('invalid', 'The arms are the same: name a challenger model or policy.')
  if (rollout.length === 0 || !rollout.every((share, i) => share > (rollout[i - 1] ?? 0) && share <= 1))
    throw new ExperimentRefused('invalid', 'A rollout has shares above 0 and up to 1, each above the last.')
  return {
    id,
    title,
    state: 'draft',
    arms: [
      { name: 'champion', modelVersion: championModel, share: 1 },
      {
        name: 'challenger',
        modelVersion: challengerModel,
        ...(challengerPolicy !== undefined && { policyVersion: challengerPolicy }),
        share: 0,
      },
    ],
    rollout,
    step: 0,
    guardrails,
    createdBy: by,
    createdAt: at,
    transitions: [{ to: 'draft', step: 0, by, at, reason }],
  }
}

export type ExperimentAction = 'shadow' | 'start' | 'advance' | 'stop' | 'conclude'

export interface ExperimentMove {
  readonly action: ExperimentAction
  readonly by: string
  readonly at: Date
  readonly reason: string
  /** As they read just now; needed to start and to advance. */
  readonly guardrails?: readonly GuardrailReading[]
}

const actions: Readonly<
  Record<ExperimentAction, { readonly from: readonly ExperimentState[]; readonly to: ExperimentState }>
> = {
  shadow: { from: ['draft'], to: 'shadow' },
  start: { from: ['draft', 'shadow'], to: 'running' },
  advance: { from: ['running'], to: 'running' },
  stop: { from: ['draft', 'shadow', 'running'], to: 'stopped' },
  conclude: { from: ['shadow', 'running'], to: 'concluded' },
}

/**
 * Moves an experiment.
 *
 * The challenger's share follows from state and step: none but while it runs. It is widened only when no guard-rail is
 * broken and each that waits for decisions has them.
 *
 * @throws ExperimentRefused
 */
export function moveExperiment(record: ExperimentRecord, move: ExperimentMove): ExperimentRecord {
  const { action, by, at, reason, guardrails = [] } = move
  const { from, to } = actions[action]
  if (!from.includes(record.state))
    throw new ExperimentRefused(
      'conflict',
      `An experiment that is ${record.state} cannot ${action}; possible now: ${possibleActions(record).join(', ') || 'nothing'}.`,
    )
  if (by.trim() === '' || reason.trim() === '')
    throw new ExperimentRefused('invalid', 'A step names who takes it and why.')
  if (action === 'advance' && record.step + 1 >= record.rollout.length)
    throw new ExperimentRefused('conflict', 'The rollout is at its last step; conclude the experiment.')
  if (action === 'start' || action === 'advance') requireWithin(action, guardrails)
  const step = action === 'advance' ? record.step + 1 : record.step
  const transition: ExperimentTransition = { from: record.state, to, step, by, at, reason }
  const share = to === 'running' ? record.rollout[step] : 0
  const [champion, challenger] = record.arms
  const ended = to === 'stopped' || to === 'concluded'
  return {
    ...record,
    state: to,
    step,
    arms: [withShare(champion, 1 - share), withShare(challenger, share)],
    ...(record.startedAt === undefined && !ended && { startedAt: at }),
    ...(ended && { stoppedAt: at }),
    ...(to === 'stopped' && { stoppedBecause: reason }),
    transitions: [...record.transitions, transition],
  }
}

export function possibleActions({ state, step, rollout }: ExperimentRecord): ExperimentAction[] {
  return (Object.keys(actions) as ExperimentAction[]).filter(
    (action) => actions[action].from.includes(state) && !(action === 'advance' && step + 1 >= rollout.length),
  )
}

/** Since when the arms are compared: the last step that changed who is in them; undefined before there were any. */
export function comparedSince({ transitions }: ExperimentRecord): Date | undefined {
  return transitions.findLast(({ to }) => to === 'shadow' || to === 'running')?.at
}

const withShare = (arm: ExperimentArm, share: number): ExperimentArm => ({ ...arm, share })

function requireWithin(action: 'start' | 'advance', guardrails: readonly GuardrailReading[]): void {
  const broken = guardrails.find(({ state }) => state === 'broken')
  if (broken !== undefined) throw new ExperimentRefused('conflict', `A guard-rail is broken. ${broken.text}`)
  if (action === 'start') return
  if (guardrails.length === 0)
    throw new ExperimentRefused(
      'conflict',
      'The guard-rails were not read; a rollout is not widened blindly.',
    )
  const waiting = guardrails.find(({ state, isOptional }) => state === 'waiting' && !isOptional)
  if (waiting !== undefined)
    throw new ExperimentRefused('conflict', `A guard-rail waits for more decisions. ${waiting.text}`)
}
