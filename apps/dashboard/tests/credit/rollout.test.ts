import { describe, expect, it } from 'vitest'
import { readRollout, writeRollout } from '../../src/credit/experiments/rollout.ts'

describe('rollout', () => {
  it('reads what it writes', () => {
    const shares = [0.01, 0.05, 0.2, 0.5]
    expect(writeRollout(shares)).toBe('1, 5, 20, 50')
    expect(readRollout(writeRollout(shares))).toEqual(shares)
  })

  it('takes percent signs and any separators', () => {
    expect(readRollout('0.5%; 12.5 % 100')).toEqual([0.005, 0.125, 1])
  })

  it('says what is wrong', () => {
    expect(readRollout('')).toBe('At least one percentage is needed')
    expect(readRollout('1, soon')).toBe('"soon" is no percentage above 0 and up to 100')
    expect(readRollout('0, 5')).toBe('"0" is no percentage above 0 and up to 100')
    expect(readRollout('5, 120')).toBe('"120" is no percentage above 0 and up to 100')
    expect(readRollout('5, 5')).toBe('Each step must be larger than the one before')
    expect(readRollout('1 2 3 4 5 6 7 8 9 10 11')).toBe('At most ten steps')
  })
})
