/** Promotes, challenges, archives or rejects a version; what a promotion signs for is ticked gate by gate. */
import { Checkbox } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { CreditModel, CreditModelStage } from '@pratibimba/contract'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { Notice } from '../../parts/notice.tsx'
import { ReasonedDialog } from '../parts/reasoned-dialog.tsx'
import { stageWord } from '../parts/sign.tsx'
import classes from './credit-models.module.css'
import { notPassed } from './gate-order.ts'

interface ModelMove {
  readonly to: CreditModelStage
  readonly label: string
  readonly means: string
  readonly grave?: boolean
}

const moves: readonly ModelMove[] = [
  {
    to: 'rejected',
    label: 'Reject',
    means: 'It is found unfit and will never decide.',
    grave: true,
  },
  { to: 'archived', label: 'Archive', means: 'It is put away; decisions it made can still be replayed.' },
  {
    to: 'challenger',
    label: 'Make challenger',
    means: 'It may be set against the champion in an experiment; it decides nothing by itself.',
  },
  { to: 'champion', label: 'Promote', means: 'From now on it decides; the present champion gives way.' },
]

/** What can be made of a version, the usual step last. */
export function movesFrom(stage: CreditModelStage): readonly ModelMove[] {
  if (stage === 'rejected') return []
  if (stage === 'champion') return moves.filter(({ to }) => to === 'archived')
  if (stage === 'archived') return moves.filter(({ to }) => to === 'challenger' || to === 'champion')
  return moves.filter(({ to }) => to !== stage)
}

interface MoveModelProps {
  readonly model: CreditModel
  readonly to: CreditModelStage | undefined
  readonly onClose: () => void
}

export function MoveModel({ model, to, onClose }: MoveModelProps) {
  const [signed, setSigned] = useState<ReadonlySet<string>>(new Set())
  const move = movesFrom(model.stage).find((one) => one.to === to)
  const close = () => {
    setSigned(new Set())
    onClose()
  }
  const open = notPassed(model.gates)
  return (
    <ReasonedDialog
      opened={move !== undefined}
      title={`${move?.label ?? ''}: ${model.version}`}
      action={move?.label ?? ''}
      grave={move?.grave}
      asksWho
      labels={{ '/overrides': 'Signed for' }}
      onClose={close}
      change={async (reason, actedBy) => {
        const { version, stage } = await client.moveCreditModel({
          params: { version: model.version },
          body: {
            to: move!.to,
            reason,
            overrides: signed.size === 0 ? undefined : [...signed],
            acted_by: actedBy,
          },
        })
        notifications.show({ title: version, message: `It is now: ${stageWord(stage).toLowerCase()}.` })
      }}
    >
      <p>{move?.means}</p>
      {(to === 'champion' || to === 'challenger') && open.length > 0 && (
        <Notice
          kind="caution"
          title={`${open.length} of ${model.gates.length} gates ${open.length === 1 ? 'is' : 'are'} not passed`}
        >
          <p>
            What you tick is signed with your name and stays visible with the version. Whoever trained it
            cannot sign for it.
          </p>
          <div className={classes.checks}>
            {open.map(({ id, title, text }) => (
              <Checkbox
                key={id}
                label={`Sign for: ${title}`}
                description={text}
                checked={signed.has(id)}
                onChange={({ currentTarget: { checked } }) =>
                  setSigned((before) => {
                    const next = new Set(before)
                    if (checked) next.add(id)
                    else next.delete(id)
                    return next
                  })
                }
              />
            ))}
          </div>
        </Notice>
      )}
    </ReasonedDialog>
  )
}
