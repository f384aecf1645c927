/** One application, a table of them, and a frame made by hand say the same, to the bit. */
import { columnOf, isPresent, valueAt } from '@pratibimba/numerics/frame'
import {
  applicationFeatures,
  applicationRequests,
  checkApplication,
  featureColumns,
  featureRow,
  generateApplications,
  planApplications,
} from '@pratibimba/risk/applications'
import { compileRowFeatures, rowFeatureSql } from '@pratibimba/risk/features/rows'
import { describe, expect, it } from 'vitest'

const plan = planApplications({ count: 700, seed: 11, months: 5, populationDrift: 0.4 })

describe('features of applications', () => {
  it('are the same from a request and from the flat table', () => {
    const requests = applicationRequests(plan)
    for (const { applications } of generateApplications(plan, 300)) {
      const columns = featureColumns(applications)
      for (let row = 0; row < applications.rows; row++) {
        const { application, applicationDay } = requests.next().value!
        const checked = checkApplication(application, applicationDay)
        if (!('application' in checked)) throw new Error(JSON.stringify(checked.errors))
        const values = featureRow(checked.application, applicationDay)
        for (const [k, { id, kind }] of applicationFeatures.features.entries()) {
          const column = columnOf(columns, id)
          if (kind === 'category') expect(valueAt(column, row)).toBe(application.loan_purpose)
          else expect((column.values as Float64Array)[row], `${id} of row ${row}`).toBe(values[k])
          if (kind === 'number') expect(isPresent(column, row)).toBe(!Number.isNaN(values[k]))
        }
      }
    }
    expect(requests.next().done).toBe(true)
  })

  it('take a table without columns that nobody has', () => {
    const [{ applications }] = generateApplications(plan)
    const few = { rows: applications.rows, columns: new Map([...applications.columns].slice(3, 6)) }
    const columns = featureColumns(few, 20_000)
    expect([...columnOf(columns, 'age').values].every((value) => Number.isNaN(value))).toBe(true)
    expect(columnOf(columns, 'loan_purpose').validity!.every((one) => one === 0)).toBe(true)
  })
})

describe('a set of row features', () => {
  const feature = {
    title: '',
    unit: 'score',
    kind: 'number',
    rationale: '',
    monotone: 'free',
    missing: '',
  } as const
  it.each([
    [{ op: 'attribute', name: 'y' }, /need a field of x, got "y"/],
    [{ op: 'feature', id: 'later' }, /need an earlier feature/],
    [{ op: 'history_days' }, /need an operation of the language, got "history_days"/],
    [{ op: 'constant', value: Number.NaN }, /need finite numbers/],
  ] as const)('refuses %o', (value, message) => {
    const set = { name: 'test', fields: ['x'], features: [{ ...feature, id: 'f', value: value as never }] }
    expect(() => compileRowFeatures(set)).toThrow(message)
  })
  it('refuses days in SQL', () => {
    const set = {
      name: 'test',
      fields: ['x'] as const,
      features: [{ ...feature, id: 'f', value: { op: 'history_days' } as never }],
    }
    expect(() => rowFeatureSql(set, { name: 't' }, { x: 'x' })).toThrow(/need features of a row/)
  })
})
