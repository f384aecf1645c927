/** A whole table in figures, with its first rows. */
import { type Column, type Frame, valueAt } from '@pratibimba/numerics/frame'
import type { TableDescription } from '../../twins/schema.ts'
import { factsOf, levelText, summaryKindOf } from './column-facts.ts'
import { summarizeColumn } from './summarize-column.ts'
import type { Cell, TableSummary } from './summary.ts'

const SAMPLE_ROWS = 20

/**
 * Summary of a table: every column's distribution, and the first `sampleRows` rows.
 *
 * @param description types of the columns, where they are known; else the kinds of the frame decide
 */
export function summarizeTable(
  name: string,
  frame: Frame,
  options: { readonly description?: TableDescription; readonly sampleRows?: number } = {},
): TableSummary {
  const { description, sampleRows = SAMPLE_ROWS } = options
  const types = new Map(description?.columns.map((column) => [column.name, column.type]))
  const columns = [...frame.columns].map(([column, values]) =>
    summarizeColumn(column, factsOf(values, summaryKindOf(values, types.get(column)))),
  )
  const shown = Math.min(sampleRows, frame.rows)
  const sample = Array.from({ length: shown }, (_, row) =>
    [...frame.columns.values()].map((column) => cellOf(column, row)),
  )
  return { name, rows: frame.rows, columns, sample }
}

function cellOf(column: Column, row: number): Cell {
  const value = valueAt(column, row)
  return value instanceof Date ? levelText(column, row) : value
}
