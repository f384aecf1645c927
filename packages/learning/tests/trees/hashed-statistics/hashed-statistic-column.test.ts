import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categoryHash } from '../../../data/index.ts'
import { hashCombination, hashedStatisticColumn } from '../../../trees/hashed-statistics/index.ts'

const multiplier = 0x4906ba494954cb65n
const mask = (1n << 64n) - 1n

function reference(values: readonly number[]): bigint {
  return values.reduce(
    (hash, value) => (multiplier * (hash + multiplier * (BigInt(value) & mask))) & mask,
    0n,
  )
}

function combined(values: readonly number[]): bigint {
  const high = new Uint32Array(1)
  const low = new Uint32Array(1)
  for (const value of values) hashCombination(high, low, Int32Array.of(value))
  return (BigInt(high[0]) << 32n) | BigInt(low[0])
}

test('words of 32 bits give what integers of any size give', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 6 }), (values) => {
      expect(combined(values)).toBe(reference(values))
    }),
  )
})

function cellsOf(rows: readonly (readonly number[])[]): Uint32Array {
  const hashes = rows.map((row) => combined(row)).sort((a, b) => (a < b ? -1 : 1))
  return Uint32Array.from(hashes.flatMap((hash) => [Number(hash >> 32n), Number(hash & 0xffffffffn)]))
}

test('few rows and many rows find the same numbers', () => {
  const labels = Array.from({ length: 300 }, (_, i) => categoryHash(`label ${i}`))
  const cells = cellsOf(labels.slice(0, 250).map((hash) => [hash | 0, 1]))
  const source = {
    kind: 'hashed-statistic',
    parts: [
      { kind: 'category', input: 0 },
      { kind: 'above', input: 1, border: 0.1, missing: true },
    ],
    cells,
    values: Float64Array.from({ length: 250 }, (_, i) => i + 1),
    otherwise: -5,
  } as const
  const codes = Float64Array.from({ length: 1000 }, (_, i) => (i % 7 === 0 ? -1 : labels[i % 300]))
  const numbers = Float64Array.from({ length: 1000 }, (_, i) =>
    i % 5 === 0 ? Number.NaN : i % 3 === 0 ? Math.fround(0.1) : i,
  )
  const whole = hashedStatisticColumn(source, { rows: 1000, columns: [codes, numbers] })
  for (let row = 0; row < 1000; row++) {
    const one = hashedStatisticColumn(source, {
      rows: 1,
      columns: [codes.slice(row, row + 1), numbers.slice(row, row + 1)],
    })
    expect(one[0]).toBe(whole[row])
    const seen = row % 7 !== 0 && row % 300 < 250 && (row % 5 === 0 || row % 3 !== 0)
    expect(whole[row] !== -5).toBe(seen)
  }
})

test('a missing category counts as the label nan', () => {
  const source = {
    kind: 'hashed-statistic',
    parts: [{ kind: 'equals', input: 0, hash: categoryHash('nan') }],
    cells: cellsOf([[1]]),
    values: Float64Array.of(1),
    otherwise: 0,
  } as const
  expect([...hashedStatisticColumn(source, { rows: 2, columns: [Float64Array.of(Number.NaN, 3)] })]).toEqual([
    1, 0,
  ])
})

test('an input that is not there is named', () => {
  const source = {
    kind: 'hashed-statistic',
    parts: [{ kind: 'category', input: 4 }],
    cells: new Uint32Array(0),
    values: new Float64Array(0),
    otherwise: 0,
  } as const
  expect(() => hashedStatisticColumn(source, { rows: 1, columns: [new Float64Array(1)] })).toThrow(/input 4/)
  expect(() =>
    hashedStatisticColumn({ ...source, values: Float64Array.of(1) }, { rows: 0, columns: [] }),
  ).toThrow(/two words per value/)
})
