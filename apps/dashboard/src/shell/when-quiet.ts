/** Waits until the first page has what it asked for, so that what comes later does not compete with it. */
import type { QueryClient } from '@tanstack/react-query'

const LOOK_EVERY_MS = 250
/** The page's own code comes first, and only then does it ask for anything. */
const SHORTEST_MS = 1_500
/** A page that keeps asking is not waited for longer. */
const LONGEST_MS = 4_000

export async function whenQuiet(queries: QueryClient): Promise<void> {
  for (let waited = 0; waited < LONGEST_MS; waited += LOOK_EVERY_MS) {
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS))
    if (waited >= SHORTEST_MS && queries.isFetching() === 0) break
  }
  // Safari has none.
  if ('requestIdleCallback' in window)
    await new Promise<void>((resume) => window.requestIdleCallback(() => resume(), { timeout: LONGEST_MS }))
}
