/** What a cron expression of five fields says, in plain words, before the server is asked. */

interface Field {
  readonly name: string
  readonly low: number
  readonly high: number
  readonly words?: readonly string[]
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const fields = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of the month', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12, words: months },
  { name: 'day of the week', low: 0, high: 7, words: weekdays },
] as const satisfies readonly Field[]

export type CronReading = { readonly words: string } | { readonly problem: string }

/** `30 2 * * 1-5` → every Monday to Friday at 02:30 UTC. */
export function cronInWords(expression: string): CronReading {
  const parts = expression.trim().split(/\s+/)
  if (expression.trim() === '')
    return { problem: 'Five fields are needed: minute, hour, day, month, weekday' }
  if (parts.length !== 5)
    return {
      problem: `Five fields are needed (minute, hour, day, month, weekday); there are ${parts.length}`,
    }
  for (const [place, part] of parts.entries()) {
    const problem = problemOf(part, fields[place]!)
    if (problem !== undefined) return { problem }
  }
  const [minute, hour, day, month, weekday] = parts as [string, string, string, string, string]
  const days = daysInWords(day, month, weekday)
  const times = timesInWords(minute, hour)
  return { words: `${days}${times.startsWith('at') ? ' ' : ', '}${times} UTC` }
}

function problemOf(part: string, { name, low, high, words }: Field): string | undefined {
  for (const item of part.split(',')) {
    const found = /^(\*|[^/-]+(?:-[^/-]+)?)(?:\/(\d+))?$/.exec(item)
    if (found === null) return `"${item}" is not a ${name}`
    const [, range, step] = found
    if (step !== undefined && Number(step) < 1) return `"${item}": a step of the ${name} is 1 or more`
    if (range === '*') continue
    const ends = range!.split('-').map((end) => numberOf(end, low, words))
    if (ends.some((end) => end === undefined || end < low || end > high))
      return `The ${name} lies between ${low} and ${high}; "${item}" does not`
    if (ends.length === 2 && ends[0]! > ends[1]!)
      return `"${item}": the ${name} runs from the smaller to the larger`
  }
  return undefined
}

function numberOf(text: string, low: number, words: readonly string[] | undefined): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const place = words?.findIndex((word) => word.slice(0, 3).toLowerCase() === text.toLowerCase()) ?? -1
  return place < 0 ? undefined : place + low
}

function timesInWords(minute: string, hour: string): string {
  const plain = /^\d{1,2}(,\d{1,2})*$/
  if (plain.test(minute) && plain.test(hour)) {
    const times = hour.split(',').flatMap((h) => minute.split(',').map((m) => `${two(h)}:${two(m)}`))
    if (times.length <= 6) return `at ${listed(times.sort())}`
  }
  const hours = hoursInWords(hour)
  if (minute === '*') return `every minute${hours}`
  const every = /^(?:\*|0)\/(\d+)$/.exec(minute)
  if (every) return `every ${Number(every[1]) === 1 ? 'minute' : `${every[1]} minutes`}${hours}`
  const past = `minute ${listed(minute.split(',').map(spanned))}`
  if (hour === '*') return `${minute === '0' ? 'every hour' : `every hour at ${past}`}`
  const step = /^(?:\*|0)\/(\d+)$/.exec(hour)
  if (step) return minute === '0' ? `every ${step[1]} hours` : `every ${step[1]} hours at ${past}`
  return `at ${past}${hours}`
}

function hoursInWords(hour: string): string {
  if (hour === '*') return ''
  const step = /^(?:\*|0)\/(\d+)$/.exec(hour)
  if (step) return ` in every ${ordinal(Number(step[1]))} hour`
  return ` in hour ${listed(hour.split(',').map(spanned))}`
}

function daysInWords(day: string, month: string, weekday: string): string {
  const inMonths =
    month === '*' ? '' : ` in ${listed(month.split(',').map((item) => named(item, months, 1)))}`
  const byWeekday = weekday === '*' ? undefined : weekdayWords(weekday)
  const step = /^\*\/(\d+)$/.exec(day)
  const byDay =
    day === '*'
      ? undefined
      : step
        ? `every ${ordinal(Number(step[1]))} day of the month`
        : `on day ${listed(day.split(',').map(spanned))} of the month`
  // As cron has it: where both are given, either is enough.
  if (byDay !== undefined && byWeekday !== undefined) return `${byDay} or every ${byWeekday}${inMonths}`
  if (byDay !== undefined) return `${byDay}${inMonths}`
  if (byWeekday !== undefined) return `every ${byWeekday}${inMonths}`
  return `every day${inMonths}`
}

function weekdayWords(weekday: string): string {
  return listed(weekday.split(',').map((item) => named(item, weekdays, 0)))
}

/** One item as names: `1-5` → Monday to Friday. */
function named(item: string, words: readonly string[], low: number): string {
  const [range, step] = item.split('/')
  const names = range!
    .split('-')
    .map((end) => (end === '*' ? end : words[(numberOf(end, low, words)! - low) % words.length]!))
  const written = names[0] === '*' ? `every ${words === months ? 'month' : 'day'}` : names.join(' to ')
  return step === undefined || step === '1' ? written : `every ${ordinal(Number(step))} of ${written}`
}

function spanned(item: string): string {
  const [range, step] = item.split('/')
  const written = range!.replace('-', ' to ')
  return step === undefined
    ? written
    : `every ${ordinal(Number(step))} of ${written === '*' ? 'all' : written}`
}

const two = (number: string) => number.padStart(2, '0')
const listed = (items: readonly string[]) => new Intl.ListFormat('en-GB').format(items)

function ordinal(number: number): string {
  const ends = { one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' }
  return `${number}${ends[new Intl.PluralRules('en', { type: 'ordinal' }).select(number)]}`
}
