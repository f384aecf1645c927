import { expect, it } from 'vitest'
import { pageOfEntry } from '../../src/audit/audit-pages.ts'

it.each([
  [120, 120, 1],
  [71, 120, 1],
  [70, 120, 2],
  [1, 120, 3],
  // Entries were taken out: the number is beyond the count.
  [180, 120, 1],
])('entry %d of %d stands on page %d', (sequence, total, page) =>
  expect(pageOfEntry(sequence, total)).toBe(page),
)
