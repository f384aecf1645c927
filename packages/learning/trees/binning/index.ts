/** Values as bins of one byte. */
export { type BinningOptions, binMatrix, binNewRows } from './bin-matrix.ts'
export { type BinnedMatrix, binAt, blockFeatures, blocksOf, columnAddress } from './binned-matrix.ts'
export { binningProgram } from './binning-program.ts'
export { type CategoryBins, type FeatureBins, missingBin, mostBins, type NumberBins } from './feature-bins.ts'
