/** Clocks and ages of the open cases, and what is recommended. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import {
  type ChartTheme,
  caseAgesChart,
  caseClocksChart,
  clockOrder,
  formatCount,
  formatShare,
} from '@pratibimba/reports/charts'
import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ChartPanel, type RowLink } from '../../parts/chart-panel.tsx'
import { Panel, PanelGrid } from '../../parts/panel.tsx'
import classes from './actions.module.css'

type Desk = ReplyOf<Operations['actionCenter']>

const clockLink: RowLink = (row) => ({ to: '/actions', search: { sla: clockOrder[row] } })

export function DeskClocks({ desk }: { desk: Desk }) {
  const clocks = useCallback((theme: ChartTheme) => caseClocksChart(theme, desk.sla), [desk])
  const ages = useCallback((theme: ChartTheme) => caseAgesChart(theme, desk.aging), [desk])
  const recommended = desk.recommended.filter(({ customers }) => customers > 0)
  return (
    <section aria-labelledby="clocks-title" className={classes.clocks}>
      <h2 id="clocks-title">SLA and aging</h2>
      <PanelGrid columns={3}>
        <ChartPanel subject="Clock until the first contact" draw={clocks} linkOf={clockLink} />
        <ChartPanel subject="Time since opened" draw={ages} />
        <Panel
          flush
          title="Recommended actions"
          description="Customers at high risk by what the policy would do, and its chance of success."
        >
          {recommended.length === 0 ? (
            <p className={classes.none}>Nothing is recommended: nobody is at high risk.</p>
          ) : (
            <ul className={classes.recommended}>
              {recommended.map(({ type, title, customers, success_probability, assumption }) => (
                <li key={type}>
                  <Link to="/actions" search={{ recommended: type }}>
                    {title}
                  </Link>
                  <span className="small muted">
                    {formatShare(success_probability, 0)} {assumption ? 'assumption' : 'measured'}
                  </span>
                  <span className={classes.count}>{formatCount(customers)}</span>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </PanelGrid>
    </section>
  )
}
