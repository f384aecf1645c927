/** Columnar tables. */
export * from './column.ts'
export * from './frame.ts'
export { nearestName } from './nearest-name.ts'
