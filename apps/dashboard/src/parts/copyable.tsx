/** An id or hash that is copied by a click; long ones are shown short and copied whole. */
import { CopyButton, UnstyledButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './copyable.module.css'

interface CopyableProps {
  readonly text: string
  readonly label: string
  /** Characters shown; all when absent. */
  readonly shown?: number
}

export function Copyable({ text, label, shown }: CopyableProps) {
  const visible = shown !== undefined && text.length > shown ? `${text.slice(0, shown)}…` : text
  return (
    <CopyButton value={text} timeout={1500}>
      {({ copied, copy }) => (
        <UnstyledButton
          className={classes.copyable}
          onClick={copy}
          aria-label={copied ? 'Copied' : `Copy ${label} ${visible}`}
          title={text}
        >
          <span className="mono">{visible}</span>
          {copied ? <IconCheck size={12} aria-hidden /> : <IconCopy size={12} aria-hidden />}
        </UnstyledButton>
      )}
    </CopyButton>
  )
}
