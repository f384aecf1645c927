/** A file on its way to the server. */
import { Button, Progress } from '@mantine/core'
import { Panel } from '../../parts/panel.tsx'
import { formatBytes } from '../../parts/sizes.ts'
import classes from './data.module.css'

interface UploadShareProps {
  readonly file: File
  /** 0–1. */
  readonly share: number
  readonly onCancel: () => void
}

export function UploadShare({ file, share, onCancel }: UploadShareProps) {
  const sent = share >= 1
  return (
    <Panel title={file.name}>
      <div className={classes.line}>
        <span role="status">{sent ? 'Reading the file' : 'Sending the file'}</span>
        <span className={classes.figures}>
          {formatBytes(share * file.size)} of {formatBytes(file.size)}
        </span>
      </div>
      <Progress value={share * 100} animated={sent} striped={sent} size="sm" my={8} aria-label="Upload" />
      <Button variant="default" size="compact-sm" onClick={onCancel}>
        Cancel
      </Button>
    </Panel>
  )
}
