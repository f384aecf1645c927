/** The letter to the applicant, to read and to print. */
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { letterQuery } from '../../api/decision-queries.ts'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './letter.module.css'

export function LetterTab({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(letterQuery(id))
  const frame = useRef<HTMLIFrameElement>(null)
  return (
    <Panel
      title="Letter to the applicant"
      description="From the reasons, notices and offer of this decision; nothing in it is written by hand."
      aside={
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          disabled={data === undefined}
          onClick={() => frame.current?.contentWindow?.print()}
        >
          Print
        </Button>
      }
    >
      {data !== undefined ? (
        // Without scripts; of one origin with the page only so that it can be printed.
        <iframe
          ref={frame}
          className={classes.letter}
          title="Letter to the applicant"
          sandbox="allow-same-origin allow-modals"
          srcDoc={data}
        />
      ) : error === null ? (
        <Loading rows={12} />
      ) : (
        <ProblemNotice error={error} onRetry={refetch} />
      )}
    </Panel>
  )
}
