/** Two engines agree on a value: missing in both, or as near as arithmetic allows. */
import { expect } from 'vitest'

/** @param scale what counts as one unit */
export function expectSame(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
  scale = 1,
): void {
  expect(actual.length, what).toBe(expected.length)
  for (let k = 0; k < expected.length; k++) {
    const near =
      Object.is(actual[k] + 0, expected[k] + 0) ||
      Math.abs(actual[k] - expected[k]) <= 1e-9 * Math.max(Math.abs(expected[k]), scale)
    if (!near) expect(actual[k], `${what}, value ${k}`).toBe(expected[k])
  }
}
