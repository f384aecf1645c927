/** The tests of a copy, as data. */
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { Panel } from '../../parts/panel.tsx'
import classes from './policies.module.css'
import type { PolicyDocumentOf } from './policy-types.ts'

type Tests = PolicyDocumentOf['tests']

export function EditTests({ tests, onChange }: { tests: Tests; onChange: (tests: Tests) => void }) {
  const [text, setText] = useState(() => JSON.stringify(tests, null, 2))
  const [wrong, setWrong] = useState<string>()
  const type = (next: string) => {
    setText(next)
    try {
      const read: unknown = JSON.parse(next)
      if (!Array.isArray(read)) throw new SyntaxError('A list of tests is needed')
      setWrong(undefined)
      onChange(read as Tests)
    } catch (error) {
      setWrong((error as Error).message)
    }
  }
  return (
    <Panel
      title="Tests"
      description="Each varies the usual case and says what has to come out. Every stage and every outcome needs one before the version can be proposed."
    >
      <Textarea
        aria-label="Tests as JSON"
        className={classes.mono}
        value={text}
        autosize
        minRows={6}
        maxRows={24}
        spellCheck={false}
        error={wrong}
        onChange={({ currentTarget }) => type(currentTarget.value)}
      />
    </Panel>
  )
}
