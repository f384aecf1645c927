import { expect, test } from 'vitest'
import { categoryHash, matrixOfFrame } from '../../data/index.ts'

test('labels are taken by their bytes in UTF-8, whatever their length', () => {
  expect(categoryHash('blue')).toBe(3431880003)
  expect(categoryHash('0')).toBe(2856682258)
  const hashes = Array.from({ length: 300 }, (_, length) => categoryHash('ö'.repeat(length)))
  expect(new Set(hashes).size).toBe(300)
  for (const hash of hashes) expect(hash >= 0 && hash < 2 ** 32 && Number.isInteger(hash)).toBe(true)
})

test('a hashed feature needs no labels: its codes are hashes, missing stays missing', () => {
  const dictionary = ['blue', 'red']
  const values = Int32Array.of(0, 1, 0)
  const validity = Uint8Array.of(1, 1, 0)
  const frame = {
    rows: 3,
    columns: new Map([['colour', { kind: 'category', dictionary, values, validity } as const]]),
  }
  const { matrix, unknownLabels } = matrixOfFrame(frame, [{ name: 'colour', kind: 'category', hashed: true }])
  expect([...matrix.columns[0]]).toEqual([3431880003, 3052168893, Number.NaN])
  expect(unknownLabels.size).toBe(0)
})
