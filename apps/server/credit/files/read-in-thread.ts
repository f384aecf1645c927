/** Reads a file of applications as clients would send them. Runs in a thread. */
import { type CreditApplication, ProblemError } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { type Column, isPresent, valueAt } from '@pratibimba/numerics/frame'
import type { ApplicationTable, RefusedRow } from '@pratibimba/risk/applications'
import { applicationsOf, idsOf, readPart } from './decide-in-thread.ts'

export interface FileToRead {
  readonly path: string
  readonly maxUnpackedBytes: number
  readonly asOfDay: number
  /** Rows of the longest file that is taken. */
  readonly most: number
}

export interface ReadApplications {
  /** Row of the file, from 0. */
  readonly rows: Int32Array
  readonly applications: readonly CreditApplication[]
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
}

/** @throws ProblemError `unusable_data` for a table that is not one of applications, or too long; TableError */
export async function readApplications({ most, asOfDay, ...file }: FileToRead): Promise<ReadApplications> {
  const { frame } = await readPart({ ...file, asOfDay, part: 0, parts: 1 })
  if (frame.rows > most)
    throw new ProblemError(
      'unusable_data',
      `The file has ${frame.rows} rows, and at most ${most} are recorded at a time. Split it, or ask with record=false.`,
    )
  const table = applicationsOf(frame, asOfDay)
  const ids = idsOf(frame, table.rows)
  const refused: RefusedRow[] = [...table.refused]
  const kept: number[] = []
  const applications: CreditApplication[] = []
  for (const [place, id] of ids.entries()) {
    const row = table.rows[place]!
    if (id === null || id.trim() === '' || id.length > 64)
      refused.push({ row, column: 'customer_id', reason: 'need a text of 1 to 64 characters' })
    else {
      kept.push(row)
      applications.push(applicationAt(table, place, id, asOfDay))
    }
  }
  const refusedCount = table.refusedCount + ids.length - kept.length
  return { rows: Int32Array.from(kept), applications, refused, refusedCount }
}

function applicationAt(
  { applications }: ApplicationTable,
  row: number,
  customerId: string,
  asOfDay: number,
): CreditApplication {
  const number = (name: string): number | undefined => {
    const column: Column | undefined = applications.columns.get(name)
    if (column === undefined || !isPresent(column, row)) return undefined
    return column.values[row] as number
  }
  const purpose = applications.columns.get('loan_purpose')
  const born = number('date_of_birth')
  const term = number('loan_term_months')
  return {
    customer_id: customerId,
    annual_income: number('annual_income')!,
    employment_years: number('employment_years') ?? 0,
    existing_debt: number('existing_debt')!,
    loan_amount: number('loan_amount')!,
    loan_purpose: ((purpose && valueAt(purpose, row)) as string | null | undefined) ?? 'other',
    credit_history: historyAt(number, asOfDay),
    ...(born !== undefined && { date_of_birth: formatDay(born) }),
    ...(term !== undefined && { loan_term_months: term }),
  }
}

/** Counts become entries: so many accounts of a status, so many inquiries of the day. */
function historyAt(number: (name: string) => number | undefined, asOfDay: number) {
  const score = number('credit_score')
  const accounts = number('count_accounts')
  const inquiries = number('count_recent_inquiries')
  const known = [
    ...some(number('count_active_accounts'), { status: 'active' }),
    ...some(number('count_closed_accounts'), { status: 'closed' }),
    ...some(number('count_defaulted_accounts'), { status: 'default' }),
  ]
  return {
    ...(score !== undefined && { score }),
    ...(accounts !== undefined && {
      accounts: [...known, ...some(accounts - known.length, { status: 'other' })],
    }),
    ...(inquiries !== undefined && { inquiries: some(inquiries, { date: formatDay(asOfDay) }) }),
  }
}

function some<Entry>(count: number | undefined, entry: Entry): Entry[] {
  return Array.from({ length: Math.max(0, count ?? 0) }, () => entry)
}
