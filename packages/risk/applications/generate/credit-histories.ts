/** What the bureau would send: accounts and inquiries one by one, that add up to the counts of the row. */
import type { CreditApplication } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { openStream } from '@pratibimba/numerics/random'
import { RECENT_DAYS } from '../features/fields.ts'
import type { Applicant } from './draw-applicant.ts'

const accountTypes = ['credit_card', 'personal_loan', 'car_loan', 'mortgage', 'overdraft'] as const
const OLDEST_INQUIRY_DAYS = 720

/** Opens the drawing of histories; the same for a row whenever it is asked. */
export function historyDrawer(
  seed: number,
): (row: number, of: Applicant, applicationDay: number) => CreditApplication['credit_history'] {
  const stream = openStream(seed, 'application-history')
  return (row, of, applicationDay) => {
    if (Number.isNaN(of.recentInquiries)) return {}
    stream.at(row)
    const accounts: { type: string; status: string }[] = []
    const add = (count: number, status: string): void => {
      for (let k = 0; k < count; k++)
        accounts.push({ type: accountTypes[stream.below(accountTypes.length)], status })
    }
    add(of.active, 'active')
    add(of.closed, 'closed')
    add(of.defaulted, 'default')
    add(of.other, 'disputed')
    const daysAgo: number[] = []
    for (let k = 0; k < of.recentInquiries; k++) daysAgo.push(stream.below(RECENT_DAYS))
    for (let k = stream.below(4); k > 0; k--)
      daysAgo.push(RECENT_DAYS + stream.below(OLDEST_INQUIRY_DAYS - RECENT_DAYS))
    daysAgo.sort((a, b) => b - a)
    return {
      ...(Number.isNaN(of.score) ? {} : { score: of.score }),
      accounts,
      inquiries: daysAgo.map((days) => ({ date: formatDay(applicationDay - days) })),
    }
  }
}
