/** What an import read, and what it made of it. */
import type { TransactionCategory } from '@pratibimba/contract'
import type {
  CategorySource,
  ColumnMapping,
  PaymentField,
  Remark,
  RowTallies,
  TransactionMapping,
} from '@pratibimba/risk/transactions'
import type { RowCounts } from './bucket-rows.ts'
import type { RefusedRow, RefusedRows } from './problems.ts'

export interface TransactionImportReport {
  readonly mapping: TransactionMapping
  /** Absent without a file of payments. */
  readonly paymentsMapping?: ColumnMapping<PaymentField>
  /** Questions first: with one of them open no row was read. */
  readonly remarks: readonly Remark[]
  readonly rows: number
  readonly accepted: number
  readonly repeated: number
  readonly refused: number
  readonly refusals: readonly RefusedRow[]
  /** Rows by reason, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[]
  readonly customers: number
  readonly accounts: number
  readonly firstDay?: string
  readonly lastDay?: string
  /** Rows by category, and how it was found. */
  readonly categories: readonly ({ readonly category: TransactionCategory; readonly rows: number } & Readonly<
    Record<CategorySource, number>
  >)[]
  readonly payments?: {
    readonly rows: number
    readonly accepted: number
    readonly repeated: number
    readonly refused: number
  }
  readonly labels: number
}

export function categoryRows(counts: RowCounts): TransactionImportReport['categories'] {
  return [...counts.categories]
    .map(([category, sources]) => ({
      category,
      rows: sources.word + sources.code + sources.rule + sources.model + sources.none,
      ...sources,
    }))
    .sort((a, b) => b.rows - a.rows || (a.category < b.category ? -1 : 1))
}

export function reasonRows({ byReason }: RefusedRows): TransactionImportReport['reasons'] {
  return [...byReason]
    .map(([reason, rows]) => ({ reason, rows }))
    .sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1))
}

/** What a reader should know of the rows that were taken. */
export function notesOf(counts: RowCounts, tallies: RowTallies, rows: number, hasPayments: boolean): Remark[] {
  const notes: Remark[] = []
  const note = (field: string, count: number, text: string): void => {
    if (count > 0) notes.push({ kind: 'note', field, text: `${count.toLocaleString('en')} ${text}` })
  }
  note('transaction_id', counts.idsMade, 'rows had no identifier; theirs is made of account, moment, amount and description.')
  note('transaction_id', counts.conflicting, 'repeated identifiers came with other customers, amounts or moments; the row known first was kept. If identifiers are unique within an account only, map "transaction_id" to null.')
  note('balance', counts.balancesWorkedOut, 'balances were worked out from neighbouring ones.')
  note('balance', counts.balanceBreaks, 'balances do not follow from the one before: transactions between them are missing.')
  note('balance', counts.withoutBalance, 'rows are of accounts without any known balance; features of balances are missing there.')
  note('account_kind', counts.kindsDisagree, 'rows call their account by another kind than its first row.')
  note('channel', tallies.channelGuessed, 'rows do not say how they were made; the usual channel of their account is taken.')
  note('currency', tallies.converted, 'rows of other currencies were converted at the declared rates.')
  note('ingested_at', tallies.knownTooEarly, 'rows were known before they happened, by their own account; they count as known when they happened.')
  if (counts.knownLate > rows / 2)
    notes.push({
      kind: 'note',
      field: 'ingested_at',
      text: `${counts.knownLate.toLocaleString('en')} rows were known more than two days after they happened. If that column is the day of an export, map "ingested_at" to null: features as of earlier dates see nothing else.`,
    })
  if (!hasPayments)
    notes.push({
      kind: 'note',
      field: 'payments',
      text: 'No payments that are owed: there are no labels, so that customers can be scored but no model trained, and features of payments are missing. Give a file of payments too.',
    })
  return notes
} // biome-ignore format: one note a line
