/** Features of applications by row, by column and by SQL are the same numbers, for tables that nobody would think of. */
import { DuckDBInstance } from '@duckdb/node-api'
import { formatDay } from '@pratibimba/numerics/calendar'
import { type Column, columnOf, type Frame, frameOf, valueAt } from '@pratibimba/numerics/frame'
import {
  applicationFeatureSql,
  applicationFeatures,
  applicationFields,
  featureColumns,
} from '@pratibimba/risk/applications'
import { compileRowFeatures } from '@pratibimba/risk/features/rows'
import fc from 'fast-check'
import { expect, it } from 'vitest'

/** Missing, zero, usual, absurd. */
const amount = fc.oneof(
  fc.constant(null),
  fc.constantFrom(0, 1, 0.01, 1e12),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
)
const count = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 40 }))
const row = fc.record({
  application_date: fc.integer({ min: 15_000, max: 21_000 }),
  ageDays: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 36_000 })),
  annual_income: amount,
  employment_years: amount,
  existing_debt: amount,
  loan_amount: amount,
  loan_term_months: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 480 })),
  loan_purpose: fc.constantFrom(null, 'car', `a "boat"; it's`, ''),
  credit_score: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 1000 })),
  count_accounts: count,
  count_active_accounts: count,
  count_closed_accounts: count,
  count_defaulted_accounts: count,
  count_recent_inquiries: count,
  early_warning_score: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })),
  monthly_net_income: amount,
  monthly_expenses: amount,
})
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never

const numberNames = Object.values(applicationFields)
  .map(({ column }) => column)
  .filter((name) => name !== 'date_of_birth' && name !== 'loan_purpose')

function frameOfRows(rows: readonly Row[]): Frame {
  const dateColumn = (days: readonly (number | null)[]): Column => ({
    kind: 'date',
    values: Int32Array.from(days, (day) => day ?? 0),
    validity: Uint8Array.from(days, (day) => (day === null ? 0 : 1)),
  })
  return frameOf([
    ['application_date', dateColumn(rows.map(({ application_date }) => application_date))],
    ['date_of_birth', dateColumn(rows.map(birthOf))],
    ['loan_purpose', purposes(rows)],
    ...numberNames.map((name): [string, Column] => [
      name,
      {
        kind: 'float64',
        values: Float64Array.from(rows, (of) => of[name] ?? Number.NaN),
        validity: Uint8Array.from(rows, (of) => (of[name] === null ? 0 : 1)),
      },
    ]),
  ])
}

const birthOf = ({ application_date, ageDays }: Row): number | null =>
  ageDays === null ? null : application_date - ageDays

function purposes(rows: readonly Row[]): Column {
  const dictionary = [...new Set(rows.flatMap(({ loan_purpose }) => loan_purpose ?? []))]
  return {
    kind: 'category',
    values: Int32Array.from(rows, ({ loan_purpose }) => Math.max(0, dictionary.indexOf(loan_purpose!))),
    validity: Uint8Array.from(rows, ({ loan_purpose }) => (loan_purpose === null ? 0 : 1)),
    dictionary,
  }
}

function insert(rows: readonly Row[]): string {
  const literal = (value: number | string | null, type: string): string =>
    value === null
      ? `CAST(NULL AS ${type})`
      : typeof value === 'number'
        ? `CAST(${value.toExponential()} AS DOUBLE)`
        : `'${value.replaceAll("'", "''")}'`
  const values = rows.map((of, k) => {
    const born = birthOf(of)
    return `(${[
      String(k),
      `DATE '${formatDay(of.application_date)}'`,
      born === null ? 'CAST(NULL AS DATE)' : `DATE '${formatDay(born)}'`,
      literal(of.loan_purpose, 'VARCHAR'),
      ...numberNames.map((name) => literal(of[name], 'DOUBLE')),
    ].join(', ')})`
  })
  const names = ['place', 'application_date', 'date_of_birth', 'loan_purpose', ...numberNames]
  return `CREATE OR REPLACE TABLE "applied to" AS SELECT * FROM (VALUES ${values.join(',\n')}) AS t(${names.map((name) => `"${name}"`).join(', ')})`
}

it('row, columns and SQL agree', { timeout: 60_000 }, async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const program = compileRowFeatures(applicationFeatures)
  const ids = applicationFeatures.features.map(({ id }) => id)
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 70 }), async (rows) => {
      const frame = frameOfRows(rows)
      const columns = featureColumns(frame)
      await connection.run(insert(rows))
      const sql = applicationFeatureSql({ name: 'applied to' }, [...frame.columns.keys()], {
        keep: ['place'],
      })
      const answer = (await connection.runAndReadAll(`${sql}\nORDER BY "place"`)).getRowObjectsJS()
      expect(answer.length).toBe(rows.length)
      for (const [k, line] of answer.entries())
        for (const id of ids) {
          const value = valueAt(columnOf(columns, id), k)
          const bySql = line[id] as number | string | null
          if (typeof value !== 'number' || bySql === null || value === 0) expect(bySql, id).toBe(value)
          else
            expect(Math.abs((bySql as number) - value), id).toBeLessThanOrEqual(
              scaleOf(id, rows[k], value) * 1e-12,
            )
        }

      const fields = applicationFeatures.fields.map((name) =>
        name === 'age_years'
          ? (columnOf(columns, 'age').values as Float64Array)
          : name === 'loan_purpose'
            ? new Float64Array(rows.length).fill(2)
            : (columnOf(frame, applicationFields[name].column).values as Float64Array),
      )
      const into = new Float64Array(ids.length)
      const byColumn = program.columns(fields, rows.length)
      for (let k = 0; k < rows.length; k++) {
        program.row(
          Float64Array.from(fields, (values) => values[k]),
          into,
        )
        expect([...into]).toEqual(byColumn.map((values) => values[k]))
      }
    }),
    { numRuns: 40, seed: 20_260_301 },
  )
  connection.closeSync()
  instance.closeSync()
})

/** A difference of large amounts is as exact as they are. */
function scaleOf(id: string, of: Row, value: number): number {
  const amounts = [of.monthly_net_income, of.monthly_expenses, of.loan_amount].map((each) => each ?? 0)
  return id === 'residual_income' ? Math.max(...amounts, Math.abs(value)) : Math.abs(value)
}

it('SQL of a table without a date of application needs an as-of day', () => {
  const names = ['date_of_birth', 'annual_income']
  expect(() => applicationFeatureSql({ name: 't' }, names)).toThrow(/application_date or an as-of day/)
  expect(applicationFeatureSql({ name: 't' }, names, { asOfDay: 20_000 })).toContain(`DATE '2024-10-04'`)
})
