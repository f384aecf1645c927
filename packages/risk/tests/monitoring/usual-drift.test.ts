import { openStream } from '@pratibimba/numerics/random'
import { assessDrift, profileOf, usualDrift } from '@pratibimba/risk/monitoring'
import { describe, expect, test } from 'vitest'

const ROWS = 2_000
const features = ['calendar', 'behaviour'].map((name) => ({ name, kind: 'number' as const }))

/** Days to payday, which the day of the month sets for everybody, and what customers do, which it does not. */
function on(dayOfMonth: number, shift = { calendar: 0, behaviour: 0 }) {
  const calendar = new Float64Array(ROWS)
  const behaviour = new Float64Array(ROWS)
  for (let row = 0; row < ROWS; row++) {
    const stream = openStream(7, `day ${dayOfMonth}`).at(row)
    calendar[row] = ((28 - dayOfMonth + 28) % 28) + 3 * stream.uniform() + shift.calendar
    behaviour[row] = stream.uniform() + stream.uniform() + shift.behaviour
  }
  return { rows: ROWS, columns: [calendar, behaviour] }
}
const joined = (days: readonly number[]) => {
  const parts = days.map((day) => on(day))
  return {
    rows: ROWS * days.length,
    columns: features.map((_, k) => Float64Array.from(parts.flatMap(({ columns }) => [...columns[k]!]))),
  }
}
const profile = profileOf(joined([1, 15]), features)
const month = Array.from({ length: 10 }, (_, k) =>
  assessDrift(profile, on(1 + 3 * k - (k > 8 ? 1 : 0)), features),
)
const usual = usualDrift(month)
const severityOf = (matrix: ReturnType<typeof on>, options = { usual }) =>
  Object.fromEntries(
    assessDrift(profile, matrix, features, options).features.map(({ name, severity }) => [name, severity]),
  )

describe('what is usual', () => {
  test('a column that reads the calendar is called moved on every other day of the month without it', () => {
    expect(severityOf(on(8), { usual: {} })).toEqual({ calendar: 'severe', behaviour: 'none' })
    expect(usual.calendar).toBeGreaterThan(0.25)
    expect(usual.behaviour).toBeLessThan(0.05)
  })

  test('with it a month without a change has no drift', () => {
    for (let day = 1; day <= 28; day++)
      expect(severityOf(on(day))).toEqual({ calendar: 'none', behaviour: 'none' })
  })

  test('a shift of what customers do is seen all the same', () => {
    expect(severityOf(on(8, { calendar: 0, behaviour: 0.6 }))).toEqual({
      calendar: 'none',
      behaviour: 'severe',
    })
  })

  test('a column that stood still is told with what is usual', () => {
    const { features: found } = assessDrift(profile, on(8), features, { usual })
    expect(found.find(({ name }) => name === 'calendar')!.sentence).toContain('the calendar takes it')
  })
})
