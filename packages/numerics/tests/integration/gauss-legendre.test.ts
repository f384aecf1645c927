import { describe, expect, test } from 'vitest'
import { gaussLegendre } from '../../integration/index.ts'

describe('gaussLegendre', () => {
  test('two nodes lie at ±1/√3', () => {
    const { nodes, weights } = gaussLegendre(2)
    expect(nodes[0]).toBeCloseTo(-1 / Math.sqrt(3), 15)
    expect(nodes[1]).toBeCloseTo(1 / Math.sqrt(3), 15)
    expect([...weights]).toEqual([expect.closeTo(1, 15), expect.closeTo(1, 15)])
  })

  test.each([1, 2, 3, 5, 8, 16, 32, 64])('%i nodes integrate powers up to 2n − 1', (n) => {
    const { nodes, weights } = gaussLegendre(n)
    for (let power = 0; power < 2 * n; power++) {
      const integral = nodes.reduce((sum, x, i) => sum + weights[i] * x ** power, 0)
      expect(Math.abs(integral - (power % 2 === 0 ? 2 / (power + 1) : 0))).toBeLessThan(2e-14)
    }
  })
})
