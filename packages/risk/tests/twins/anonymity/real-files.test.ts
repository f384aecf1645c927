import { columnOf, type Frame } from '@pratibimba/numerics/frame'
import { describe, expect, it } from 'vitest'
import { enforceKAnonymity, measureKAnonymity } from '../../../twins/anonymity/index.ts'
import { needsRealData, readReal, realDataPresent } from '../real-data.ts'

/** Share of rows whose value is not what it was. */
function changedShare(before: Frame, after: Frame, name: string): number {
  const [a, b] = [columnOf(before, name, 'int32').values, columnOf(after, name, 'int32').values]
  let changed = 0
  for (let row = 0; row < a.length; row++) if (a[row] !== b[row]) changed++
  return changed / a.length
}

describe.skipIf(!realDataPresent)(`real files${needsRealData}`, () => {
  it('Taiwan: every client hides among five, no row is lost and few values change', async () => {
    const frame = await readReal('taiwan_credit_default/default_of_credit_card_clients')
    const quasi = ['SEX', 'EDUCATION', 'MARRIAGE', 'AGE']
    const [table, report] = enforceKAnonymity(frame, 5, quasi, { nominal: ['SEX', 'EDUCATION', 'MARRIAGE'] })
    expect(report).toMatchObject({ initialK: 1, finalK: 5, bankCompliant: true, recordsSuppressed: 0 })
    expect(measureKAnonymity(table, quasi)).toMatchObject({ k: 5, uniqueRows: 0 })
    for (const name of ['SEX', 'EDUCATION', 'MARRIAGE'])
      expect(changedShare(frame, table, name)).toBeLessThan(0.001)
    expect(changedShare(frame, table, 'AGE')).toBeLessThan(0.03)
    expect(table.columns.get('LIMIT_BAL')).toBe(frame.columns.get('LIMIT_BAL'))
  })

  it('South German credit: six quasi-identifiers, nearly all rows unlike, still none lost', async () => {
    const frame = await readReal('german_credit/south_german_credit')
    const quasi = ['age', 'personal_status_sex', 'employment_duration', 'present_residence', 'housing', 'job']
    const [table, report] = enforceKAnonymity(frame, 5, quasi, {
      nominal: ['personal_status_sex', 'housing', 'job'],
    })
    expect(report).toMatchObject({ initialK: 1, finalK: 5, recordsSuppressed: 0 })
    for (const name of ['personal_status_sex', 'housing', 'job'])
      expect(changedShare(frame, table, name)).toBeLessThan(0.06)
  })
})
