/** Recomputes the chain on the server and says what came out. */
import { Button } from '@mantine/core'
import type { AuditVerdict } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { verdictQuery } from '../api/queries.ts'
import { Copyable } from '../parts/copyable.tsx'
import { Moment } from '../parts/moment.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { capitalised } from '../parts/words.ts'
import classes from './verify-chain.module.css'

interface VerifyChainProps {
  /** Without waiting for the button. */
  readonly atOnce?: boolean
  /** Goes to the entry in the list. */
  readonly onOpenEntry?: (sequence: number) => void
}

export function VerifyChain({ atOnce = false, onOpenEntry }: VerifyChainProps) {
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery({
    ...verdictQuery,
    enabled: atOnce,
  })
  return (
    <div className={classes.verify} data-whole={data?.whole}>
      <div className={classes.words} role="status">
        {data === undefined ? (
          <p className="muted">The server recomputes every hash from the first entry on.</p>
        ) : (
          <Verdict verdict={data} at={new Date(dataUpdatedAt).toISOString()} onOpenEntry={onOpenEntry} />
        )}
      </div>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} />}
        loading={isFetching}
        onClick={() => refetch()}
      >
        Verify chain
      </Button>
      {error !== null && <ProblemNotice error={error} onRetry={refetch} />}
    </div>
  )
}

function Verdict({
  verdict,
  at,
  onOpenEntry,
}: {
  verdict: AuditVerdict
  at: string
  onOpenEntry?: (sequence: number) => void
}) {
  const { whole, entries, head_hash, first_broken } = verdict
  if (whole)
    return (
      <>
        <IconShieldCheck size={20} aria-hidden />
        <div>
          <p className={classes.title}>The chain is whole: {formatCount(entries)} entries</p>
          <p className="small muted">
            Head <Copyable text={head_hash} label="head hash" shown={16} /> · verified <Moment at={at} />
          </p>
        </div>
      </>
    )
  return (
    <>
      <IconShieldX size={20} aria-hidden />
      <div>
        <p className={classes.title}>
          The chain is broken
          {first_broken && ` at entry ${formatCount(first_broken.sequence)}`}
        </p>
        {first_broken && <p>{capitalised(first_broken.reason)}.</p>}
        <p className="small">
          {entries === 0 ? (
            'No entry before it is whole.'
          ) : (
            <>
              {entries === 1 ? 'The entry before it is' : `The ${formatCount(entries)} entries before it are`}{' '}
              whole, up to hash <Copyable text={head_hash} label="last whole hash" shown={16} />
            </>
          )}
        </p>
        {first_broken && onOpenEntry && (
          <Button
            variant="default"
            size="compact-xs"
            mt={8}
            onClick={() => onOpenEntry(first_broken.sequence)}
          >
            Show the entry
          </Button>
        )}
      </div>
    </>
  )
}
