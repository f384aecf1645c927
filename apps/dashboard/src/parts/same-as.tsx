/** The same request on the command line and over HTTP. */
import { CopyButton, SegmentedControl, UnstyledButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './same-as.module.css'

export function SameAs({ curl, command }: { curl: string; command: string }) {
  const [way, setWay] = useState('command')
  const text = way === 'command' ? command : curl
  return (
    <div className={classes.same}>
      <SegmentedControl
        size="xs"
        aria-label="Way of asking"
        value={way}
        onChange={setWay}
        data={[
          { value: 'command', label: 'Command line' },
          { value: 'curl', label: 'curl' },
        ]}
      />
      <div className={classes.code}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{text}</pre>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <UnstyledButton onClick={copy} aria-label={copied ? 'Copied' : 'Copy'} className={classes.copy}>
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </UnstyledButton>
          )}
        </CopyButton>
      </div>
    </div>
  )
}
