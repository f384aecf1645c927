/** Looks through whole files: what their columns are, how their cells are written, and what only a user can say. */
import { TableError } from '@pratibimba/risk/ports'
import {
  type ColumnMarks,
  checkMapping,
  decideRules,
  mergeColumns,
  missingColumns,
  newAmountMarks,
  newDateMarks,
  proposeColumns,
  type Remark,
  seeAmount,
  seeDate,
  type TransactionField,
  type TransactionMapping,
  transactionFields,
  transactionNames,
} from '@pratibimba/risk/transactions'
import { type CellSource, openCells } from './cell-batches.ts'
import { DistinctCount } from './distinct-count.ts'

export interface Inspection {
  readonly sources: readonly CellSource[]
  readonly mapping: TransactionMapping
  /** Questions first. */
  readonly remarks: readonly Remark[]
  readonly rows: number
  readonly customersAbout: number
}

/** Currencies listed; more of them is no column of currencies. */
const MOST_CURRENCIES = 400

/**
 * @param given mapping of a user, as JSON gave it
 * @throws MappingError, TableError
 */
export async function inspectFiles(
  paths: readonly string[],
  given: unknown,
  maxUnpackedBytes?: number,
): Promise<Inspection> {
  const sources: CellSource[] = []
  for (const path of paths) sources.push(await openCells(path, maxUnpackedBytes))
  const said = checkMapping(given ?? {}, transactionFields, sources[0].columns)
  const samples = await firstCells(sources[0])
  const columns = mergeColumns(proposeColumns(samples, transactionNames), said, transactionFields)
  // One column of signed amounts and a pair say the same twice.
  if (said.amount === undefined && columns.debit !== undefined && columns.credit !== undefined)
    delete columns.amount
  else if (columns.amount !== undefined) {
    if (said.debit == null) delete columns.debit
    if (said.credit == null) delete columns.credit
  }
  for (const [k, source] of sources.entries())
    for (const column of Object.values(columns))
      if (!source.columns.includes(column))
        throw new TableError(
          'column_missing',
          `${paths[k]} has no column "${column}", which the first file has.`,
          { column },
        )
  const questions = missingColumns(columns)
  const { marks, rows, customersAbout } = await seeAll(sources, columns)
  const { mapping, remarks } = decideRules(columns, said, marks)
  const all = [...questions, ...remarks].sort((a, b) => Number(a.kind === 'note') - Number(b.kind === 'note'))
  return { sources, mapping, remarks: all, rows, customersAbout }
}

/** The first cells of every column. */
export async function firstCells(source: CellSource): Promise<{ name: string; cells: readonly string[] }[]> {
  for await (const { cells } of source.batches(source.columns))
    return source.columns.map((name, k) => ({ name, cells: cells[k] }))
  throw new TableError('header_only', 'The file has a header but no rows.')
}

async function seeAll(
  sources: readonly CellSource[],
  columns: Readonly<Partial<Record<TransactionField, string>>>,
): Promise<{ marks: ColumnMarks; rows: number; customersAbout: number }> {
  const fields = (
    [
      'timestamp',
      'ingested_at',
      'amount',
      'debit',
      'credit',
      'balance',
      'currency_column',
      'customer_id',
      'account_id',
    ] as const
  ).filter((field) => columns[field] !== undefined)
  const dates = newDateMarks()
  const amounts = newAmountMarks()
  const currencies = new Map<string, number>()
  const customers = new DistinctCount()
  const idField = columns.customer_id === undefined ? 'account_id' : 'customer_id'
  let rows = 0
  for (const source of sources)
    for await (const batch of source.batches(fields.map((field) => columns[field]!))) {
      rows += batch.lines.length + batch.rejected.length
      for (const [k, field] of fields.entries()) {
        const cells = batch.cells[k]
        if (field === 'timestamp' || field === 'ingested_at') for (const cell of cells) seeDate(dates, cell)
        else if (field === 'currency_column') for (const cell of cells) seeCurrency(currencies, cell)
        else if (field === idField) for (const cell of cells) customers.see(cell)
        else if (field !== 'account_id') for (const cell of cells) seeAmount(amounts, cell)
      }
    }
  return { marks: { dates, amounts, currencies }, rows, customersAbout: customers.estimate }
}

function seeCurrency(currencies: Map<string, number>, cell: string): void {
  const code = cell.trim().toUpperCase()
  if (!/^[A-Z]{3}$/.test(code) || (currencies.size >= MOST_CURRENCIES && !currencies.has(code))) return
  currencies.set(code, (currencies.get(code) ?? 0) + 1)
}
