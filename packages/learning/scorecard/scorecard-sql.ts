/** A scorecard as one SELECT, so that a database scores where the rows lie. */
import type { BinnedFeature } from './binned-feature.ts'
import type { ScorecardAttribute, ScorecardModel } from './scorecard-model.ts'

export interface ScorecardSqlOptions {
  /** Name, or its parts from the outermost: ['risk', 'applications']. */
  readonly table: string | readonly string[]
  readonly dialect: 'postgres' | 'duckdb'
  /** Columns of the table to carry through, such as the key. */
  readonly carry?: readonly string[]
}

/**
 * SQL that answers, for each row of the table: the carried columns, `points: <attribute>` each, `score` and `pd`.
 *
 * The columns of the table bear the names of the inputs; numbers in any numeric type, categories as text. NULL and NaN
 * are missing. `score` equals scorecardPoints; `pd` comes from the log-odds before points were rounded.
 *
 * @throws RangeError when a name cannot be an identifier, or a category has no label
 * @see docs/methods/scorecard.md
 */
export function scorecardSql(model: ScorecardModel, options: ScorecardSqlOptions): string {
  const quote = writer(options.dialect)
  const parts = typeof options.table === 'string' ? [options.table] : options.table
  if (parts.length === 0) throw new RangeError('scorecardSql: need the name of a table, got none')
  const carried = (options.carry ?? []).map(quote.identifier)
  const points = model.attributes.map(({ binned }) => quote.identifier(`points: ${binned.feature.name}`))
  const logOdds = model.attributes.map((_, k) => quote.identifier(`log-odds ${k}`))
  const inner = model.attributes.flatMap((attribute, k) => {
    const column = quote.identifier(model.inputs[attribute.input].name)
    return [
      `${caseOf(attribute, column, attribute.points, quote)} AS ${points[k]}`,
      `${caseOf(attribute, column, attribute.logOdds, quote)} AS ${logOdds[k]}`,
    ]
  })
  const sum = (constant: number, names: readonly string[]) => [quote.number(constant), ...names].join(' + ')
  const outer = [
    ...carried,
    ...points,
    `${sum(model.constantPoints, points)} AS ${quote.identifier('score')}`,
    `1 / (1 + exp(-(${sum(model.intercept, logOdds)}))) AS ${quote.identifier('pd')}`,
  ]
  const from = parts.map(quote.identifier).join('.')
  const selected = [...carried, ...inner]
  return [
    `SELECT\n  ${outer.join(',\n  ')}`,
    `FROM (\n  SELECT\n    ${(selected.length === 0 ? ['1 AS "row"'] : selected).join(',\n    ')}\n  FROM ${from}\n) AS attributes`,
  ].join('\n')
}

interface Writer {
  readonly identifier: (name: string) => string
  readonly text: (value: string) => string
  readonly number: (value: number) => string
}

function writer(dialect: ScorecardSqlOptions['dialect']): Writer {
  if (dialect !== 'postgres' && dialect !== 'duckdb')
    throw new RangeError(`scorecardSql: need the dialect postgres or duckdb, got ${dialect}`)
  const checked = (text: string): string => {
    if (text.includes('\0')) throw new RangeError('scorecardSql: need names and labels without zero bytes')
    return text
  }
  return {
    identifier(name) {
      if (name === '')
        throw new RangeError('scorecardSql: need names of columns and tables, got an empty one')
      return `"${checked(name).replaceAll('"', '""')}"`
    },
    text(value) {
      const quoted = `'${checked(value).replaceAll("'", "''")}'`
      // Safe whatever standard_conforming_strings says.
      return dialect === 'postgres' && value.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
    },
    // Exact, and a double whatever the dialect makes of a bare literal.
    number: (value) => `CAST('${value}' AS DOUBLE PRECISION)`,
  }
}

function caseOf(
  { binned }: ScorecardAttribute,
  column: string,
  parts: readonly number[],
  quote: Writer,
): string {
  const branches = conditions(binned, column, quote).map(
    ({ when, bin }) => `      WHEN ${when} THEN ${quote.number(parts[bin])}`,
  )
  const otherwise = otherwiseBin(binned)
  return `CASE\n${branches.join('\n')}\n      ELSE ${quote.number(parts[otherwise])}\n    END`
}

/** The greatest numbers, or categories never seen. */
function otherwiseBin({ feature, splits, bins }: BinnedFeature): number {
  return feature.kind === 'number' ? splits.length : bins.length - 1
}

function conditions(
  { feature, splits, groups, specials, bins }: BinnedFeature,
  column: string,
  quote: Writer,
): readonly { readonly when: string; readonly bin: number }[] {
  const missing = bins.findIndex((bin) => bin.kind === 'missing')
  const firstSpecial = missing - specials.length
  if (feature.kind === 'number') {
    const x = `CAST(${column} AS DOUBLE PRECISION)`
    return [
      { when: `${column} IS NULL OR ${x} = ${quote.number(Number.NaN)}`, bin: missing },
      ...specials.flatMap(({ values }, s) =>
        values.length === 0
          ? []
          : [{ when: `${x} IN (${values.map(quote.number).join(', ')})`, bin: firstSpecial + s }],
      ),
      ...splits.map((split, bin) => ({ when: `${x} < ${quote.number(split)}`, bin })),
    ]
  }
  const x = `CAST(${column} AS TEXT)`
  const label = (code: number): string => {
    const found = feature.categories?.[code]
    if (found === undefined)
      throw new RangeError(`scorecardSql: need a label for code ${code} of ${feature.name}, got none`)
    return quote.text(found)
  }
  const among = (codes: readonly number[], bin: number) =>
    codes.length === 0 ? [] : [{ when: `${x} IN (${codes.map(label).join(', ')})`, bin }]
  return [
    { when: `${column} IS NULL`, bin: missing },
    ...specials.flatMap(({ values }, s) => among(values, firstSpecial + s)),
    ...groups.flatMap((codes, bin) => among(codes, bin)),
  ]
}
