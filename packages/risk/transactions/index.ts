/** Transactions of a bank's own files: what their columns mean, what their rows say, what they are for. */
export { type CategorySource, openCategoriser } from './categories/categorise.ts'
export {
  type CategoryCard,
  type CategoryModel,
  openCategoryModel,
  type StoredCategoryModel,
} from './categories/category-model.ts'
export { categoryOfWord } from './categories/category-words.ts'
export { type CategoryEvaluation, crossEvaluate, evaluateGuesses } from './categories/evaluate-categories.ts'
export { fitCategoryModel, type LabelledText } from './categories/fit-category-model.ts'
export { openLabelTally } from './categories/label-texts.ts'
export { shippedCategoryModel } from './categories/shipped-model.ts'
export { groupedByTrade, simulatedTexts } from './categories/training-texts.ts'
export {
  type PaymentField,
  paymentFields,
  paymentNames,
  type TransactionField,
  transactionFields,
  transactionNames,
} from './mapping/fields.ts'
export { type ColumnMapping, checkMapping, MappingError } from './mapping/mapping.ts'
export { proposeColumns } from './mapping/propose.ts'
export {
  type ColumnMarks,
  decideRules,
  mergeColumns,
  missingColumns,
  type Remark,
  type TransactionMapping,
} from './mapping/transaction-mapping.ts'
export { newAmountMarks, seeAmount } from './parsing/amount-marks.ts'
export { currencyExponent } from './parsing/currencies.ts'
export { newDateMarks, seeDate } from './parsing/date-marks.ts'
export { reconstructBalances } from './rows/balances.ts'
export { labelDays, paymentStatus, type ReadPayment, readPayment } from './rows/payments.ts'
export { type Convert, rateTable } from './rows/rates.ts'
export { openTransactionReader, type ReadTransaction, type RowTallies } from './rows/read-row.ts'
export { openTransactionIds } from './rows/transaction-ids.ts'
