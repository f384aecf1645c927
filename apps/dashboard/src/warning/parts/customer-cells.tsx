/** What lists of customers show of each: why, what to do, and the case. */
import type { CustomerRow } from '@pratibimba/contract'
import { IconSnowflake } from '@tabler/icons-react'
import tables from '../../parts/table.module.css'
import { SlaMark } from '../interventions/sla-mark.tsx'
import classes from './customer-cells.module.css'
import { HeldOut } from './held-out.tsx'
import { interventionWords, stateWords } from './words.ts'

/** Why, and what the policy would do about it. */
export function WhyCell({ customer: { top_driver, recommended_action } }: { customer: CustomerRow }) {
  return (
    <span className={tables.stacked}>
      <span className={classes.driver} title={top_driver?.text}>
        {top_driver?.title ?? 'No driver was kept'}
      </span>
      <span className={tables.sub} title={recommended_action?.reason}>
        {recommended_action === null ? 'Nothing recommended' : interventionWords[recommended_action.type]}
      </span>
    </span>
  )
}

export function CaseCell({ customer }: { customer: CustomerRow }) {
  const { open_case, cool_down_until, held_out_by, assigned_to } = customer
  if (open_case !== null)
    return (
      <span className={tables.stacked}>
        <span>{`${interventionWords[open_case.type]}, ${stateWords[open_case.state].toLowerCase()}`}</span>
        <span className={`${tables.sub} ${classes.clock}`}>
          <SlaMark state={open_case.sla_state} dueAt={open_case.due_at} />
          {assigned_to ?? 'nobody'}
        </span>
      </span>
    )
  if (held_out_by !== null)
    return (
      <span className={classes.narrow}>
        <HeldOut />
      </span>
    )
  const cooling = cool_down_until !== null && (
    <span className={classes.held}>
      <IconSnowflake size={14} stroke={1.75} aria-hidden />
      Cool-down until {cool_down_until.slice(0, 10)}
    </span>
  )
  if (assigned_to === null) return cooling || <span className="muted">–</span>
  return (
    <span className={tables.stacked}>
      {cooling}
      <span className={tables.sub}>{assigned_to}</span>
    </span>
  )
}
