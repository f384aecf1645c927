/** Small tables on a terminal: words to the left, figures to the right. */

/** @param rows cells as text, as many as there are in the header */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)))
  const isFigure = header.map((_, i) => i > 0 && rows.every((row) => /^([–−+<-]?[\d.].*|–?)$/.test(row[i])))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (isFigure[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd()
  return [line(header), ...rows.map(line)]
}

/** `.7861`, `1.000`, `−.012`: figures whose first digit says nothing. */
export function fraction(value: number, digits = 4): string {
  return value
    .toFixed(digits)
    .replace(/^(-?)0\./, '$1.')
    .replace('-', '−')
}
