/** What an action may be expected to do for one customer, with the assumptions it rests on. */
import type { InterventionType, SimulationReply } from '@pratibimba/contract'
import { formatMoney, formatShare } from '@pratibimba/reports/charts'
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
  // Of one customer the outcome is all or nothing: for money the ends are told, for a chance they would say nothing.
  const between = ({ value, low, high }: SimulationReply['net_minor']) => (
    <>
      {money(value)}{' '}
      <span className="muted">
        (outcomes {money(low)} to {money(high)})
      </span>
    </>
  )
  return (
    <FactList
      facts={[
        ['Chance of a miss without it', formatShare(simulation.misses_expected.value)],
        ['Chance taken off by it', formatShare(simulation.misses_avoided.value)],
        ['Expected loss avoided', between(simulation.loss_avoided_minor)],
        ['Cost', money(simulation.cost_minor)],
        ['Net', between(simulation.net_minor)],
      ]}
    />
  )
}
