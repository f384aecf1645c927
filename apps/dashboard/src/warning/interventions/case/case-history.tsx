/** Everything that happened in a case, in words, each step with its entry of the audit chain. */
import type { InterventionDetail } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { auditQuery } from '../../../api/queries.ts'
import { pageOfEntry } from '../../../audit/audit-pages.ts'
import { Moment } from '../../../parts/moment.tsx'
import classes from './case.module.css'

export function CaseHistory({ events }: Pick<InterventionDetail, 'events'>) {
  // Not everybody may read the chain; then entries are named without a way to them.
  const entries = useQuery({ ...auditQuery({ limit: 1 }), retry: false }).data?.total
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
                {entries === undefined ? (
                  `audit entry ${audit_sequence}`
                ) : (
                  <Link to="/audit" search={{ page: pageOfEntry(audit_sequence, entries) }}>
                    audit entry {audit_sequence}
                  </Link>
                )}
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}
