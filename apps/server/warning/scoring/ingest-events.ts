/** Events as they come in over the API: checked, ingested once each, and scored by whoever follows the log. */
import { type IngestReply, type IngestRequest, ProblemError } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import type { EventLog, Ingestion } from '@pratibimba/risk/ports'
import { createTurnstile } from '../../threads/turnstile.ts'
import type { WarningStores } from '../stores.ts'
import { activityEvent } from './activity.ts'
import { advanceWindows } from './advance-windows.ts'
import {
  errorsOf,
  paymentRecord,
  requireNone,
  transactionRecord,
  uncategorised,
  usualCurrency,
} from './given-events.ts'
import type { KnownDays } from './known-days.ts'

const DAY_MS = 86_400_000
/** Batches at a time: each holds one connection and may need a second. */
const AT_A_TIME = 3
const MAY_WAIT = 200

export type IngestEvents = (request: IngestRequest, caller: string) => Promise<IngestReply>

export function openIngestEvents(
  stores: Pick<WarningStores, 'customers' | 'transactions'>,
  ingestion: Ingestion,
  events: Pick<EventLog, 'append'>,
  days: KnownDays,
  clock: () => Date,
): IngestEvents {
  const turnstile = createTurnstile(AT_A_TIME, MAY_WAIT)
  const advance = advanceWindows(stores.transactions)
  return async ({ transactions = [], payments = [] }, caller) => {
    if (transactions.length + payments.length === 0)
      throw new ProblemError('out_of_range', 'There is no event: give transactions, payments or both.', [
        { pointer: '/transactions', detail: 'Give at least one transaction or payment.' },
      ])
    const now = clock()
    requireNone(errorsOf({ transactions, payments }, now))
    const leave = await turnstile.enter(caller)
    try {
      const currencies = await currenciesOf(stores, transactions)
      const today = Math.floor(now.getTime() / DAY_MS)
      const records = transactions.map((event) =>
        transactionRecord(
          event,
          event.customer_id,
          currencies.get(event.customer_id)?.own ?? usualCurrency,
          now,
        ),
      )
      const foreign = records.filter(
        ({ customerId, currency }) => currencies.get(customerId)?.all.has(currency) === false,
      )
      const keptFrom = await days.keptFrom()
      const own = records.filter((record) => !foreign.includes(record))
      const { old = [], taken = [] } = Object.groupBy(own, ({ timestamp }) =>
        timestamp.getTime() < keptFrom * DAY_MS ? 'old' : 'taken',
      )
      const report = await ingestion.ingest(
        {
          transactions: taken,
          payments: payments.map((event) => paymentRecord(event, event.customer_id, today)),
        },
        advance,
      )
      if (report.accepted > 0) await events.append([told(report.accepted, report.customers.length)])
      const refused = new Set(report.rejected.map(({ id }) => id))
      for (const { transactionId, timestamp } of taken)
        if (!refused.has(transactionId)) days.reached(Math.floor(timestamp.getTime() / DAY_MS))
      return {
        accepted: report.accepted,
        repeated: report.repeated,
        late: report.late,
        conflicts: report.conflicts.map(({ id, detail }) => ({ id, detail })),
        rejected: [
          ...report.rejected.map(({ id, detail }) => ({ id, detail })),
          ...old.map(({ transactionId }) => ({
            id: transactionId,
            detail: `It is of before ${formatDay(keptFrom)}, the first day that is kept online.`,
          })),
          ...foreign.map(({ transactionId, customerId, currency }) => ({
            id: transactionId,
            detail: `It is in ${currency}, and the accounts of ${customerId} are in ${[...currencies.get(customerId)!.all].join(', ')}; convert the amount first.`,
          })),
        ],
        uncategorised: uncategorised(transactions),
        customers: report.customers.length,
      }
    } finally {
      leave()
    }
  }
}

function told(accepted: number, customers: number) {
  const what = accepted === 1 ? '1 event' : `${accepted} events`
  const whose = customers === 1 ? '1 customer' : `${customers} customers`
  return activityEvent({ kind: 'ingestion', severity: 'info', text: `${what} of ${whose} came in.` })
}

/** Currencies of the accounts of customers: amounts of others would add up to nothing that is anything. */
async function currenciesOf(
  { customers }: Pick<WarningStores, 'customers'>,
  events: readonly { readonly customer_id: string }[],
): Promise<Map<string, { own: string; all: Set<string> }>> {
  const ids = [...new Set(events.map(({ customer_id }) => customer_id))]
  const found = new Map<string, { own: string; all: Set<string> }>()
  for (const { customerId, currency } of await customers.accountsOf(ids)) {
    const known = found.get(customerId)
    if (known === undefined) found.set(customerId, { own: currency, all: new Set([currency]) })
    else known.all.add(currency)
  }
  return found
}
