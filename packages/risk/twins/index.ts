/** Digital twins of tables: what the data are, what is learnt from them, and what protects the people in them. */
export * from './detection/index.ts'
