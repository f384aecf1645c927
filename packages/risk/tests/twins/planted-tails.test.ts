/** Planted t copulas are recovered with their tails; a Gaussian fit of the same data is not enough. */
import { columnOf, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { lowerTailDependence, rank, tTailDependence } from '@pratibimba/numerics/statistics'
import { describe, expect, it } from 'vitest'
import { fitTwin, sampleRows, type TwinModel } from '../../twins/index.ts'
import { claytonFrame, describeTable, schemaOf, tailedFrame } from './support/tables.ts'

const TOLERANCE = 0.03

function learn(frame: Frame, engine: string): TwinModel {
  return fitTwin(new Map([['data', frame]]), schemaOf(describeTable(frame)), { engine })
}

function impliedTail(model: TwinModel): number {
  const { correlation } = model.tables[0].strata[0]
  const rho = correlation[3] // row y, column x of three
  return tTailDependence(rho, model.degreesOfFreedom ?? Number.POSITIVE_INFINITY)
}

function measuredTail(frame: Frame): number {
  const pseudo = (name: string) =>
    rank(columnOf(frame, name, 'float64').values).map((r) => r / (frame.rows + 1))
  return lowerTailDependence(pseudo('x'), pseudo('y'), 0.05).estimate
}

function mirrored(frame: Frame): Frame {
  const turn = (name: string) =>
    ({ kind: 'float64', values: columnOf(frame, name, 'float64').values.map((value) => -value) }) as const
  return frameOf({ x: turn('x'), y: turn('y') })
}

describe.each([
  { rho: 0.5, nu: 4, lambda: 0.2532 },
  { rho: 0.3, nu: 3, lambda: 0.2161 },
  { rho: 0.7, nu: 6, lambda: 0.3031 },
  { rho: -0.4, nu: 4, lambda: 0.0189 },
])('rho $rho, nu $nu', ({ rho, nu, lambda }) => {
  const frame = tailedFrame(20_000, rho, nu)

  it('plants what the formula says', () => expect(tTailDependence(rho, nu)).toBeCloseTo(lambda, 4))

  it('is recovered by auto, which chooses t', () => {
    const model = learn(frame, 'auto')
    expect(model.engine).toBe('t')
    expect(Math.abs(impliedTail(model) - lambda)).toBeLessThan(TOLERANCE)
    const drawn = sampleRows(model, 'data', 0, 100_000, 3)
    expect(Math.abs(measuredTail(drawn) - measuredTail(frame))).toBeLessThan(TOLERANCE)
  })
})

describe('a Gaussian fit of data with tails', () => {
  it('fails the same test', () => {
    const frame = tailedFrame(20_000, 0.5, 4)
    const model = learn(frame, 'gaussian')
    expect(Math.abs(impliedTail(model) - 0.2532)).toBeGreaterThan(TOLERANCE)
    const drawn = sampleRows(model, 'data', 0, 100_000, 3)
    expect(Math.abs(measuredTail(drawn) - measuredTail(frame))).toBeGreaterThan(TOLERANCE)
  })
})

describe.each([0.5, 1, 2])('Clayton, theta %d', (theta) => {
  const frame = claytonFrame(20_000, theta)
  const model = learn(frame, 'auto')
  const drawn = sampleRows(model, 'data', 0, 100_000, 3)

  it('has a lower tail that no t copula draws', () => {
    expect(model.engine).toBe('factor')
    const t = sampleRows(learn(frame, 't'), 'data', 0, 100_000, 3)
    expect(Math.abs(measuredTail(t) - measuredTail(frame))).toBeGreaterThan(TOLERANCE)
  })

  it('is recovered in both tails', () => {
    expect(Math.abs(measuredTail(drawn) - measuredTail(frame))).toBeLessThan(TOLERANCE)
    expect(Math.abs(measuredTail(mirrored(drawn)) - measuredTail(mirrored(frame)))).toBeLessThan(TOLERANCE)
  })
})

describe('data without tails', () => {
  it.each([7, 8, 9, 10])('leave auto with the Gaussian copula (seed %i)', (seed) => {
    const frame = tailedFrame(5000, 0.5, Number.POSITIVE_INFINITY, seed)
    expect(learn(frame, 'auto').engine).toBe('gaussian')
  })

  it('are left to the Gaussian copula where tails are not to be preserved', () => {
    const frame = tailedFrame(5000, 0.5, 4)
    const model = fitTwin(new Map([['data', frame]]), schemaOf(describeTable(frame)), {
      preserveTails: false,
    })
    expect(model.engine).toBe('gaussian')
  })
})
