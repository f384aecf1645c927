/** What the server says of the copy as it stands: its tests, or the first thing that is no rule. */
import { Button } from '@mantine/core'
import { formatCount } from '@pratibimba/reports/charts'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { wordsOf } from '../../parts/problem-notice.tsx'
import classes from './policies.module.css'
import type { PolicyTestRun } from './policy-types.ts'

interface LiveCheckProps {
  readonly changes: number
  readonly pending: boolean
  readonly result: { readonly tests: readonly PolicyTestRun[]; readonly passed: number } | undefined
  readonly error: unknown
  readonly onDiscard: () => void
  readonly onStore: () => void
}

export function LiveCheck({ changes, pending, result, error, onDiscard, onStore }: LiveCheckProps) {
  const failed = result?.tests.filter(({ passed }) => !passed) ?? []
  const bad = !pending && (error !== null || failed.length > 0)
  return (
    <section className={classes.check} data-state={bad ? 'bad' : undefined} aria-label="Check of the copy">
      <div role="status">
        {pending ? (
          <span className="muted">Checking…</span>
        ) : error !== null ? (
          <Refused error={error} />
        ) : result === undefined ? null : failed.length === 0 ? (
          <span className={classes.passed}>
            <IconCheck size={16} aria-hidden />
            {formatCount(result.passed)} of {formatCount(result.tests.length)} tests pass
          </span>
        ) : (
          <>
            <span className={classes.failed}>
              <IconAlertTriangle size={16} aria-hidden />
              {formatCount(failed.length)} of {formatCount(result.tests.length)} tests fail
            </span>
            <ul className={classes.list}>
              {failed.slice(0, 3).map(({ name, differences }) => (
                <li key={name} className="small">
                  {name}: {differences.join('; ')}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <span className="muted">
        {changes === 0 ? 'No change yet' : changes === 1 ? '1 change' : `${formatCount(changes)} changes`}
      </span>
      <Button variant="default" onClick={onDiscard}>
        Give up the copy
      </Button>
      {/* A draft may fail its tests; what is no policy cannot be stored. */}
      <Button disabled={changes === 0 || pending || error !== null} onClick={onStore}>
        Store as a draft
      </Button>
    </section>
  )
}

function Refused({ error }: { error: unknown }) {
  const { detail, errors } = wordsOf(error)
  return (
    <>
      <span className={classes.failed}>
        <IconAlertTriangle size={16} aria-hidden />
        {detail}
      </span>
      {errors.length > 0 && (
        <ul className={classes.list}>
          {errors.slice(0, 3).map((one) => (
            <li key={one.pointer + one.detail} className="small">
              <code>{one.pointer}</code> {one.detail}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
