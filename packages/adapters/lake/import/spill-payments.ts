/** A file of payments that are owed, set down by bucket. */
import { basename } from 'node:path'
import { TableError } from '@pratibimba/risk/ports'
import {
  type ColumnMapping,
  checkMapping,
  decideRules,
  mergeColumns,
  newAmountMarks,
  newDateMarks,
  type PaymentField,
  paymentFields,
  paymentNames,
  proposeColumns,
  type ReadPayment,
  type Remark,
  readPayment,
  seeAmount,
  seeDate,
} from '@pratibimba/risk/transactions'
import { type CellSource, openCells } from './cell-batches.ts'
import { firstCells } from './inspect.ts'
import { type RefusedRows, refuse, refuseRagged } from './problems.ts'
import type { Spill } from './spill.ts'

export interface PaymentInspection {
  readonly source: CellSource
  readonly mapping: ColumnMapping<PaymentField>
  readonly remarks: readonly Remark[]
}

/** @param currency of the transactions, which is that of the payments */
export async function inspectPayments(
  path: string,
  given: unknown,
  currency: string | undefined,
): Promise<PaymentInspection> {
  const source = await openCells(path)
  const said = checkMapping(given ?? {}, paymentFields, source.columns)
  const columns = mergeColumns(proposeColumns(await firstCells(source), paymentNames), said, paymentFields)
  for (const field of ['customer_id', 'due_date', 'amount_due'] as const)
    if (columns[field] === undefined)
      throw new TableError(
        'column_missing',
        `${basename(path)} has no column for "${field}"; name it in the mapping of payments. It has ${source.columns.join(', ')}.`,
      )
  const dates = newDateMarks()
  const amounts = newAmountMarks()
  const seen = (['due_date', 'paid_date', 'amount_due', 'amount_paid'] as const).filter(
    (field) => columns[field],
  )
  for await (const { cells } of source.batches(seen.map((field) => columns[field]!)))
    for (const [k, field] of seen.entries())
      for (const cell of cells[k])
        if (field.endsWith('date')) seeDate(dates, cell)
        else seeAmount(amounts, cell)
  const rules = { currency: currency ?? null, ...said }
  const decided = decideRules({}, rules, { dates, amounts, currencies: new Map() })
  const { mapping } = decided
  const questions = decided.remarks.filter(({ kind, field }) => kind === 'question' && field !== 'currency')
  return {
    source,
    mapping: {
      ...columns,
      date_order: mapping.date_order,
      decimal: mapping.decimal,
      currency: mapping.currency,
    },
    remarks: questions.map((remark) => ({ ...remark, field: `payments.${remark.field}` })),
  }
}

/** @returns how many rows there were */
export async function spillPayments(
  path: string,
  { source, mapping }: PaymentInspection,
  spill: Spill<ReadPayment>,
  refused: RefusedRows,
): Promise<number> {
  const fields = paymentFields.filter((field) => mapping[field] !== undefined)
  const place = new Map(fields.map((field, k) => [field, k]))
  let rows = 0
  for await (const { lines, cells, rejected } of source.batches(fields.map((field) => mapping[field]!))) {
    refuseRagged(refused, basename(path), rejected)
    rows += lines.length + rejected.length
    for (const [row, line] of lines.entries()) {
      const payment = readPayment((field) => {
        const k = place.get(field)
        return k === undefined ? '' : cells[k][row]
      }, mapping)
      if ('detail' in payment) refuse(refused, { file: basename(path), line, ...payment })
      else await spill.add(payment.customerId, payment)
    }
  }
  await spill.flush()
  return rows
}
