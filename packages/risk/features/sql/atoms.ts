/** SQL from customer-days to the numbers that expressions start from: windowed sums and the like, one row a customer. */
import type { Expression } from '../expression.ts'
import { BUCKET_DAYS, type FeatureSet } from '../feature-set.ts'
import { type LevelId, levels, type Measure } from '../measures.ts'
import { type DayTable, dayTables, levelColumn } from './customer-days.ts'
import type { SqlDialect } from './dialect.ts'

type Atom = Extract<
  Expression,
  { op: 'sum' | 'active_days' | 'largest_day' | 'closing' | 'lowest' | 'history_days' }
>

/** Columns of a customer's atoms, by name, with the aggregate over days that makes each. */
export interface AtomTable {
  readonly table: DayTable
  /** Aggregates by column; absent days make them NULL. */
  readonly columns: Map<string, string>
}

export interface Atoms {
  /** The column of an atom, which is then computed. @throws RangeError for a measure, level or window that is none */
  column(atom: Atom): string
  readonly tables: readonly AtomTable[]
  /** Levels whose closing balances are needed. */
  readonly levels: ReadonlySet<LevelId>
  /** Columns by name as SQL over the joined tables, numbers with NULL for missing. */
  readonly joined: ReadonlyMap<string, string>
}

/** Name of a table of atoms. */
export const atomTable = (table: DayTable): string => `${table} atoms`

export function atomsOf({ measures }: FeatureSet, dialect: SqlDialect): Atoms {
  const { name } = dialect
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  const tables = dayTables.map((table): AtomTable => ({ table, columns: new Map() }))
  const tableOf = (table: DayTable): AtomTable => tables.find((each) => each.table === table)!
  const joined = new Map<string, string>()
  const usedLevels = new Set<LevelId>()

  const add = (table: DayTable, column: string, aggregate: string): string => {
    tableOf(table).columns.set(column, aggregate)
    return `${name(atomTable(table))}.${name(column)}`
  }
  const between = (from: number, to: number): string => {
    if (!(Number.isInteger(from) && Number.isInteger(to) && to >= 0 && from >= to && from < BUCKET_DAYS))
      throw new RangeError(
        `featureSql: need a window of whole days with ${BUCKET_DAYS - 1} ≥ from ≥ to ≥ 0, got ${from} to ${to}`,
      )
    return `${name('ago')} BETWEEN ${to} AND ${from}`
  }
  const closing = (level: LevelId, daysAgo: number): string => {
    if (!levels.includes(level))
      throw new RangeError(`featureSql: need a level of ${levels.join(', ')}, got "${level}"`)
    usedLevels.add(level)
    const known = `${between(BUCKET_DAYS - 1, daysAgo)} AND ${name(levelColumn(level))} IS NOT NULL`
    const latest = dialect.latest(name(levelColumn(level)), [`-${name('ago')}`])
    return add('transaction', `closing ${level} ${daysAgo}`, `${latest} FILTER (WHERE ${known})`)
  }
  const daily = (measure: Measure, atom: Extract<Atom, { measure: string }>, column: string): string => {
    const within = between(atom.window.from, atom.window.to)
    const value = name(measure.id)
    const aggregate = {
      sum: `SUM(CASE WHEN ${within} THEN ${value} END)`,
      active_days: `SUM(CASE WHEN ${within} AND ${value} <> 0 THEN 1 END)`,
      largest_day: `MAX(CASE WHEN ${within} THEN ${value} END)`,
    }[atom.op]
    return `COALESCE(CAST(${add(measure.event, column, aggregate)} AS DOUBLE), 0e0)`
  }
  const sqlOf = (atom: Atom, column: string): string => {
    switch (atom.op) {
      case 'closing':
        return `CAST(${closing(atom.level, atom.daysAgo)} AS DOUBLE)`
      case 'lowest': {
        // The days of the window hold their own closings or one carried from before, which is that of its first day.
        const { from, to } = atom.window
        const within = between(from, to)
        const carried = closing(atom.level, from)
        const own = `MIN(CASE WHEN ${within} THEN ${name(levelColumn(atom.level))} END)`
        return `CAST(LEAST(${carried}, ${add('transaction', column, own)}) AS DOUBLE)`
      }
      case 'history_days': {
        const first = dayTables.map((table) => add(table, column, `MAX(${name('ago')})`))
        return `COALESCE(CAST(GREATEST(${first.join(', ')}) + 1 AS DOUBLE), 0e0)`
      }
      default: {
        const measure = byId.get(atom.measure)
        if (measure === undefined)
          throw new RangeError(`featureSql: need a measure of the set, got "${atom.measure}"`)
        return daily(measure, atom, column)
      }
    }
  }
  return {
    column(atom) {
      const column = columnName(atom)
      if (!joined.has(column)) joined.set(column, sqlOf(atom, column))
      return column
    },
    tables,
    levels: usedLevels,
    joined,
  }
}

function columnName(atom: Atom): string {
  switch (atom.op) {
    case 'history_days':
      return 'history_days'
    case 'closing':
      return `closing of ${atom.level}, ${atom.daysAgo} ago`
    case 'lowest':
      return `lowest of ${atom.level}, ${atom.window.from} to ${atom.window.to} ago`
    default:
      return `${atom.op} of ${atom.measure}, ${atom.window.from} to ${atom.window.to} ago`
  }
}

/** The aggregates of one day table. */
export function atomTableSql({ columns }: AtomTable, days: string, dialect: SqlDialect): string {
  const { name } = dialect
  const selected = [...columns].map(([column, aggregate]) => `${aggregate} AS ${name(column)}`)
  return [
    `SELECT ${[name('customer_id'), ...selected].join(',\n  ')}`,
    `FROM ${name(days)}`,
    `GROUP BY ${name('customer_id')}`,
  ].join('\n')
}
