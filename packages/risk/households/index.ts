/** Customers of a bank: their accounts, transactions and payments. */
export * from './tables.ts'
