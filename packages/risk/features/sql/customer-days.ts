/** SQL from events to customer-days: one row for each day of a customer with something on it, one column a measure. */

import { BUCKET_DAYS } from '../feature-set.ts'
import type { LevelId, Measure, TransactionFilter } from '../measures.ts'
import type { SqlDialect } from './dialect.ts'
import type { FeatureSource } from './feature-source.ts'

/** Day tables; a measure belongs to one of them. */
export const dayTables = [
  'transaction',
  'payment_due',
  'payment_settled',
] as const satisfies Measure['event'][]
export type DayTable = (typeof dayTables)[number]

/** Column of a level's closing balance. */
export const levelColumn = (level: LevelId): string => `closing ${level}`

/** The days of a kind of event: customer_id, ago (days before the as-of date), measures, levels. */
export function daysSql(
  table: DayTable,
  measures: readonly Measure[],
  levels: readonly LevelId[],
  source: FeatureSource,
  asOfDay: number,
  dialect: SqlDialect,
): string {
  const { name } = dialect
  const day = table === 'transaction' ? dialect.dayOf(name('timestamp')) : name(dateColumn[table])
  const values = measures.map(
    (measure) => `CAST(COALESCE(SUM(${measureSql(measure, dialect)}), 0) AS BIGINT) AS ${name(measure.id)}`,
  )
  const closings = levels.map((level) => {
    const kind = `${name('account_kind')} = ${dialect.text(level)} AND ${name('status')} = ${dialect.text('posted')} AND ${name('balance_minor')} IS NOT NULL`
    const latest = dialect.latest(name('balance_minor'), [name('timestamp'), name('transaction_id')])
    return `${latest} FILTER (WHERE ${kind}) AS ${name(levelColumn(level))}`
  })
  const ago = dialect.daysBetween(day, dialect.date(asOfDay))
  return [
    `SELECT ${[name('customer_id'), `${ago} AS ${name('ago')}`, ...values, ...closings].join(',\n  ')}`,
    `FROM ${eventsSql(table, source, asOfDay, dialect)}`,
    `GROUP BY ${name('customer_id')}, ${ago}`,
  ].join('\n')
}

const dateColumn = { payment_due: 'due_date', payment_settled: 'paid_date' } as const

/** What was known at the end of the as-of date, of the days that count; each event once where they may be repeated. */
function eventsSql(table: DayTable, source: FeatureSource, asOfDay: number, dialect: SqlDialect): string {
  const { name } = dialect
  const firstDay = asOfDay - BUCKET_DAYS + 1
  const relation = dialect.relation(table === 'transaction' ? source.transactions : source.payments)
  const timestamp = name('timestamp')
  const where =
    table === 'transaction'
      ? `${timestamp} >= ${dialect.instant(firstDay)} AND ${timestamp} < ${dialect.instant(asOfDay + 1)}` +
        ` AND ${name('ingested_at')} < ${dialect.instant(asOfDay + 1)}`
      : `${name(dateColumn[table])} BETWEEN ${dialect.date(firstDay)} AND ${dialect.date(asOfDay)}`
  if (source.repeated !== true) return `(SELECT * FROM ${relation} WHERE ${where}) AS ${name('events')}`
  const order =
    table === 'transaction'
      ? `PARTITION BY ${name('transaction_id')} ORDER BY ${name('ingested_at')}`
      : `PARTITION BY ${name('payment_id')} ORDER BY ${name('paid_date')} NULLS LAST`
  return (
    `(SELECT * FROM (SELECT *, ROW_NUMBER() OVER (${order}) AS ${name('copy')} FROM ${relation}) AS ${name('copies')}` +
    ` WHERE ${name('copy')} = 1 AND ${where}) AS ${name('events')}`
  )
}

/** What an event adds to a measure, NULL where it adds nothing. */
function measureSql(measure: Measure, dialect: SqlDialect): string {
  const { name } = dialect
  const when = (conditions: readonly string[], value: string): string =>
    conditions.length === 0 ? value : `CASE WHEN ${conditions.join(' AND ')} THEN ${value} END`
  if (measure.event === 'transaction')
    return when(
      filterSql(measure.where, dialect),
      measure.value === 'count' ? '1' : `ABS(${name('amount_minor')})`,
    )
  const conditions = measure.kinds === undefined ? [] : [oneOf('kind', measure.kinds, dialect)]
  switch (measure.value) {
    case 'count':
      return when(conditions, '1')
    case 'days_late': {
      const late = dialect.daysBetween(name('due_date'), name('paid_date'))
      return when(conditions, `GREATEST(${late}, 0)`)
    }
    default:
      return when(conditions, name(`${measure.value}_minor`))
  }
}

function filterSql(where: TransactionFilter, dialect: SqlDialect): string[] {
  const { name } = dialect
  const conditions = [`${name('status')} = ${dialect.text(where.status ?? 'posted')}`]
  if (where.categories !== undefined) conditions.push(oneOf('category', where.categories, dialect))
  if (where.channels !== undefined) conditions.push(oneOf('channel', where.channels, dialect))
  if (where.accounts !== undefined) conditions.push(oneOf('account_kind', where.accounts, dialect))
  if (where.direction !== undefined)
    conditions.push(`${name('amount_minor')} ${where.direction === 'in' ? '>' : '<'} 0`)
  if (where.hours !== undefined) {
    const [from, to] = where.hours
    const hour = dialect.hourOf(name('timestamp'))
    conditions.push(
      from < to ? `(${hour} >= ${from} AND ${hour} < ${to})` : `(${hour} >= ${from} OR ${hour} < ${to})`,
    )
  }
  return conditions
}

/** An empty list holds for nothing. */
function oneOf(column: string, values: readonly string[], dialect: SqlDialect): string {
  if (values.length === 0) return 'FALSE'
  return `${dialect.name(column)} IN (${values.map(dialect.text).join(', ')})`
}
