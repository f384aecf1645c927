import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OpenLeaves } from '../../../trees/growth/open-leaves.ts'

it('open leaves come out best first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (values) => {
      const open = new OpenLeaves<number>((a, b) => a > b)
      for (const value of values) open.push(value)
      const out: number[] = []
      for (let next = open.pop(); next !== undefined; next = open.pop()) out.push(next)
      expect(out).toEqual(values.toSorted((a, b) => b - a))
    }),
  )
})
