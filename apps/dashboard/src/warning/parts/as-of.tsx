/** What moment figures stand for, and whether it has passed. */
import { formatCount } from '@pratibimba/reports/charts'
import { Link } from '@tanstack/react-router'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import classes from './as-of.module.css'

/** Scores are of the end of a day; after two more they are old. */
const FRESH_DAYS = 2
const DAY_MS = 86_400_000

interface AsOfProps {
  readonly figures: { readonly as_of_date: string; readonly customers: number }
  readonly model: string | null
}

export function AsOf({ figures, model }: AsOfProps) {
  return (
    <>
      Scores of {formatCount(figures.customers)} customers as of the end of{' '}
      <time dateTime={figures.as_of_date}>{figures.as_of_date}</time>
      {model !== null && (
        <>
          , by model <Link to="/models">{model}</Link>
        </>
      )}
      .
    </>
  )
}

/** Shown when the newest scores are of an earlier day than they should be. */
export function StaleNotice({ asOf }: { asOf: string }) {
  const ended = Date.parse(`${asOf}T00:00:00Z`) + DAY_MS
  const days = Math.floor((Date.now() - ended) / DAY_MS)
  if (days < FRESH_DAYS) return null
  return (
    <div className={classes.stale}>
      <Notice
        kind="caution"
        title={`These scores are ${formatCount(days)} days old`}
        action={
          <LinkButton to="/data" variant="default" size="compact-sm">
            Score again
          </LinkButton>
        }
      >
        <p>They stand for the end of {asOf}; what happened since is not in them.</p>
      </Notice>
    </div>
  )
}
