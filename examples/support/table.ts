/** Prints a small table: words to the left, figures to the right. */

export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)))
  const isFigure = header.map((_, i) => i > 0 && rows.every((row) => /^$|^[–−+-]?\d|^–$/.test(row[i])))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (isFigure[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd()
  console.log(line(header))
  console.log(widths.map((width) => '-'.repeat(width)).join('  '))
  for (const row of rows) console.log(line(row))
}

export const count = (value: number): string => value.toLocaleString('en-US')
export const percent = (share: number, decimals = 2): string => `${(100 * share).toFixed(decimals)}%`
export const interval = ([low, high]: readonly [number, number], decimals = 2): string =>
  `${percent(low, decimals)} to ${percent(high, decimals)}`
