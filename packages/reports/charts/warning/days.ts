/** Axes and words of days. */
import type { ChartTheme } from '../theme.ts'

const written = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** A calendar date as an axis places it, milliseconds since 1970. */
export function dayAt(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}

/** A calendar date in few characters: 14 Mar. */
export function shortDay(date: string | number): string {
  return written.format(typeof date === 'number' ? date : dayAt(date))
}

/** Whole days between two calendar dates. */
export function daysBetween(from: string, to: string): number {
  return Math.round((dayAt(to) - dayAt(from)) / 86_400_000)
}

/** An axis of days; the option needs `useUTC`. */
export function dayAxis(theme: ChartTheme, limits: { min?: number; max?: number } = {}) {
  return {
    type: 'time' as const,
    ...limits,
    minInterval: 86_400_000,
    splitNumber: 4,
    axisLine: { show: true, lineStyle: { color: theme.hairline } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: theme.inkMuted,
      fontSize: 12,
      hideOverlap: true,
      formatter: (milliseconds: number) => shortDay(milliseconds),
    },
  }
}

/** `1 customer`, `1,204 customers`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}
