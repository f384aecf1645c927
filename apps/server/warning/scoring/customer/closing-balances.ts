/** Closing balances by day: as the bank stated them, and from then on as transactions left them. */
import { accountKinds, type Operations, type ReplyOf, transactionStatuses } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { type LevelId, levels, readStoredWindow } from '@pratibimba/risk/features'
import type { DailyBalance } from '@pratibimba/risk/ports'
import type { Scoring } from '../scoring.ts'
import { requireCustomer } from './open-customer.ts'

const DAY_MS = 86_400_000
const POSTED = transactionStatuses.indexOf('posted')
type CustomerBalances = ReplyOf<Operations['customerBalances']>
type Day = CustomerBalances['days'][number]

/** The last so many days up to the last one that is known. @throws ProblemError `not_found` */
export async function closingBalances(
  scoring: Scoring,
  customerId: string,
  days: number,
): Promise<CustomerBalances> {
  const { stores } = scoring
  await requireCustomer(scoring, customerId)
  const last = (await scoring.days.latest()) ?? scoring.days.today()
  const from = last - days + 1
  const [stated, window] = await Promise.all([
    stores.transactions.dailyBalances(customerId, formatDay(from), formatDay(last)),
    stores.transactions.window(customerId),
  ])
  const statedThrough = stated.length === 0 ? from - 1 : parseDay(stated.at(-1)!.date)
  const read = window && readStoredWindow(window)
  const later = read === undefined ? [] : daysAfter(read.facts(), stated.at(-1), statedThrough, last)
  return { customer_id: customerId, days: [...stated.map(dayToWire), ...later] }
}

function dayToWire({ date, currentMinor, savingsMinor, creditCardMinor }: DailyBalance): Day {
  return {
    date,
    current_minor: currentMinor ?? null,
    savings_minor: savingsMinor ?? null,
    credit_card_minor: creditCardMinor ?? null,
  }
}

type Facts = ReturnType<NonNullable<ReturnType<typeof readStoredWindow>>['facts']>

/** Days on which nothing happened close as the day before. */
function daysAfter(
  { transactions }: Facts,
  stated: DailyBalance | undefined,
  after: number,
  last: number,
): Day[] {
  const balances: Partial<Record<LevelId, number>> = {
    ...(stated?.currentMinor !== undefined && { current: stated.currentMinor }),
    ...(stated?.savingsMinor !== undefined && { savings: stated.savingsMinor }),
    ...(stated?.creditCardMinor !== undefined && { credit_card: stated.creditCardMinor }),
  }
  const days: Day[] = []
  let day = after + 1
  const close = () => {
    const { current, savings, credit_card: card } = balances
    if (current !== undefined || savings !== undefined || card !== undefined)
      days.push(
        dayToWire({
          customerId: '',
          date: formatDay(day),
          ...(current !== undefined && { currentMinor: current }),
          ...(savings !== undefined && { savingsMinor: savings }),
          ...(card !== undefined && { creditCardMinor: card }),
        }),
      )
    day++
  }
  // A window holds transactions by time, then id.
  for (const [row, at] of transactions.timestampsMs.entries()) {
    const of = Math.floor(at / DAY_MS)
    if (of > last) break
    const level = levels.find((each) => each === accountKinds[transactions.accounts[row]!])
    const balance = transactions.balances[row]!
    if (level === undefined || Number.isNaN(balance) || transactions.statuses[row] !== POSTED) continue
    if (of <= after) {
      if (stated === undefined) balances[level] = balance
      continue
    }
    while (day < of) close()
    balances[level] = balance
  }
  while (day <= last) close()
  return days
}
