/** Links turn raw scores into predictions, in place where asked to. */
import { expect, test } from 'vitest'
import { applyLink } from '../../../trees/predict/index.ts'

const raw = Float64Array.of(-1, 0, 2, 800)

test('each link is its formula', () => {
  expect(applyLink({ link: 'identity', outputs: 1 }, raw)).toEqual(raw)
  expect([...applyLink({ link: 'logistic', outputs: 1 }, raw)]).toEqual([
    1 / (1 + Math.E),
    0.5,
    1 / (1 + Math.exp(-2)),
    1,
  ])
  expect(applyLink({ link: 'logistic', outputs: 1, slope: 3 }, raw)[2]).toBe(1 / (1 + Math.exp(-6)))
  expect([...applyLink({ link: 'exponential', outputs: 2 }, raw)]).toEqual([...raw].map(Math.exp))
})

test('a softmax adds up to 1 in every row, however large the scores', () => {
  const shares = applyLink({ link: 'softmax', outputs: 2 }, raw)
  expect(shares[0] + shares[1]).toBe(1)
  expect(shares[1] / shares[0]).toBeCloseTo(Math.E, 12)
  expect([shares[2], shares[3]]).toEqual([0, 1])
})

test('predictions may take the place of the scores; shapes must fit', () => {
  const scores = Float64Array.of(0, 0)
  expect(applyLink({ link: 'logistic', outputs: 1 }, scores, scores)).toBe(scores)
  expect([...scores]).toEqual([0.5, 0.5])
  expect(() => applyLink({ link: 'softmax', outputs: 3 }, raw)).toThrow(/whole rows of 3/)
  expect(() => applyLink({ link: 'identity', outputs: 1 }, raw, new Float64Array(1))).toThrow(RangeError)
})
