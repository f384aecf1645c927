/** What an uploaded table is: types, keys, personal data, and how its tables hang together. */
export { applyCorrections } from './apply-corrections.ts'
export { conformFrame } from './conform-frame.ts'
export { detectSchema } from './detect-schema.ts'
export { detectTable } from './detect-table.ts'
