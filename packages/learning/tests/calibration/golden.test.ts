/** Calibrators against scikit-learn and Newton fits in NumPy. */
import { describe, expect, it } from 'vitest'
import { calibrate, fitBeta, fitIsotonic, fitPlatt, recalibrationTest } from '../../calibration/index.ts'
import { goldenSamples } from '../fixtures/metrics-golden.ts'

const grid = Float64Array.from({ length: 41 }, (_, i) => i / 40)

describe.each(goldenSamples)('$name', ({ label, probability, weight, golden }) => {
  const sample = { score: probability, scale: 'probability', label, weight } as const
  it('isotonic is that of scikit-learn, knots and between them', () => {
    const fit = fitIsotonic(sample)
    expect(fit.scores.length).toBe(golden.isotonicKnots[0].length)
    for (let k = 0; k < fit.scores.length; k++) {
      expect(fit.scores[k]).toBe(golden.isotonicKnots[0][k])
      expect(fit.probabilities[k]).toBeCloseTo(golden.isotonicKnots[1][k], 12)
    }
    const answers = calibrate(fit, grid)
    for (let i = 0; i < grid.length; i++) expect(answers[i]).toBeCloseTo(golden.isotonicGrid[i], 12)
  })
  it('Platt solves the same equations', () => {
    const { slope, intercept } = fitPlatt(sample)
    expect(slope).toBeCloseTo(golden.platt[0], 9)
    expect(intercept).toBeCloseTo(golden.platt[1], 9)
  })
  it('beta is maximum likelihood, a negative coefficient held at 0', () => {
    const fit = fitBeta(sample)
    const [a, b, intercept] = golden.beta
    expect(fit.a).toBeCloseTo(a, 7)
    expect(fit.b).toBeCloseTo(b, 7)
    expect(fit.intercept).toBeCloseTo(intercept, 7)
  })
  it("Cox's slope and intercept, with standard errors", () => {
    const test = recalibrationTest(label, probability, weight)
    const [[slope, intercept], [slopeError, interceptError]] = golden.cox
    expect(test.slope.value).toBeCloseTo(slope, 8)
    expect(test.intercept.value).toBeCloseTo(intercept, 8)
    expect((test.slope.upper - test.slope.lower) / (2 * 1.959963984540054)).toBeCloseTo(slopeError, 8)
    expect((test.intercept.upper - test.intercept.lower) / (2 * 1.959963984540054)).toBeCloseTo(
      interceptError,
      8,
    )
  })
})
