/** Entries of the registry in words. */
import type { DailySpan, WeeklyHours } from '../contact/contact-hours.ts'
import type { Eligibility } from './action-type.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** Such as `Mon–Fri 09:00–18:00, Sat 10:00–14:00, local time`. */
export function contactHoursInWords(hours: WeeklyHours): string {
  const runs: { from: number; to: number; text: string }[] = []
  hours.forEach((span, day) => {
    if (span === null) return
    const text = `${clock(span.from)}–${clock(span.to)}`
    const last = runs.at(-1)
    if (last !== undefined && last.to === day - 1 && last.text === text) last.to = day
    else runs.push({ from: day, to: day, text })
  })
  const line = runs.map(({ from, to, text }) =>
    from === to ? `${weekdays[from]} ${text}` : `${weekdays[from]}–${weekdays[to]} ${text}`,
  )
  return `${line.join(', ')}, local time`
}

function wholeMoney(minor: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    minor / 100,
  )
}

const clock = (minute: DailySpan['from']): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** One sentence a condition. @param currency ISO 4217 */
export function eligibilityInWords(eligibility: Eligibility, currency: string): string[] {
  const { levels, minimumExposureMinor, needsInstalment, notAlreadyInPlan, daysToFailure } = eligibility
  const { from, to } = daysToFailure
  return [
    `Risk level ${levels.join(' or ')}`,
    ...(minimumExposureMinor > 0 ? [`At least ${wholeMoney(minimumExposureMinor, currency)} owed`] : []),
    ...(needsInstalment ? ['Has an instalment'] : []),
    ...(notAlreadyInPlan ? ['No plan in place'] : []),
    ...(from > 0 ? [`At least ${from} ${from === 1 ? 'day' : 'days'} before the expected failure`] : []),
    ...(to === null ? [] : [`At most ${to} days before the expected failure`]),
  ]
}
