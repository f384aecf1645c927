/** What an uploaded table is: types, keys, personal data, and how its tables hang together. */

export { detectSchema } from './detect-schema.ts'
export { detectTable } from './detect-table.ts'
