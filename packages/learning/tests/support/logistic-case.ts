/** A regression with what scikit-learn made of it, and the comparison with ours. */
import { expect } from 'vitest'
import { fitLogistic } from '../../scorecard/index.ts'

export interface LogisticCase {
  readonly name: string
  readonly columns: readonly (readonly number[])[]
  readonly label: readonly number[]
  readonly weight: readonly number[] | null
  readonly penalty: number
  readonly l1Share: number
  readonly expected: {
    readonly intercept: number
    readonly coefficients: readonly number[]
    readonly standardErrors?: readonly number[]
    readonly logLikelihood?: number
  }
}

export function expectAsScikitLearn({ expected, ...example }: LogisticCase): void {
  const fit = fitLogistic(
    example.columns.map((column) => Float64Array.from(column)),
    Float64Array.from(example.label),
    { penalty: example.penalty, l1Share: example.l1Share },
    example.weight === null ? undefined : Float64Array.from(example.weight),
  )
  expect(fit.converged, example.name).toBe(true)
  expect(Math.abs(fit.intercept - expected.intercept), example.name).toBeLessThan(1e-7)
  expected.coefficients.forEach((coefficient, j) => {
    expect(Math.abs(fit.coefficients[j] - coefficient), `${example.name}, column ${j}`).toBeLessThan(1e-7)
  })
  expected.standardErrors?.forEach((error, j) => {
    expect(
      Math.abs(fit.inference![j]!.standardError / error - 1),
      `${example.name}, error ${j}`,
    ).toBeLessThan(1e-9)
  })
  if (expected.logLikelihood !== undefined)
    expect(Math.abs(fit.logLikelihood - expected.logLikelihood), example.name).toBeLessThan(1e-8)
}
