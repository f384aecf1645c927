/** What went wrong, in the server's words: code, request id, and a way to try again. */
import { Button } from '@mantine/core'
import { ApiProblem } from '@pratibimba/client'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { isUnreachable } from '../api/connection.ts'
import { Copyable } from './copyable.tsx'
import { type FieldLabels, inWordsOf } from './field-errors.ts'
import classes from './notice.module.css'

interface ProblemNoticeProps {
  readonly error: unknown
  readonly onRetry?: () => void
  /** What the fields of the request are called on the page. */
  readonly labels?: FieldLabels
}

export function ProblemNotice({ error, onRetry, labels = {} }: ProblemNoticeProps) {
  const { title, detail, code, requestId, errors } = wordsOf(error)
  return (
    <div className={classes.notice} data-kind="alarm" role="alert">
      <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        <p className={classes.title}>{title}</p>
        <p>{inWordsOf(detail, labels)}</p>
        {errors.length > 0 && (
          <ul>
            {errors.map((one) => (
              <li key={one.pointer + one.detail}>
                {labels[one.pointer] ?? <code>{one.pointer}</code>}: {inWordsOf(one.detail, labels)}
              </li>
            ))}
          </ul>
        )}
        <p className={classes.facts}>
          Code <code>{code}</code>
          {requestId && (
            <>
              {' · '}Request <Copyable text={requestId} label="request id" />
            </>
          )}
        </p>
      </div>
      {onRetry && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={onRetry}
        >
          Try again
        </Button>
      )}
    </div>
  )
}

/** Title, text and marks of any error. */
export function wordsOf(error: unknown) {
  if (error instanceof ApiProblem) {
    const { title, detail, error_code, instance, errors } = error.problem
    const wait = error.retryAfterSeconds === undefined ? '' : ` Try again in ${error.retryAfterSeconds} s.`
    return { title, detail: detail + wait, code: error_code, requestId: instance, errors: errors ?? [] }
  }
  if (isUnreachable(error))
    return {
      title: 'The server does not answer',
      detail:
        'Nothing came back. The page looks for the server every few seconds and goes on when it is there.',
      code: 'unreachable',
      requestId: '',
      errors: [],
    }
  return {
    title: 'Something failed in this page',
    detail: error instanceof Error ? error.message : String(error),
    code: 'page_error',
    requestId: '',
    errors: [],
  }
}
