/** What an action may be expected to do for one customer, with the assumptions it rests on. */
import type { InterventionType, SimulationReply } from '@pratibimba/contract'
import { formatMoney } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { FactList } from '../../parts/fact-list.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useCurrency } from '../parts/currency.ts'
import classes from './simulated.module.css'

export function Simulated({ customerId, type }: { customerId: string; type: InterventionType }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['warning', 'simulation', customerId, type],
    queryFn: ({ signal }) =>
      client.simulateInterventions({ body: { customer_ids: [customerId], type }, signal }),
  })
  if (data === undefined)
    return error === null ? <Loading rows={4} /> : <ProblemNotice error={error} onRetry={refetch} />
  return (
    <section className={classes.simulated} aria-label="Simulation">
      {data.eligible === 0 && (
        <Notice kind="caution" title="The policy does not offer this action here">
          <p>{data.dropped.map(({ title }) => title).join('; ')}</p>
        </Notice>
      )}
      <Figures simulation={data} />
      {data.assumptions.length > 0 && (
        <div className={classes.assumptions}>
          <p>Rests on assumptions:</p>
          <ul>
            {data.assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function Figures({ simulation }: { simulation: SimulationReply }) {
  const currency = useCurrency()
  const money = (minor: number) => formatMoney(minor, currency)
  const between = ({ value, low, high }: SimulationReply['net_minor'], write: (value: number) => string) => (
    <>
      {write(value)}{' '}
      <span className="muted">
        ({write(low)} to {write(high)})
      </span>
    </>
  )
  const chance = (value: number) => `${(value * 100).toFixed(1)}%`
  return (
    <FactList
      facts={[
        ['Chance of a miss without it', between(simulation.misses_expected, chance)],
        ['Chance taken off by it', between(simulation.misses_avoided, chance)],
        ['Expected loss avoided', between(simulation.loss_avoided_minor, money)],
        ['Cost', money(simulation.cost_minor)],
        ['Net', between(simulation.net_minor, money)],
      ]}
    />
  )
}
