/** Nightly batches and back-filled history. */
import type { BulkScores } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { load } from './bulk-load.ts'
import { prepareMonths } from './retention.ts'
import { bringUpToDate } from './risk-score-store.ts'
import { scoreTypes, toScoreRow } from './score-rows.ts'

/** Customers whose latest score is set in one statement. */
const customersAtATime = 20_000

export function openBulkScores(database: Database): BulkScores {
  const { kysely, url } = database
  return {
    async load(scores, options) {
      const shadow = options?.shadow ?? false
      const touched = new Set<string>()
      return load(url, scores, {
        table: 'risk_scores',
        columns: Object.keys(scoreTypes),
        key: ['customer_id', 'as_of_date', 'model_version'],
        values: (score) => Object.values(toScoreRow(score, shadow)),
        onConflict: 'newer',
        async prepare(_, piece) {
          if (!shadow) for (const { customerId } of piece) touched.add(customerId)
          await prepareMonths(kysely, 'risk_scores', [...new Set(piece.map(({ asOfDate }) => asOfDate))])
        },
        async finish(client) {
          const ids = [...touched].sort()
          for (let from = 0; from < ids.length; from += customersAtATime) {
            const some = ids.slice(from, from + customersAtATime)
            await kysely
              .transaction()
              .execute((transaction) => bringUpToDate(transaction, sql`unnest(${some}::text[])`))
          }
          // Totals are counted from the indexes alone once the pages are known to be visible to all.
          if (ids.length > 0) await client.query('vacuum (analyze) latest_scores')
        },
      })
    },
  }
}
