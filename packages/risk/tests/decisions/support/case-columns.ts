/** Cases as the columns that batches are decided from. */
import { completedYears } from '../../../applications/features/index.ts'
import type { CaseColumns } from '../../../decisions/index.ts'
import { AS_OF_DAY, applicationAt, caseAt, catalogue, features } from './applicants.ts'

export function columnsOf(places: readonly number[]): CaseColumns {
  const applications = places.map(applicationAt)
  const values = places.map((place) => catalogue.compute(caseAt(place)))
  const of = (pick: (row: number) => number | null | undefined) =>
    Float64Array.from(places, (_, row) => pick(row) ?? Number.NaN)
  return {
    rows: places.length,
    application: {
      annual_income: of((row) => applications[row].annualIncome),
      employment_years: of((row) => applications[row].employmentYears),
      existing_debt: of((row) => applications[row].existingDebt),
      loan_amount: of((row) => applications[row].loanAmount),
      loan_purpose: applications.map(({ loanPurpose }) => loanPurpose),
      loan_term_months: of((row) => applications[row].loanTermMonths),
      age: of((row) => completedYears(applications[row].birthDay!, AS_OF_DAY)),
    },
    features: Object.fromEntries(
      features.map(({ id, kind }) => [
        id,
        kind === 'category'
          ? values.map((value) => value[id] as string)
          : of((row) => values[row][id] as number | null),
      ]),
    ),
    sources: { bureau: 'given' },
  }
}
