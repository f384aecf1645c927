/** The ten riskiest customers, one click away. */
import { formatShare } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { customersQuery } from '../../api/warning-queries.ts'
import { LevelLetter } from '../parts/risk-level.tsx'
import classes from './riskiest.module.css'

export function Riskiest({ present }: { present: string }) {
  const { data } = useQuery(customersQuery({ sort: 'risk_score', order: 'desc', limit: 10 }))
  if (data === undefined || data.customers.length === 0) return null
  return (
    <nav className={classes.bar} aria-label="Riskiest customers">
      <span className={classes.name}>Riskiest</span>
      <ul className={classes.list}>
        {data.customers.map(({ customer_id, risk_level, risk_score }) => (
          <li key={customer_id}>
            <Link
              to="/customers/$customerId"
              params={{ customerId: customer_id }}
              className={classes.customer}
              aria-current={customer_id === present ? 'page' : undefined}
            >
              <LevelLetter level={risk_level} />
              {customer_id}
              <span className="muted">{formatShare(risk_score, 0)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
