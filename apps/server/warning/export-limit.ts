/** How much one export may hold. */
import { ProblemError } from '@pratibimba/contract'

/** What a spreadsheet opens without trouble, with a wide margin to its own limit of 1,048,576. */
const MOST_ROWS = 200_000

/** @throws ProblemError `too_large` */
export function requireExportable(rows: number): void {
  if (rows > MOST_ROWS)
    throw new ProblemError(
      'too_large',
      `The selection has ${rows} rows; an export holds at most ${MOST_ROWS}. Narrow the filters.`,
    )
}
