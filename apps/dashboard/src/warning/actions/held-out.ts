/** How many customers are in the control group now: observed, not contacted. */
import { heldOutDays } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { interventionsQuery } from '../../api/warning-queries.ts'

/** Undefined until known. */
export function useHeldOutCount(): number | undefined {
  return useQuery(interventionsQuery({ state: 'held_out', days: heldOutDays, limit: 1 })).data?.total
}
