/** Items that failed among others, each with the reason the server gave. */
import type { ProposeReply } from '@pratibimba/contract'
import classes from './actions.module.css'

export function Failures({ failures }: Pick<ProposeReply, 'failures'>) {
  if (failures.length === 0) return null
  return (
    <ul className={classes.list} aria-label="What failed">
      {failures.map(({ customer_id, intervention_id, error_code, detail }) => (
        <li key={`${customer_id} ${intervention_id}`}>
          {customer_id ?? intervention_id}: {detail} <span className="small muted">(code {error_code})</span>
        </li>
      ))}
    </ul>
  )
}
