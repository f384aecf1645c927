/** What an action may be expected to do to a selection, who drops out of it, and what that rests on. */
import type { SimulationReply } from '@pratibimba/contract'
import { formatCount, formatMoney, formatNumber } from '@pratibimba/reports/charts'
import { FactList } from '../../parts/fact-list.tsx'
import { useCurrency } from '../parts/currency.ts'
import classes from './actions.module.css'

type Interval = SimulationReply['net_minor']

export function SimulationView({ simulation }: { simulation: SimulationReply }) {
  const currency = useCurrency()
  const money = (minor: number) => formatMoney(minor, currency)
  const between = ({ value, low, high }: Interval, write: (value: number) => string) => (
    <>
      {write(value)}{' '}
      <span className="muted">
        ({write(low)} to {write(high)})
      </span>
    </>
  )
  const { selected, eligible, dropped, days_to_work_off: days } = simulation
  return (
    <section className={classes.simulation} aria-label="Impact simulation">
      <FactList
        facts={[
          ['Reached', `${formatCount(eligible)} of ${formatCount(selected)} selected`],
          ['Misses expected without it', between(simulation.misses_expected, formatNumber)],
          ['Misses avoided', between(simulation.misses_avoided, formatNumber)],
          ['Loss avoided', between(simulation.loss_avoided_minor, money)],
          ['Cost', money(simulation.cost_minor)],
          ['Net', between(simulation.net_minor, money)],
          ...(days === null || days === 0
            ? []
            : ([['Work for the officers', `${formatNumber(days)} days`]] as const)),
        ]}
      />
      {dropped.length > 0 && (
        <div>
          <strong>Who drops out</strong>
          <ul className={classes.dropped}>
            {dropped.map(({ reason, title, customers, customer_ids }) => (
              <li key={reason}>
                <details>
                  <summary>
                    {formatCount(customers)}: {title}
                  </summary>
                  <span className="small muted">{customer_ids.join(', ')}</span>
                </details>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="small muted">
        Values are expectations, in brackets 95% intervals. They rest on:
        <ul>
          {simulation.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      </div>
    </section>
  )
}
