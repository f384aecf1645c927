/** One thing that happened. */
import type { LiveEvent } from '@pratibimba/contract'
import { Link } from '@tanstack/react-router'
import { Moment } from '../../parts/moment.tsx'
import { LevelLetter } from '../parts/risk-level.tsx'
import { kindFaces, severityWords } from './event-words.ts'
import classes from './monitor.module.css'

export function EventRow({ event, current }: { event: LiveEvent; current: boolean }) {
  const { kind, severity, text, customer_id, risk_level, at } = event
  const { word, Icon } = kindFaces[kind]
  return (
    <li className={classes.event} data-current={current || undefined} data-severity={severity}>
      <Icon size={16} stroke={1.6} aria-hidden />
      <span className={classes.told}>
        <span>
          {text || word} {risk_level && <LevelLetter level={risk_level} />}
        </span>
        <span className={classes.about}>
          {word}
          {severity !== 'info' && <strong className={classes.severity}>{severityWords[severity]}</strong>}
          {customer_id !== null && (
            <Link to="/customers/$customerId" params={{ customerId: customer_id }}>
              {customer_id}
            </Link>
          )}
          {kind === 'job' && <Link to="/jobs">Jobs</Link>}
          {kind === 'model' && <Link to="/models">Model Performance</Link>}
        </span>
      </span>
      <span className={classes.when}>
        <Moment at={at} />
      </span>
    </li>
  )
}
