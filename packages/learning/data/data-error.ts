/** Data that cannot be learnt from or scored. The message is fit for a user: it names column, rows and fix, never a cell of a person. */
export class DataError extends Error {
  readonly column: string | undefined
  constructor(message: string, column?: string) {
    super(message)
    this.name = 'DataError'
    this.column = column
  }
}

/** `row 3`, `rows 3, 17 and 40`, `2,310 rows, first 3, 17, 40`; rows are counted from 1, without a header. */
export function nameRows(rows: readonly number[], total: number = rows.length): string {
  const first = rows.slice(0, 3).map((row) => (row + 1).toLocaleString('en'))
  if (total > 3) return `${total.toLocaleString('en')} rows, first ${first.join(', ')}`
  if (first.length === 1) return `row ${first[0]}`
  return `rows ${first.slice(0, -1).join(', ')} and ${first.at(-1)}`
}
