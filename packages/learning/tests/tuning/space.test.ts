/** Spaces: draws stay inside, follow their scale, and do not depend on other dimensions. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderedDimensions, type SearchSpace, sampleConfiguration } from '../../tuning/index.ts'

const draws = (space: SearchSpace, count: number) => {
  const dimensions = orderedDimensions(space)
  return Array.from({ length: count }, (_, trial) => sampleConfiguration(dimensions, 5, trial))
}

describe('sampleConfiguration', () => {
  it('stays inside its bounds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 50 }),
        fc.nat(1000),
        (low, span, trial) => {
          const space: SearchSpace = {
            a: { kind: 'integer', low, high: low + span },
            b: { kind: 'float', low, high: low + span },
            c: { kind: 'integer', low: 1 + span, high: 1 + 2 * span, scale: 'log' },
          }
          const { a, b, c } = sampleConfiguration(orderedDimensions(space), 1, trial) as Record<
            string,
            number
          >
          expect(Number.isInteger(a) && a >= low && a <= low + span).toBe(true)
          expect(b >= low && b <= low + span).toBe(true)
          expect(Number.isInteger(c) && c >= 1 + span && c <= 1 + 2 * span).toBe(true)
        },
      ),
    )
  })

  it('is uniform on its scale', () => {
    const all = draws(
      {
        log: { kind: 'float', low: 1e-4, high: 1, scale: 'log' },
        die: { kind: 'integer', low: 1, high: 6 },
        coin: { kind: 'choice', options: [true, false] },
      },
      6000,
    )
    expect(all.filter(({ log }) => (log as number) < 1e-2).length / 6000).toBeCloseTo(0.5, 1)
    for (let face = 1; face <= 6; face++)
      expect(Math.abs(all.filter(({ die }) => die === face).length / 6000 - 1 / 6)).toBeLessThan(0.02)
    expect(Math.abs(all.filter(({ coin }) => coin === true).length / 6000 - 0.5)).toBeLessThan(0.03)
  })

  it('leaves other dimensions alone when one is added', () => {
    const a: SearchSpace = { x: { kind: 'float', low: 0, high: 1 } }
    const b: SearchSpace = { before: { kind: 'integer', low: 1, high: 3 }, ...a }
    expect(draws(b, 10).map(({ x }) => x)).toEqual(draws(a, 10).map(({ x }) => x))
  })

  it('has a conditional dimension only where its condition holds, chains included', () => {
    const space: SearchSpace = {
      leaf: { kind: 'float', low: 0, high: 1, when: { parameter: 'inner', is: [2, 3] } },
      inner: { kind: 'integer', low: 1, high: 3, when: { parameter: 'outer', is: ['yes'] } },
      outer: { kind: 'choice', options: ['yes', 'no'] },
    }
    for (const draw of draws(space, 200)) {
      expect('inner' in draw).toBe(draw.outer === 'yes')
      expect('leaf' in draw).toBe(draw.inner === 2 || draw.inner === 3)
    }
  })
})

describe('bad spaces', () => {
  it.each<[string, SearchSpace]>([
    ['at least one dimension', {}],
    ['finite low ≤ high in "x", got 2 and 1', { x: { kind: 'float', low: 2, high: 1 } }],
    ['whole low ≤ high in "x"', { x: { kind: 'integer', low: 1.5, high: 2 } }],
    ['low > 0 on the log scale in "x", got 0', { x: { kind: 'float', low: 0, high: 1, scale: 'log' } }],
    ['options in "x"', { x: { kind: 'choice', options: [] } }],
    ['to depend on, got "y"', { x: { kind: 'float', low: 0, high: 1, when: { parameter: 'y', is: [1] } } }],
    [
      'without circles, got one among x, y',
      {
        x: { kind: 'integer', low: 0, high: 1, when: { parameter: 'y', is: [1] } },
        y: { kind: 'integer', low: 0, high: 1, when: { parameter: 'x', is: [1] } },
      },
    ],
  ])('%s', (message, space) => {
    expect(() => orderedDimensions(space)).toThrow(message)
  })
})
