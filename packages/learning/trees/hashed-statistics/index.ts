/** Categories known by hash alone, as numbers. */
export { hashCombination } from './hash-combination.ts'
export { hashedStatisticColumn } from './hashed-statistic-column.ts'
