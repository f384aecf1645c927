/** What can be done with the selected customers. */
import { Button } from '@mantine/core'
import { formatCount } from '@pratibimba/reports/charts'
import { IconHeartHandshake, IconNote, IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './actions.module.css'
import { type BulkStep, BulkStepDialog } from './bulk-step-dialog.tsx'
import type { Selection } from './selection.ts'
import { TakeActionDialog } from './take-action-dialog.tsx'

interface BulkBarProps {
  readonly selection: Selection
  /** How many of the selected stand on the present page. */
  readonly here: number
  readonly onClear: () => void
}

export function BulkBar({ selection, here, onClear }: BulkBarProps) {
  const [acting, setActing] = useState(false)
  const [done, setDone] = useState(false)
  const [step, setStep] = useState<BulkStep>()
  const elsewhere = selection.size - here
  return (
    <>
      {selection.size > 0 && (
        <section className={classes.bar} aria-label="Selected customers">
          <strong className={classes.chosen} aria-live="polite">
            {formatCount(selection.size)} selected
            {elsewhere > 0 && (
              <span className="muted">, {formatCount(elsewhere)} of them not on this page</span>
            )}
          </strong>
          <Button
            size="compact-sm"
            leftSection={<IconHeartHandshake size={16} aria-hidden />}
            onClick={() => setActing(true)}
          >
            Take action
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconUserCheck size={16} aria-hidden />}
            onClick={() => setStep('assign')}
          >
            Assign
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconNote size={16} aria-hidden />}
            onClick={() => setStep('add_note')}
          >
            Note
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
            Clear
          </Button>
        </section>
      )}
      <TakeActionDialog
        selection={selection}
        opened={acting}
        onDone={() => setDone(true)}
        onClose={() => {
          setActing(false)
          setDone(false)
          if (done) onClear()
        }}
      />
      <BulkStepDialog selection={selection} step={step} onClose={() => setStep(undefined)} />
    </>
  )
}
