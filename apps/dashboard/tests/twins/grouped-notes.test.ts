import { expect, it } from 'vitest'
import { groupedNotes } from '../../src/twins/grouped-notes.ts'

const rare = (name: string, levels: string, where: string) =>
  `"${name}": ${levels} with fewer than 5 rows or beyond the 249 most frequent count to ${where}.`

it('says once what holds of several columns, where it was first said', () => {
  expect(
    groupedNotes([
      rare('state', '4 levels', '"Other"'),
      rare('bankruptcies', '1 level', 'the nearest value'),
      'Tails: it is kept.',
      rare('inquiries', '2 levels', 'the nearest value'),
      '"a" is missing in fewer than 5 rows; the twin has it everywhere.',
      '"b" is missing in fewer than 5 rows; the twin has it everywhere.',
    ]),
  ).toEqual([
    rare('state', '4 levels', '"Other"'),
    '2 columns have rare levels (fewer than 5 rows, or beyond the 249 most frequent) that count to the nearest value: bankruptcies, inquiries.',
    'Tails: it is kept.',
    '2 columns are missing in fewer than 5 rows; the twin has them everywhere: a, b.',
  ])
})

it('keeps what it does not know as it is, and repeats nothing', () => {
  expect(groupedNotes(['Something else.', 'Something else.', ''])).toEqual(['Something else.', ''])
  expect(groupedNotes([])).toEqual([])
})
