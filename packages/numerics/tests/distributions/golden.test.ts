/** Every distribution against 60-digit arithmetic. */
import { describe, expect, it } from 'vitest'
import {
  betaCdf,
  bivariateNormalCdf,
  chiSquareSurvival,
  gammaCdf,
  gammaQuantile,
  kolmogorovSurvival,
  logBeta,
  logGamma,
  normalCdf,
  normalLogCdf,
  normalQuantile,
  poissonQuantile,
  studentTCdf,
  studentTQuantile,
} from '../../distributions/index.ts'
import { type GoldenCase, readGolden, worstError } from '../fixtures/golden.ts'

const golden = readGolden<Record<string, GoldenCase[]>>('distributions')

/** Function, largest error allowed, and the unit below which it is absolute: error ≤ tolerance·max(|value|, unit). */
const expectations: Record<string, [(...args: number[]) => number, number, number]> = {
  normalQuantile: [normalQuantile, 5e-16, 0],
  normalCdf: [normalCdf, 2e-15, 0],
  normalLogCdf: [normalLogCdf, 2e-15, 0],
  studentTCdf: [studentTCdf, 1e-12, 0],
  studentTQuantile: [studentTQuantile, 1e-12, 0],
  gammaCdf: [gammaCdf, 1e-12, 0],
  gammaQuantile: [gammaQuantile, 1e-13, 0],
  chiSquareSurvival: [chiSquareSurvival, 1e-12, 0],
  betaCdf: [betaCdf, 1e-12, 0],
  logGamma: [logGamma, 2e-15, 0],
  logBeta: [logBeta, 2e-14, 1],
  kolmogorovSurvival: [kolmogorovSurvival, 1e-14, 0],
  bivariateNormalCdf: [bivariateNormalCdf, 1e-14, 1],
  poissonQuantile: [poissonQuantile, 0, 1],
}

describe('golden values', () => {
  it('covers every table of the fixture', () => {
    expect(Object.keys(expectations).sort()).toEqual(Object.keys(golden).sort())
  })

  for (const [name, [evaluate, tolerance, unit]] of Object.entries(expectations)) {
    it(`${name} within ${tolerance}`, () => {
      const worst = worstError(golden[name], evaluate, unit)
      expect(worst.error, `at ${worst.at}`).toBeLessThanOrEqual(tolerance)
    })
  }
})
