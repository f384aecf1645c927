/** Real transactions, from files as banks write them into a lake. */

export type { TransactionImportReport } from './import-report.ts'
export {
  importTransactions,
  type TransactionImport,
  type TransactionImportResult,
} from './import-transactions.ts'
export type { RefusedRow } from './problems.ts'
