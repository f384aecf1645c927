/** Features, and matrices of their values. */
export type { Feature } from './feature.ts'
export { type LabelledMatrix, type Matrix, takeRows, UNKNOWN_CATEGORY } from './matrix.ts'
