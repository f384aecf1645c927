/** Rows as a file that spreadsheets open: CSV streamed page by page, XLSX at once. */
import { pipeline, Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

type Cell = string | number | boolean | null

export interface TableColumn<Row> {
  readonly name: string
  readonly value: (row: Row) => Cell
}

export function column<Row>(name: string, value: (row: Row) => Cell): TableColumn<Row> {
  return { name, value }
}

export async function sendTable<Row>(
  reply: FastifyReply,
  name: string,
  format: 'csv' | 'xlsx',
  columns: readonly TableColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<FastifyReply> {
  reply
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .header('cache-control', 'no-store')
  if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(await csvStream(columns, pages))
  return reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(await workbook(name, columns, pages))
}

async function csvStream<Row>(
  columns: readonly TableColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<NodeJS.ReadableStream> {
  const { format } = await import('@fast-csv/format')
  const lines = format({
    headers: columns.map(({ name }) => name),
    alwaysWriteHeaders: true,
    rowDelimiter: '\r\n',
    includeEndRowDelimiter: true,
  })
  // An error on either side ends both; the reply then breaks off.
  pipeline(Readable.from(csvRows(columns, pages)), lines, () => undefined)
  return lines
}

async function* csvRows<Row>(
  columns: readonly TableColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Cell[]> {
  for await (const rows of pages)
    for (const row of rows) yield columns.map(({ value }) => withoutFormula(value(row)))
}

/** A text that a spreadsheet would take for a formula is kept a text by an apostrophe. */
function withoutFormula(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

async function workbook<Row>(
  name: string,
  columns: readonly TableColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const rows: Cell[][] = []
  for await (const page of pages) for (const row of page) rows.push(columns.map(({ value }) => value(row)))
  const head = columns.map(({ name: value }) => ({ value, fontWeight: 'bold' as const }))
  return writeExcelFile([head, ...rows], { sheet: name, stickyRowsCount: 1 }).toBuffer()
}
