/** Features as one query: events → customer-days → windowed atoms → weekly signals → features, missing as NULL. */
import { type Expression, SIGNAL_WEEKS } from '../expression.ts'
import type { FeatureSet } from '../feature-set.ts'
import { type Atoms, atomsOf, atomTable, atomTableSql } from './atoms.ts'
import { daysSql } from './customer-days.ts'
import { duckDb, type SqlDialect } from './dialect.ts'
import type { FeatureSource } from './feature-source.ts'
import { openSteps, type References, type Steps, type Term } from './steps.ts'
import { weeklyTerm } from './weekly-aggregates.ts'

/**
 * The query of a feature set as of a date, for every customer of the customers table, ordered by customer.
 *
 * Sums are of whole numbers and exact; they become doubles only when they are complete.
 *
 * @param asOfDay days since 1970-01-01; nothing that became known after its end counts
 * @returns SQL with the columns customer_id, as_of_date and one double a feature, in the order of the set
 * @throws RangeError when an expression refers to what the set does not have, or looks past the buckets
 * @see docs/methods/feature-sql.md
 */
export function featureSql(
  set: FeatureSet,
  source: FeatureSource,
  asOfDay: number,
  dialect: SqlDialect = duckDb,
): string {
  if (!Number.isSafeInteger(asOfDay))
    throw new RangeError(`featureSql: need an as-of day in days since 1970, got ${asOfDay}`)
  const { name } = dialect
  const atoms = atomsOf(set, dialect)
  const steps = openSteps(dialect)
  addFeatures(set, atoms, steps)

  const parts = atoms.tables.flatMap((each) => {
    if (each.columns.size === 0) return []
    const measures = set.measures.filter(({ event }) => event === each.table)
    const levels = each.table === 'transaction' ? [...atoms.levels] : []
    const days = `${each.table} days`
    return [
      [days, daysSql(each.table, measures, levels, source, asOfDay, dialect)],
      [atomTable(each.table), atomTableSql(each, days, dialect)],
    ]
  })
  parts.push(['account facts', accountSql(source, dialect)], ['step 0', baseSql(atoms, source, dialect)])
  for (const [index, columns] of steps.columns.entries())
    parts.push([
      `step ${index + 1}`,
      `SELECT ${['*', ...columns.map(({ column, sql }) => `${sql} AS ${name(column)}`)].join(',\n  ')}\nFROM ${name(`step ${index}`)}`,
    ])
  const selected = [
    name('customer_id'),
    `${dialect.date(asOfDay)} AS ${name('as_of_date')}`,
    ...set.features.map(({ id }) => `${name(featureColumn(id))} AS ${name(id)}`),
  ]
  return [
    `WITH ${parts.map(([part, sql]) => `${name(part)} AS (\n${sql}\n)`).join(',\n')}`,
    `SELECT ${selected.join(',\n  ')}`,
    `FROM ${name(`step ${steps.columns.length}`)}`,
    `ORDER BY ${name('customer_id')}`,
  ].join('\n')
}

const featureColumn = (id: string): string => `feature ${id}`

/** Gives every feature a column, in the order of the set; signals only as far as features ask for them. */
function addFeatures(set: FeatureSet, atoms: Atoms, steps: Steps): void {
  const features = new Map<string, Term>()
  const signals = new Map(set.signals.map((signal) => [signal.id, signal]))
  const weeksOf = new Map<string, readonly Term[]>()
  /** Signals under way, outermost first. */
  const open: string[] = []
  const atom = (expression: Expression): string | undefined => {
    switch (expression.op) {
      case 'sum':
      case 'active_days':
      case 'largest_day':
      case 'closing':
      case 'lowest':
      case 'history_days':
        return atoms.column(expression)
      default:
        return undefined
    }
  }
  const weekly: References['weekly'] = ({ aggregate, signal: id }) => {
    const signal = signals.get(id)
    if (signal === undefined) throw new RangeError(`featureSql: need a signal of the set, got "${id}"`)
    let weeks = weeksOf.get(id)
    if (weeks === undefined) {
      if (open.includes(id))
        throw new RangeError(
          `featureSql: need signals that do not need themselves, got ${[...open, id].join(' → ')}`,
        )
      open.push(id)
      weeks = Array.from({ length: SIGNAL_WEEKS }, (_, week) =>
        steps.named(steps.term(signal.week(week), inSignals), `signal ${id}, week ${week}`),
      )
      open.pop()
      weeksOf.set(id, weeks)
    }
    return weeklyTerm(aggregate, weeks, signal.high, steps)
  }
  const inSignals: References = {
    atom,
    feature: (id) => {
      throw new RangeError(`featureSql: need no reference to a feature in a signal, got "${id}"`)
    },
    weekly,
  }
  const references: References = {
    atom,
    feature(id) {
      const earlier = features.get(id)
      if (earlier === undefined)
        throw new RangeError(`featureSql: need an earlier feature of the set, got "${id}"`)
      return earlier
    },
    weekly,
  }
  for (const { id, value } of set.features) {
    if (features.has(id)) throw new RangeError(`featureSql: need distinct features, got "${id}" twice`)
    features.set(id, steps.named(steps.term(value, references), featureColumn(id)))
  }
}

/** One row a customer with accounts. */
function accountSql(source: FeatureSource, dialect: SqlDialect): string {
  const { name } = dialect
  return [
    `SELECT ${name('customer_id')}, COUNT(*) AS ${name('accounts')},`,
    `  SUM(${name('credit_limit_minor')}) AS ${name('credit_limit_minor')}`,
    `FROM ${dialect.relation(source.accounts)}`,
    `GROUP BY ${name('customer_id')}`,
  ].join('\n')
}

/** Atoms and attributes of every customer, those without events too. */
function baseSql(atoms: Atoms, source: FeatureSource, dialect: SqlDialect): string {
  const { name } = dialect
  const id = name('customer_id')
  const customer = name('customer')
  const tables = [
    ...atoms.tables.filter(({ columns }) => columns.size > 0).map(({ table }) => atomTable(table)),
    'account facts',
  ]
  const selected = [
    `${customer}.${id}`,
    `CAST(${customer}.${name('declared_income_minor')} AS DOUBLE) AS ${name('declared_income_minor')}`,
    `CAST(${name('account facts')}.${name('credit_limit_minor')} AS DOUBLE) AS ${name('credit_limit_minor')}`,
    `COALESCE(CAST(${name('account facts')}.${name('accounts')} AS DOUBLE), 0e0) AS ${name('accounts')}`,
    ...[...atoms.joined].map(([column, sql]) => `${sql} AS ${name(column)}`),
  ]
  return [
    `SELECT ${selected.join(',\n  ')}`,
    `FROM ${dialect.relation(source.customers)} AS ${customer}`,
    ...tables.map((table) => `LEFT JOIN ${name(table)} ON ${name(table)}.${id} = ${customer}.${id}`),
  ].join('\n')
}
