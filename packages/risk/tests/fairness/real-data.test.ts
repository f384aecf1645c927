/** On 30,000 card holders: a plain rule, flagged when the last payment was late, against sex and education. */
import { frameOf } from '@pratibimba/numerics/frame'
import { expect, it } from 'vitest'
import { fairnessOfScores } from '../../fairness/index.ts'
import { needsRealData, readReal, realDataPresent } from '../twins/real-data.ts'

it.skipIf(!realDataPresent)(`measures a rule on public data${needsRealData}`, async () => {
  const frame = await readReal('taiwan_credit_default/default_of_credit_card_clients')
  const late = Uint8Array.from(frame.columns.get('PAY_0')!.values as ArrayLike<number>, (status) =>
    status >= 1 ? 1 : 0,
  )
  const label = [...frame.columns.keys()].at(-1)!
  const { report, event } = fairnessOfScores(
    frameOf([...frame.columns, ['late', { kind: 'boolean', values: late }]]),
    { groups: ['SEX', 'EDUCATION'], label, decision: 'late' },
  )
  expect(event).toBe('1')
  const [sex, education] = report.attributes
  // 2,873 of 11,888 men and 3,763 of 18,112 women defaulted.
  expect(sex.groups.map(({ group, rows }) => [group, rows])).toEqual([
    ['1', 11_888],
    ['2', 18_112],
  ])
  expect(sex.groups[0].metrics['base-rate'].value).toBeCloseTo(1 - 2873 / 11_888, 12)
  expect(sex.groups[1].metrics['base-rate'].value).toBeCloseTo(1 - 3763 / 18_112, 12)
  expect(sex.fourFifths).toMatchObject({ reference: '2', verdict: 'met' })
  expect(sex.fourFifths!.groups[0].certain).toBe(true)
  // Code 0 of education, which the documentation does not know, is held by 14 people.
  expect(education.suppressed).toEqual(['0'])
})
