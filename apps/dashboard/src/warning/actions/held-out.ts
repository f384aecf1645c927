/** Customers of the control group whose payment is still observed: they are not contacted. */
import { useQuery } from '@tanstack/react-query'
import { client } from '../../api/client.ts'

/** The server observes a customer that long after the draw. */
export const OBSERVED_DAYS = 30
const pageSize = 500

/** @returns ids of customers with their case; undefined until known */
export function useHeldOut(): ReadonlyMap<string, string> | undefined {
  const { data } = useQuery({
    queryKey: ['warning', 'interventions', 'held-out'],
    queryFn: async ({ signal }) => {
      const found = new Map<string, string>()
      for (let offset = 0; ; offset += pageSize) {
        const query = { state: 'held_out', days: OBSERVED_DAYS, limit: pageSize, offset }
        const { interventions, total } = await client.listInterventions({ query, signal })
        for (const { customer_id, id } of interventions) found.set(customer_id, id)
        if (offset + interventions.length >= total || interventions.length === 0) return found
      }
    },
  })
  return data
}
