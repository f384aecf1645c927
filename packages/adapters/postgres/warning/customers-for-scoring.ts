/** What scores are computed from, read by key in one go: a score online has a few milliseconds for everything. */
import type { CustomerForScoring } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { fromAccountRow, fromCustomerRow } from './customer-rows.ts'
import { present } from './given-rows.ts'
import type { AccountRow, CustomerRow, LatestScoreRow } from './tables.ts'

type Joined = CustomerRow & {
  readonly bytes: Uint8Array | null
  readonly layout: string | null
  readonly through: string | null
  readonly accounts: AccountRow[] | null
  readonly score_as_of: LatestScoreRow['as_of_date'] | null
} & Pick<
    LatestScoreRow,
    'model_version' | 'score' | 'exposure_minor' | 'expected_loss_minor' | 'tier' | 'recommended_action'
  >

export async function customersForScoring(
  executor: Kysely<Schema>,
  customerIds: readonly string[],
): Promise<CustomerForScoring[]> {
  const { rows } = await sql<Joined>`
    select c.*, w.bytes, w.layout, w.through,
      (select json_agg(a order by a.account_id) from accounts a where a.customer_id = c.customer_id) as accounts,
      l.as_of_date as score_as_of, l.model_version, l.score, l.exposure_minor, l.expected_loss_minor, l.tier,
      l.recommended_action
    from customers c
    left join customer_windows w on w.customer_id = c.customer_id
    left join latest_scores l on l.customer_id = c.customer_id
    where c.customer_id = any(${customerIds})`.execute(executor)
  return rows.map((row) => ({
    customer: fromCustomerRow(row),
    accounts: (row.accounts ?? []).map(fromAccountRow),
    ...(row.bytes !== null && {
      window: {
        customerId: row.customer_id,
        bytes: row.bytes,
        layout: row.layout!,
        through: row.through!,
      },
    }),
    ...(row.score_as_of !== null && {
      latest: {
        asOfDate: row.score_as_of,
        modelVersion: row.model_version,
        score: row.score,
        exposureMinor: row.exposure_minor,
        expectedLossMinor: row.expected_loss_minor,
        ...present({ tier: row.tier, recommendedAction: row.recommended_action }),
      },
    }),
  }))
}
