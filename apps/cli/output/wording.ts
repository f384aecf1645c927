/** How results are worded for a person. */
import type { WrittenOutput } from './destination.ts'

export function number(value: number): string {
  return value.toLocaleString('en')
}

/** `1 loan`, `1,450 loans`. */
export function count(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? '' : 's'}`
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`
}

function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${(bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`
}

/** One line per table: where it is, how many rows, how large. */
export function describeFiles(written: Readonly<Record<string, WrittenOutput>>): string[] {
  return Object.values(written).map(
    ({ path, rows, bytes }) =>
      `${path}  ${count(rows, 'row')}${bytes === undefined ? '' : `, ${size(bytes)}`}`,
  )
}
