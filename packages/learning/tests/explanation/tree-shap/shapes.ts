/** Shapes of small ensembles, for laws that hold for all of them. */
import fc from 'fast-check'
import type { Shape } from './random-ensemble.ts'

export const shapes = fc.record({
  trees: fc.integer({ min: 1, max: 4 }),
  splits: fc.integer({ min: 0, max: 12 }),
  columns: fc.integer({ min: 1, max: 7 }),
  outputs: fc.integer({ min: 1, max: 3 }),
  average: fc.boolean(),
  comparison: fc.constantFrom<NonNullable<Shape['comparison']>>('float64', 'float32'),
  zeroCover: fc.boolean(),
  chains: fc.boolean(),
})

export const seeds = fc.integer({ min: 0, max: 2 ** 31 })
