/** The features of a table of applications, column by column. */
import {
  type CategoryColumn,
  type Column,
  columnOf,
  type Frame,
  frameOf,
  isPresent,
  valueAt,
} from '@pratibimba/numerics/frame'
import { applicationFeatures } from './catalogue.ts'
import { completedYears } from './completed-years.ts'
import { applicationProgram } from './feature-row.ts'
import { AGE, APPLICATION_DATE, type ApplicationField, applicationFields, fieldNames } from './fields.ts'

/**
 * Every feature of every row, in the order of the catalogue; what has no column is missing.
 *
 * @param frame columns of a flat table of applications, as `applicationFields` names them
 * @param asOfDay days since 1970-01-01, for tables without `application_date`
 * @returns one float64 column a feature, NaN where missing; the purpose as a category with the labels of the table
 * @throws RangeError when a column is of the wrong kind, or a birth lies after the application; names the row
 * @see docs/methods/credit-applications.md
 */
export function featureColumns(frame: Frame, asOfDay?: number): Frame {
  const values = fieldNames.map((name) => fieldColumn(frame, name, asOfDay))
  const columns = applicationProgram().columns(values, frame.rows)
  return frameOf(
    applicationFeatures.features.map(({ id, kind }, k): [string, Column] => [
      id,
      kind === 'category'
        ? purposes(frame)
        : { kind: 'float64', values: columns[k], ...missingOf(columns[k]) },
    ]),
  )
}

function fieldColumn(frame: Frame, field: ApplicationField, asOfDay?: number): Float64Array | undefined {
  const { column: usual } = applicationFields[field]
  const name = field === 'age_years' && !frame.columns.has(usual) ? AGE : usual
  const column = frame.columns.get(name)
  if (column === undefined || field === 'loan_purpose') return undefined
  if (name === 'date_of_birth') return ages(frame, name, asOfDay)
  if (column.kind === 'category' || column.kind === 'text' || column.kind === 'serial')
    throw new RangeError(`featureColumns: need numbers in ${name}, got ${column.kind}`)
  const { values, validity } = column
  if (values instanceof Float64Array && validity === undefined) return values
  const numbers = new Float64Array(frame.rows)
  for (let row = 0; row < frame.rows; row++)
    numbers[row] = validity === undefined || validity[row] === 1 ? values[row] : Number.NaN
  return numbers
}

function ages(frame: Frame, name: string, asOfDay?: number): Float64Array {
  const born = columnOf(frame, name, 'date')
  const applied = frame.columns.has(APPLICATION_DATE) ? columnOf(frame, APPLICATION_DATE, 'date') : undefined
  if (applied === undefined && asOfDay === undefined)
    throw new RangeError(`featureColumns: need a column ${APPLICATION_DATE} or an as-of day, got neither`)
  const years = new Float64Array(frame.rows).fill(Number.NaN)
  for (let row = 0; row < frame.rows; row++) {
    if (!isPresent(born, row) || (applied !== undefined && !isPresent(applied, row))) continue
    const day = applied === undefined ? asOfDay! : applied.values[row]
    if (born.values[row] > day)
      throw new RangeError(
        `featureColumns: need ${name} not after the application, got a later one in row ${row}`,
      )
    years[row] = completedYears(born.values[row], day)
  }
  return years
}

/** The purpose with labels of its own; all unknown where there is no such column. */
function purposes(frame: Frame): CategoryColumn {
  const column = frame.columns.get(applicationFields.loan_purpose.column)
  if (column?.kind === 'category') return column
  const values = new Int32Array(frame.rows)
  const validity = new Uint8Array(frame.rows)
  const codes = new Map<string, number>()
  for (let row = 0; row < frame.rows; row++) {
    const label = column === undefined ? null : valueAt(column, row)
    if (label === null) continue
    const text = String(label)
    const code = codes.get(text) ?? codes.size
    codes.set(text, code)
    values[row] = code
    validity[row] = 1
  }
  return { kind: 'category', values, validity, dictionary: [...codes.keys()] }
}

function missingOf(values: Float64Array): { validity?: Uint8Array } {
  const validity = new Uint8Array(values.length)
  let missing = 0
  for (let row = 0; row < values.length; row++)
    if (Number.isNaN(values[row])) missing++
    else validity[row] = 1
  return missing === 0 ? {} : { validity }
}
