/** Every drift test; one line each. */
import type { DriftTest } from '../drift-test.ts'
import { chiSquare } from './chi-square.ts'
import { jensenShannon } from './jensen-shannon.ts'
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts'
import { populationStability } from './population-stability.ts'
import { wasserstein } from './wasserstein.ts'

export const driftTests: readonly DriftTest[] = [
  populationStability,
  kolmogorovSmirnov,
  chiSquare,
  wasserstein,
  jensenShannon,
]
