/** What was fetched, kept and shown again. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { noteOutcome } from './connection.ts'

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onSuccess: () => noteOutcome(), onError: noteOutcome }),
  mutationCache: new MutationCache({ onSuccess: () => noteOutcome(), onError: noteOutcome }),
  defaultOptions: {
    queries: { retry: false, staleTime: 5_000, networkMode: 'always', refetchOnWindowFocus: true },
    mutations: { retry: false, networkMode: 'always' },
  },
})
