/** The three steps to a twin, and which of them this is. */
import { Link } from '@tanstack/react-router'
import classes from './steps.module.css'

interface StepsProps {
  readonly present: 1 | 2 | 3
  readonly fileId?: string
}

export function Steps({ present, fileId }: StepsProps) {
  return (
    <ol className={classes.steps}>
      <Step number={1} present={present}>
        <Link to="/twin">Upload</Link>
      </Step>
      <Step number={2} present={present}>
        {fileId ? (
          <Link to="/uploads/$fileId" params={{ fileId }} search={{}}>
            Review
          </Link>
        ) : (
          'Review'
        )}
      </Step>
      <Step number={3} present={present}>
        {fileId ? (
          <Link to="/uploads/$fileId" params={{ fileId }} search={{ step: 'clone' }}>
            Clone
          </Link>
        ) : (
          'Clone'
        )}
      </Step>
    </ol>
  )
}

function Step({ number, present, children }: { number: number; present: number; children: React.ReactNode }) {
  return (
    <li aria-current={number === present ? 'step' : undefined} data-done={number < present || undefined}>
      <span aria-hidden="true">{number}</span>
      {children}
    </li>
  )
}
