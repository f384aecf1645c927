/** The classes that users of the first system know. */
import { selectColumns } from '@pratibimba/numerics/frame'
import { describe, expect, it } from 'vitest'
import { DigitalTwinCloner, GaussianCopulaEngine, twinEngines } from '../../twins/index.ts'
import { mixedFrame, tailedFrame } from './support/tables.ts'

describe('DigitalTwinCloner', () => {
  it('trains, generates and compares', () => {
    const frame = mixedFrame(1500)
    const cloner = new DigitalTwinCloner({ seed: 4 })
    const { modelId, metadata } = cloner.train(frame, { primaryKey: 'loan' })
    expect(metadata).toMatchObject({ columns: [...frame.columns.keys()], nRows: 1500 })
    const twin = cloner.generate(modelId, 3000)
    expect(twin.rows).toBe(3000)
    const comparison = cloner.getComparison(frame, twin)
    expect(comparison.similarityScore).toBeGreaterThan(90)
    expect(comparison.correlationBand).toBe('excellent')
  })

  it('names what is wrong', () => {
    const cloner = new DigitalTwinCloner()
    expect(() => cloner.generate('twin-1', 10)).toThrow('need a trained model of none yet, got "twin-1"')
    expect(() => cloner.train(mixedFrame(50), { primaryKey: 'id' })).toThrow('got "id"')
  })
})

describe('GaussianCopulaEngine', () => {
  it('fits, samples and compares correlations', () => {
    const frame = selectColumns(tailedFrame(8000, 0.6, 4), ['x', 'y'])
    const engine = new GaussianCopulaEngine().fit(frame)
    expect(engine.model.engine).toBe('t')
    expect(engine.correlationMatrix[0][1]).toBeCloseTo(0.58, 1)
    const { frobeniusError, maxAbsError } = engine.compareCorrelations(frame, engine.sample(5000))
    expect(frobeniusError).toBeLessThan(0.05)
    expect(maxAbsError).toBeLessThan(0.05)
  })

  it('leaves tails out where asked, and needs fit first', () => {
    const frame = tailedFrame(3000, 0.6, 4)
    expect(new GaussianCopulaEngine({ preserveTails: false }).fit(frame).model.engine).toBe('gaussian')
    expect(() => new GaussianCopulaEngine().sample(1)).toThrow('need fit() before use')
  })
})

describe.each(twinEngines.map((engine) => [engine.id, engine] as const))('engine %s', (id, engine) => {
  it('has an id of its own, a title and an explanation', () => {
    expect(twinEngines.filter((other) => other.id === id)).toHaveLength(1)
    expect(id).toMatch(/^[a-z][a-z-]*$/)
    expect(engine.title.length * engine.explanation.length).toBeGreaterThan(0)
  })

  it('has no tail to learn without columns', () => expect(engine.degreesOfFreedom(() => [])).toBeNull())
})
