/** Everything that happened in a case, in words, each step with its entry of the audit chain. */
import type { InterventionDetail } from '@pratibimba/contract'
import { Link } from '@tanstack/react-router'
import { Moment } from '../../../parts/moment.tsx'
import classes from './case.module.css'

export function CaseHistory({ events, id }: Pick<InterventionDetail, 'events'> & { id: string }) {
  return (
    <ol className={classes.history} aria-label="History">
      {events.toReversed().map(({ sequence, text, actor, at, audit_sequence }) => (
        <li key={sequence}>
          <p>{text}</p>
          <p className="small muted">
            {actor}, <Moment at={at} />
            {audit_sequence !== null && (
              <>
                {' · '}
                <Link to="/audit" search={{ subject: id }}>
                  audit entry {audit_sequence}
                </Link>
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}
