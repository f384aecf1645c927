/** A reasoned change that, where it weighs, has to be confirmed in so many words. */
import { Checkbox } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { ReasonedDialog } from './reasoned-dialog.tsx'

interface ReasonedActionProps {
  readonly opened: boolean
  readonly title: string
  readonly action: string
  /** What has to be ticked before it can be done. */
  readonly confirmation?: string
  readonly dangerous?: boolean
  /** Whether the fields among the children are filled in. */
  readonly ready?: boolean
  readonly act: (why: { reason: string; acted_by: string | undefined }) => Promise<unknown>
  readonly onDone?: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

export function ReasonedAction({
  confirmation,
  dangerous = false,
  ready = true,
  act,
  children,
  ...dialog
}: ReasonedActionProps) {
  const [sure, setSure] = useState(false)
  const { opened } = dialog
  useEffect(() => {
    if (!opened) setSure(false)
  }, [opened])
  return (
    <ReasonedDialog
      {...dialog}
      grave={dangerous}
      asksWho
      disabled={!ready || (confirmation !== undefined && !sure)}
      change={(reason, acted_by) => act({ reason, acted_by })}
    >
      {children}
      {confirmation && (
        <Checkbox
          label={confirmation}
          checked={sure}
          onChange={({ currentTarget }) => setSure(currentTarget.checked)}
        />
      )}
    </ReasonedDialog>
  )
}
