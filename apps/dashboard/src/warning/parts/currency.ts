/** The currency the portfolio is kept in. */
import { useQuery } from '@tanstack/react-query'
import { statsQuery } from '../../api/warning-queries.ts'

/** @returns ISO 4217 code; XXX, its code for no currency, until the server has told */
export function useCurrency(): string {
  return useQuery(statsQuery).data?.currency ?? 'XXX'
}
