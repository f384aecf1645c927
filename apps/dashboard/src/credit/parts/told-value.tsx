/** Any value of a report, read out: facts line by line, rows as a table, sentences as a list. */
import type { ReactNode } from 'react'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import classes from './told-value.module.css'
import { flattened, isTable, nameInWords, orderedEntries, toldPlainly } from './told-words.ts'

interface Told {
  readonly name: string
  readonly level?: number
  /** From this depth on parts are folded; a sheet to print folds nothing. */
  readonly foldFrom?: number
}

export function ToldValue({ value, name, level = 0, foldFrom = 2 }: Told & { value: unknown }) {
  const plain = toldPlainly(value)
  if (plain !== undefined) return <span>{plain}</span>
  if (Array.isArray(value)) return <ToldList values={value} name={name} level={level} foldFrom={foldFrom} />
  return <ToldFacts value={value as Record<string, unknown>} level={level} foldFrom={foldFrom} />
}

interface Depth {
  readonly level: number
  readonly foldFrom: number
}

function ToldFacts({ value, level, foldFrom }: Depth & { value: Record<string, unknown> }) {
  const folded = level >= foldFrom
  return (
    <dl className={classes.facts} data-level={level}>
      {orderedEntries(value).map(([key, one]) => {
        const name = nameInWords(key)
        const plain = toldPlainly(one)
        if (plain !== undefined)
          return (
            <div key={key} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{plain}</dd>
            </div>
          )
        return (
          <div key={key} className={classes.part}>
            <dt>{folded ? null : name}</dt>
            <dd>
              <Folded name={name} folded={folded}>
                <ToldValue value={one} name={name} level={level + 1} foldFrom={foldFrom} />
              </Folded>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Folded({ name, folded, children }: { name: string; folded: boolean; children: ReactNode }) {
  if (!folded) return children
  return (
    <details className={classes.folded}>
      <summary>{name}</summary>
      {children}
    </details>
  )
}

/** Rows shown before the rest is folded. */
const SHOWN = 30

function ToldList({ values, name, level, foldFrom }: Depth & { values: readonly unknown[]; name: string }) {
  if (isTable(values)) {
    const rows = values.map((row) => flattened(row as Record<string, unknown>))
    const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    return (
      <>
        <Rows name={name} keys={keys} rows={rows.slice(0, SHOWN)} />
        {rows.length > SHOWN && (
          <Folded name={`${rows.length - SHOWN} more rows`} folded>
            <Rows name={`More of ${name}`} keys={keys} rows={rows.slice(SHOWN)} />
          </Folded>
        )}
      </>
    )
  }
  return (
    <ul className={classes.list}>
      {values.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values of a report have no identity of their own
        <li key={at}>
          <ToldValue value={one} name={`${name} ${at + 1}`} level={level + 1} foldFrom={foldFrom} />
        </li>
      ))}
    </ul>
  )
}

function Rows({
  name,
  keys,
  rows,
}: {
  name: string
  keys: readonly string[]
  rows: readonly Record<string, unknown>[]
}) {
  const numeric = (key: string) => rows.every((row) => row[key] == null || typeof row[key] === 'number')
  return (
    <Scrollable name={name}>
      <table className={tables.table}>
        <thead>
          <tr>
            {keys.map((key) => (
              <th key={key} scope="col" data-align={numeric(key) ? 'right' : 'left'}>
                {nameInWords(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no identity of their own
            <tr key={at}>
              {keys.map((key) => (
                <td
                  key={key}
                  data-align={numeric(key) ? 'right' : 'left'}
                  data-wrap={typeof row[key] === 'string' && row[key].length > 40 ? true : undefined}
                >
                  {toldPlainly(row[key]) ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}
