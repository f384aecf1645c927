/** Binned populations with the index OptBinning's monitoring found, and the comparison with ours. */
import { expect } from 'vitest'
import { binShares, populationStabilityIndex, stabilityContributions } from '../../scorecard/index.ts'

export interface StabilityCase {
  readonly expected: readonly number[]
  readonly actual: readonly number[]
  readonly contributions: readonly number[]
  readonly psi: number
}

export function expectAsMonitoring({ expected, actual, contributions, psi }: StabilityCase): void {
  const e = binShares(expected)
  const a = binShares(actual)
  expect(Math.abs(populationStabilityIndex(e, a) - psi)).toBeLessThan(1e-12)
  stabilityContributions(e, a).forEach((part, k) => {
    expect(Math.abs(part - contributions[k])).toBeLessThan(1e-12)
  })
}
