/** What can be done with an experiment from where it stands. */
import type { Experiment } from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'

export type ExperimentAction = 'shadow' | 'start' | 'advance' | 'stop' | 'conclude'

export interface ExperimentMove {
  readonly action: ExperimentAction
  readonly label: string
  /** What it will do. */
  readonly means: string
  /** The usual next step. */
  readonly main: boolean
}

export function movesOf({
  state,
  rollout,
  step,
}: Pick<Experiment, 'state' | 'rollout' | 'step'>): readonly ExperimentMove[] {
  const shadow: ExperimentMove = {
    action: 'shadow',
    label: 'Shadow',
    means: 'The challenger scores every application beside the champion; nothing it says counts.',
    main: true,
  }
  const start: ExperimentMove = {
    action: 'start',
    label: 'Start',
    means: `The challenger decides for ${formatShare(rollout[0]!)} of the applicants; an applicant stays in the same arm.`,
    main: state === 'shadow',
  }
  const stop: ExperimentMove = {
    action: 'stop',
    label: 'Stop',
    means: 'The champion decides for everyone at once. A stopped experiment is not taken up again.',
    main: false,
  }
  const conclude: ExperimentMove = {
    action: 'conclude',
    label: 'Conclude',
    means:
      'The experiment ends with its figures, and the champion decides for everyone. Promoting the challenger is a step of its own.',
    main: false,
  }
  if (state === 'draft') return [start, shadow]
  if (state === 'shadow') return [stop, conclude, start]
  if (state !== 'running') return []
  const next = rollout[step + 1]
  const advance: readonly ExperimentMove[] =
    next === undefined
      ? []
      : [
          {
            action: 'advance',
            label: `Advance to ${formatShare(next, 0)}`,
            means: `The challenger decides for ${formatShare(next)} of the applicants.`,
            main: true,
          },
        ]
  return [stop, { ...conclude, main: next === undefined }, ...advance]
}
