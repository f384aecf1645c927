/** Dense symmetric matrices as row-major Float64Array. */
export { cholesky, multiplyLowerTriangular, solveCholesky } from './cholesky.ts'
export { type NearestCorrelationOptions, nearestCorrelation } from './nearest-correlation.ts'
export { type SymmetricEigen, symmetricEigen } from './symmetric-eigen.ts'
