/** The question before an experiment is moved. */
import { notifications } from '@mantine/notifications'
import type { Experiment } from '@pratibimba/contract'
import { client } from '../../api/client.ts'
import { ReasonedDialog } from '../parts/reasoned-dialog.tsx'
import { experimentWord } from '../parts/sign.tsx'
import { type ExperimentAction, movesOf } from './experiment-moves.ts'

interface MoveExperimentProps {
  readonly experiment: Experiment
  readonly action: ExperimentAction | undefined
  readonly onClose: () => void
}

export function MoveExperiment({ experiment, action, onClose }: MoveExperimentProps) {
  const move = movesOf(experiment).find((one) => one.action === action)
  return (
    <ReasonedDialog
      opened={move !== undefined}
      title={`${move?.label ?? ''}: ${experiment.title}`}
      action={move?.label ?? ''}
      grave={action === 'stop'}
      asksWho
      onClose={onClose}
      change={async (reason, actedBy) => {
        const { state } = await client.moveExperiment({
          params: { id: experiment.id },
          body: { action: move!.action, reason, acted_by: actedBy },
        })
        notifications.show({
          title: experiment.title,
          message: `It is now: ${experimentWord(state).toLowerCase()}.`,
        })
      }}
    >
      <p>{move?.means}</p>
    </ReasonedDialog>
  )
}
