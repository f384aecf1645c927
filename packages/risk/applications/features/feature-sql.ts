/** The features of a table of applications as SQL. */
import { formatDay } from '@pratibimba/numerics/calendar'
import { rowFeatureSql } from '../../features/rows/index.ts'
import type { Relation } from '../../features/sql/index.ts'
import { applicationFeatures } from './catalogue.ts'
import { AGE, APPLICATION_DATE, type ApplicationField, applicationFields } from './fields.ts'

/**
 * One query with a row an application: the columns to keep, then every feature in the order of the catalogue.
 *
 * @param relation a flat table of applications
 * @param columns those that it has
 * @param options.asOfDay days since 1970-01-01, for tables without `application_date`
 * @throws RangeError when ages are wanted and neither is there
 * @see docs/methods/credit-applications.md
 */
export function applicationFeatureSql(
  relation: Relation,
  columns: readonly string[],
  { asOfDay, keep = [] }: { readonly asOfDay?: number; readonly keep?: readonly string[] } = {},
): string {
  const there = new Set(columns)
  const sqlOf = (field: ApplicationField): string => {
    const { column: usual } = applicationFields[field]
    const column = field === 'age_years' && !there.has(usual) ? AGE : usual
    if (!there.has(column)) return `CAST(NULL AS ${field === 'loan_purpose' ? 'VARCHAR' : 'DOUBLE'})`
    if (field === 'loan_purpose') return `CAST("${column}" AS VARCHAR)`
    return column === 'date_of_birth' ? yearsSql(column) : `CAST("${column}" AS DOUBLE)`
  }
  const yearsSql = (column: string): string => {
    if (!there.has(APPLICATION_DATE) && asOfDay === undefined)
      throw new RangeError(
        `applicationFeatureSql: need a column ${APPLICATION_DATE} or an as-of day, got neither`,
      )
    const to = there.has(APPLICATION_DATE) ? `"${APPLICATION_DATE}"` : `DATE '${formatDay(asOfDay!)}'`
    const from = `"${column}"`
    const ofYear = (date: string): string => `(MONTH(${date}) * 100 + DAY(${date}))`
    return `CAST(YEAR(${to}) - YEAR(${from}) - CASE WHEN ${ofYear(to)} < ${ofYear(from)} THEN 1 ELSE 0 END AS DOUBLE)`
  }
  const fieldSql = Object.fromEntries(
    applicationFeatures.fields.map((field) => [field, sqlOf(field)]),
  ) as Record<ApplicationField, string>
  return rowFeatureSql(applicationFeatures, relation, fieldSql, keep)
}
