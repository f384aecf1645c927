/** Why the score is what it is, in words. */
import type { Driver } from '@pratibimba/contract'
import { formatSigned } from '@pratibimba/reports/charts'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import classes from './lists.module.css'

export function DriversInWords({ drivers }: { drivers: readonly Driver[] }) {
  return (
    <Panel
      flush
      title="Drivers in words"
      description="With the log-odds each adds to the score or takes away."
    >
      {drivers.length === 0 ? (
        <EmptyState title="No drivers were kept">
          This score was stored without its drivers. Every feature beside explains it anew.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {drivers.map(({ feature, title, direction, text, contribution }) => {
            const Icon = direction === 'raises' ? IconArrowUp : IconArrowDown
            return (
              <li key={feature} className={classes.line}>
                <span className={classes.sign} data-direction={direction}>
                  <Icon size={16} stroke={1.75} aria-label={direction} />
                </span>
                <span className={classes.words}>{text}</span>
                <span className={classes.figure}>{formatSigned(contribution)}</span>
                <Link
                  to="/customers"
                  search={{ driver: feature }}
                  className={classes.aside}
                  aria-label={`Others whose first driver is ${title}`}
                >
                  Others
                </Link>
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}
