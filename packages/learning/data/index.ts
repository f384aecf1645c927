/** Features, matrices of their values, and how a table becomes them. */

export { absentColumn } from './absent-column.ts'
export { type BinaryLabel, binaryLabel } from './binary-label.ts'
export { categoryHash } from './category-hash.ts'
export { DataError } from './data-error.ts'
export type { Feature } from './feature.ts'
export { type FrameFeatures, featuresOfFrame, type LeftOut } from './frame-features.ts'
export { type FrameMatrix, matrixOfFrame } from './frame-matrix.ts'
export { type LabelledMatrix, type Matrix, takeRows, UNKNOWN_CATEGORY } from './matrix.ts'
