/** What data there is. */
import type { PipelineStatus } from '@pratibimba/contract'
import { formatCompact, formatCount } from '@pratibimba/reports/charts'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { Moment } from '../../parts/moment.tsx'

const origins = {
  simulated: 'simulated',
  imported: 'imported',
  mixed: 'simulated and imported',
} as const

export function DataTiles({ status }: { status: PipelineStatus }) {
  const { origin, customers, transactions, first_day, last_day, last_event_at, scored_as_of } = status
  return (
    <FigureTiles>
      <FigureTile
        label="Customers"
        figure={formatCount(customers)}
        note={origin === null ? 'none yet' : origins[origin]}
        to={{ to: '/customers' }}
      />
      <FigureTile
        label="Transactions"
        figure={transactions < 100_000 ? formatCount(transactions) : formatCompact(transactions)}
        note={
          first_day === null || last_day === null
            ? 'none yet'
            : `${formatCount(transactions)} from ${first_day} to ${last_day}`
        }
      />
      <FigureTile
        label="Days"
        figure={first_day === null || last_day === null ? '–' : formatCount(daysOf(first_day, last_day))}
        note={last_day === null ? 'no day is known' : `the last is ${last_day}`}
      />
      <FigureTile
        label="Last event"
        figure={last_event_at === null ? '–' : <Moment at={last_event_at} />}
        note={last_event_at === null ? 'nothing has come in' : 'transactions and payments'}
        to={{ to: '/monitor' }}
      />
      <FigureTile
        label="Scored as of"
        figure={scored_as_of ?? '–'}
        note={scored_as_of === null ? 'no customer has been scored' : 'the end of that day'}
        to={{ to: '/overview' }}
      />
    </FigureTiles>
  )
}

function daysOf(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1
}
