/** The columns of borrowers while a chunk is drawn, and the frame they become. */
import {
  borrowerColumns,
  demographicColumn,
  employmentTypes,
  homeOwnerships,
  riskGrades,
} from '@pratibimba/contract'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { residentsByState } from './us-states.ts'

export const stateCodes = Object.keys(residentsByState)

/** One entry per borrower of the chunk. */
export interface BorrowerColumns {
  /** Index + 1: B000001 is the first. */
  readonly serial: Float64Array
  readonly age: Int32Array
  readonly incomeAnnual: Float64Array
  readonly employmentType: Int32Array
  readonly employmentLengthMonths: Int32Array
  readonly creditScore: Int32Array
  readonly debtToIncome: Float64Array
  readonly homeOwnership: Int32Array
  readonly state: Int32Array
  readonly bankruptcies: Int32Array
  readonly delinquencies2y: Int32Array
  readonly inquiries6m: Int32Array
  readonly riskGrade: Int32Array
  readonly isDefault: Int32Array
  /** The true PD over twelve months; not part of the file. */
  readonly pd12m: Float64Array
}

export function borrowerArrays(rows: number): BorrowerColumns {
  const whole = () => new Int32Array(rows)
  const real = () => new Float64Array(rows)
  return {
    serial: real(),
    age: whole(),
    incomeAnnual: real(),
    employmentType: whole(),
    employmentLengthMonths: whole(),
    creditScore: whole(),
    debtToIncome: real(),
    homeOwnership: whole(),
    state: whole(),
    bankruptcies: whole(),
    delinquencies2y: whole(),
    inquiries6m: whole(),
    riskGrade: whole(),
    isDefault: whole(),
    pd12m: real(),
  }
}

/** The frame of the file `borrowers`, with the group's label where there is one. */
export function borrowerFrame(columns: BorrowerColumns, group?: string): Frame {
  const whole = (values: Int32Array): Column => ({ kind: 'int32', values })
  const real = (values: Float64Array): Column => ({ kind: 'float64', values })
  const category = (values: Int32Array, dictionary: readonly string[]): Column => ({
    kind: 'category',
    values,
    dictionary,
  })
  const byName: Record<(typeof borrowerColumns)[number], Column> = {
    borrower_id: { kind: 'serial', values: columns.serial, prefix: 'B', width: 6 },
    age: whole(columns.age),
    income_annual: real(columns.incomeAnnual),
    employment_type: category(columns.employmentType, employmentTypes),
    employment_length_months: whole(columns.employmentLengthMonths),
    credit_score: whole(columns.creditScore),
    debt_to_income: real(columns.debtToIncome),
    home_ownership: category(columns.homeOwnership, homeOwnerships),
    state: category(columns.state, stateCodes),
    bankruptcies: whole(columns.bankruptcies),
    delinquencies_2y: whole(columns.delinquencies2y),
    inquiries_6m: whole(columns.inquiries6m),
    risk_grade: category(columns.riskGrade, riskGrades),
    default: whole(columns.isDefault),
  }
  const entries: [string, Column][] = borrowerColumns.map((name) => [name, byName[name]])
  if (group !== undefined)
    entries.push([demographicColumn, category(new Int32Array(columns.age.length), [group])])
  return frameOf(entries)
}
