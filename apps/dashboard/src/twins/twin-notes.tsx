/** What a reader of a twin should know, in one list. */
import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { Panel } from '../parts/panel.tsx'
import { groupedNotes } from './grouped-notes.ts'
import classes from './twin-notes.module.css'

/** Notes shown before someone asks for the rest. */
const shownAtFirst = 3

export function TwinNotes({ notes }: { notes: readonly string[] }) {
  const [all, setAll] = useState(false)
  const id = useId()
  const grouped = groupedNotes(notes)
  if (grouped.length === 0) return null
  return (
    <Panel title="Notes">
      <ul id={id} className={classes.notes}>
        {grouped.slice(0, all ? undefined : shownAtFirst).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {grouped.length > shownAtFirst && (
        <Button
          className={classes.more}
          variant="default"
          size="compact-sm"
          aria-expanded={all}
          aria-controls={id}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show fewer' : `Show all ${grouped.length}`}
        </Button>
      )}
    </Panel>
  )
}
