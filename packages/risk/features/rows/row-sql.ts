/** Row features as one query over a table, missing as NULL. */
import { duckDb, type Relation, type SqlDialect } from '../sql/dialect.ts'
import { openSteps, type References, type Term } from '../sql/steps.ts'
import type { RowFeatureSet } from './row-features.ts'

/**
 * The query of a set of row features.
 *
 * @param relation table or files with the columns that the fields are made of
 * @param fieldSql SQL of each field over the relation: a number, or the label of a category; `NULL` where there is none
 * @param keep columns of the relation that are passed on, before the features
 * @throws RangeError when an expression refers to what the set does not have
 * @see docs/methods/credit-applications.md
 */
export function rowFeatureSql<Field extends string>(
  set: RowFeatureSet<Field>,
  relation: Relation,
  fieldSql: Readonly<Record<Field, string>>,
  keep: readonly string[] = [],
  dialect: SqlDialect = duckDb,
): string {
  const { name } = dialect
  const steps = openSteps(dialect)
  const features = new Map<string, Term>()
  const references: References = {
    atom: (expression) => {
      if (!('measure' in expression || 'level' in expression || expression.op === 'history_days'))
        return undefined
      throw new RangeError(`rowFeatureSql: need features of a row, got "${expression.op}" over days`)
    },
    feature: (id) => {
      const earlier = features.get(id)
      if (earlier === undefined)
        throw new RangeError(`rowFeatureSql: need an earlier feature of the set, got "${id}"`)
      return earlier
    },
    weekly: () => {
      throw new RangeError('rowFeatureSql: need features of a row, got "weekly" over days')
    },
  }
  for (const { id, value } of set.features)
    features.set(id, steps.named(steps.term(value, references), featureColumn(id)))

  const kept = keep.map((column) => `${name(column)} AS ${name(keptColumn(column))}`)
  const fields = set.fields.map((field) => `${fieldSql[field]} AS ${name(field)}`)
  const parts = [
    `${name('step 0')} AS (\nSELECT ${[...kept, ...fields].join(',\n  ')}\nFROM ${dialect.relation(relation)}\n)`,
  ]
  for (const [index, columns] of steps.columns.entries())
    parts.push(
      `${name(`step ${index + 1}`)} AS (\nSELECT ${['*', ...columns.map(({ column, sql }) => `${sql} AS ${name(column)}`)].join(',\n  ')}\nFROM ${name(`step ${index}`)}\n)`,
    )
  const selected = [
    ...keep.map((column) => `${name(keptColumn(column))} AS ${name(column)}`),
    ...set.features.map(({ id }) => `${name(featureColumn(id))} AS ${name(id)}`),
  ]
  return `WITH ${parts.join(',\n')}\nSELECT ${selected.join(',\n  ')}\nFROM ${name(`step ${steps.columns.length}`)}`
}

const featureColumn = (id: string): string => `feature ${id}`
const keptColumn = (column: string): string => `kept ${column}`
