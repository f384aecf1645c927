/** The columns of loans while a chunk is drawn, and the frame they become. */
import { loanColumns, loanStatuses, loanTypes, riskGrades } from '@pratibimba/contract'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'

/** Most loans a borrower can have; a loan's serial is the borrower's·10 + 1 to this. */
export const MOST_LOANS = 4

export const CURRENT = loanStatuses.indexOf('current')
export const DEFAULTED = loanStatuses.indexOf('default')
export const PAID_OFF = loanStatuses.indexOf('paid_off')

/** One entry per loan of the chunk; room for `MOST_LOANS` per borrower. */
export interface LoanColumns {
  rows: number
  readonly serial: Float64Array
  /** Row of its borrower in the chunk. */
  readonly borrowerRow: Int32Array
  readonly borrowerSerial: Float64Array
  readonly type: Int32Array
  readonly principal: Float64Array
  readonly rateAnnual: Float64Array
  /** 0 = revolving. */
  readonly termMonths: Int32Array
  readonly originationDate: Int32Array
  readonly status: Int32Array
  readonly riskGrade: Int32Array
  readonly monthlyPayment: Float64Array
  readonly balance: Float64Array
  /** Months since origination at the last due date. */
  readonly ageMonths: Int32Array
  /** Day of the month on which it falls due, 1–28. */
  readonly dueDay: Int32Array
}

export function loanArrays(rows: number): LoanColumns {
  const whole = () => new Int32Array(rows)
  const real = () => new Float64Array(rows)
  return {
    rows: 0,
    serial: real(),
    borrowerRow: whole(),
    borrowerSerial: real(),
    type: whole(),
    principal: real(),
    rateAnnual: real(),
    termMonths: whole(),
    originationDate: whole(),
    status: whole(),
    riskGrade: whole(),
    monthlyPayment: real(),
    balance: real(),
    ageMonths: whole(),
    dueDay: whole(),
  }
}

/** The frame of the file `loans`; the term of revolving accounts is missing. */
export function loanFrame(columns: LoanColumns): Frame {
  const { rows } = columns
  const whole = (values: Int32Array): Int32Array => values.slice(0, rows)
  const real = (values: Float64Array): Column => ({ kind: 'float64', values: values.slice(0, rows) })
  const category = (values: Int32Array, dictionary: readonly string[]): Column => ({
    kind: 'category',
    values: whole(values),
    dictionary,
  })
  const term = whole(columns.termMonths)
  const validity = Uint8Array.from(term, (months) => (months === 0 ? 0 : 1))
  const byName: Record<(typeof loanColumns)[number], Column> = {
    loan_id: { kind: 'serial', values: columns.serial.slice(0, rows), prefix: 'L', width: 7 },
    borrower_id: { kind: 'serial', values: columns.borrowerSerial.slice(0, rows), prefix: 'B', width: 6 },
    loan_type: category(columns.type, loanTypes),
    principal: real(columns.principal),
    interest_rate: real(columns.rateAnnual),
    term_months: { kind: 'int32', values: term, validity },
    origination_date: { kind: 'date', values: whole(columns.originationDate) },
    status: category(columns.status, loanStatuses),
    risk_grade: category(columns.riskGrade, riskGrades),
    monthly_payment: real(columns.monthlyPayment),
    balance: real(columns.balance),
  }
  return frameOf(loanColumns.map((name) => [name, byName[name]]))
}
