/** Early-warning scores of applicants: those asked for at the same time share a query. */
import type { RiskScoreStore, WorklistRow } from '@pratibimba/risk/ports'

type Score = Pick<WorklistRow, 'score' | 'level'>

export function openLatestScores(
  scores: Pick<RiskScoreStore, 'latestMany'>,
  clock: () => Date,
): (customerId: string) => Promise<Score | undefined> {
  let next: { readonly ids: Set<string>; readonly rows: Promise<ReadonlyMap<string, Score>> } | undefined
  const start = () => {
    const ids = new Set<string>()
    const rows = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      next = undefined
      const found = await scores.latestMany([...ids], clock())
      return new Map(found.map((row) => [row.customerId, row]))
    })
    return { ids, rows }
  }
  return async (customerId) => {
    next ??= start()
    next.ids.add(customerId)
    return (await next.rows).get(customerId)
  }
}
