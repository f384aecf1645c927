/** What customers owe on a day: loans and card debt. */

import type { CalendarDate } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

export interface Exposure {
  readonly exposureMinor: number
  /** Whether there is a loan with instalments. */
  readonly hasLoan: boolean
}

/** Days back that a closing balance of a card is looked for. */
const BALANCE_DAYS = 31

/**
 * Outstanding loans and what is owed on cards at the close of the day, by customer; who owes nothing is left out.
 *
 * Outstanding loans are known as of now only.
 */
export async function readExposures(
  executor: Kysely<Schema>,
  asOfDate: CalendarDate,
): Promise<Map<string, Exposure>> {
  const { rows } = await sql<{ customer_id: string; exposure_minor: number; has_loan: boolean }>`
    with loans as (
      select customer_id, sum(greatest(coalesce(outstanding_minor, 0), 0))::float8 as minor
      from accounts where kind = 'loan' group by customer_id
    ), cards as (
      select distinct on (customer_id) customer_id, greatest(-credit_card_minor, 0)::float8 as minor
      from daily_balances
      where date <= ${asOfDate} and date > ${asOfDate}::date - ${sql.lit(BALANCE_DAYS)} and credit_card_minor is not null
      order by customer_id, date desc
    )
    select customer_id, coalesce(loans.minor, 0) + coalesce(cards.minor, 0) as exposure_minor,
           coalesce(loans.minor, 0) > 0 as has_loan
    from loans full join cards using (customer_id)`.execute(executor)
  return new Map(
    rows.map(({ customer_id, exposure_minor, has_loan }) => [
      customer_id,
      { exposureMinor: exposure_minor, hasLoan: has_loan },
    ]),
  )
}
