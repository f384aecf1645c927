/** Weekly aggregates as SQL over a signal's weeks. */
import type { WeeklyAggregate } from '../expression.ts'
import { numberSql, type Steps, type Term, termOf } from './steps.ts'

/**
 * @param weeks the signal's value in week 0, 1, …, each a column
 * @param high from where on a week counts as high
 * @see docs/methods/feature-sql.md
 */
export function weeklyTerm(
  aggregate: WeeklyAggregate,
  weeks: readonly Term[],
  high: number,
  { named }: Steps,
): Term {
  const each = (sql: (week: string, index: number) => string): string =>
    `(${weeks.map((week, index) => sql(week.sql, index)).join(' + ')})`
  const list = weeks.map(({ sql }) => sql).join(', ')
  const term = (sql: string, ...more: readonly Term[]): Term => termOf(sql, ...weeks, ...more)
  const known = (): Term => named(term(each((x) => `CASE WHEN ${x} IS NULL THEN 0e0 ELSE 1e0 END`)))
  const mean = (): Term => {
    const count = known()
    return named(term(`(${each((x) => `COALESCE(${x}, 0e0)`)} / NULLIF(${count.sql}, 0e0))`, count))
  }
  const varied = `GREATEST(${list}) > LEAST(${list})`
  switch (aggregate) {
    case 'mean':
      return mean()
    case 'max':
      return term(`GREATEST(${list})`)
    case 'min':
      return term(`LEAST(${list})`)
    case 'std': {
      const [count, average] = [known(), mean()]
      const squares = each((x) => `COALESCE((${x} - ${average.sql}) * (${x} - ${average.sql}), 0e0)`)
      return term(
        `CASE WHEN ${count.sql} < 2e0 THEN NULL WHEN ${varied}` +
          ` THEN SQRT(${squares} / NULLIF(${count.sql} - 1e0, 0e0)) ELSE 0e0 END`,
        count,
        average,
      )
    }
    case 'trend': {
      const [count, average] = [known(), mean()]
      const times = each((x, week) => `CASE WHEN ${x} IS NULL THEN 0e0 ELSE ${numberSql(-week)} END`)
      const centre = named(term(`(${times} / NULLIF(${count.sql}, 0e0))`, count))
      const lag = (week: number): string => `(${numberSql(-week)} - ${centre.sql})`
      const along = each((x, week) => `COALESCE(${lag(week)} * (${x} - ${average.sql}), 0e0)`)
      const spread = each((x, week) => `CASE WHEN ${x} IS NULL THEN 0e0 ELSE ${lag(week)} * ${lag(week)} END`)
      return term(
        `CASE WHEN ${count.sql} < 3e0 THEN NULL WHEN ${varied}` +
          ` THEN ${along} / NULLIF(${spread}, 0e0) ELSE 0e0 END`,
        count,
        average,
        centre,
      )
    }
    case 'consec_high': {
      const count = known()
      const runs: string[] = []
      for (const { sql } of weeks) {
        const before = runs.at(-1)
        const length = before === undefined ? '1e0' : `${before} + 1e0`
        runs.push(`(CASE WHEN ${sql} >= ${numberSql(high)} THEN ${length} ELSE 0e0 END)`)
      }
      return term(`CASE WHEN ${count.sql} > 0e0 THEN GREATEST(${runs.join(', ')}) END`, count)
    }
  }
}
