/** Applications: the same rows however they are cut, the wanted rates, and a truth nobody can see through. */
import { auc } from '@pratibimba/learning/metrics'
import { columnOf, type Frame, valueAt } from '@pratibimba/numerics/frame'
import {
  type ApplicationOptions,
  applicationBlock,
  applicationFeatures,
  generateApplications,
  planApplications,
  protectedNames,
} from '@pratibimba/risk/applications'
import { describe, expect, it } from 'vitest'

const cells = (frame: Frame, from = 0, to = frame.rows): unknown[][] =>
  Array.from({ length: to - from }, (_, k) =>
    [...frame.columns.values()].map((column) => valueAt(column, from + k)),
  )
const all = (options: ApplicationOptions) => {
  const plan = planApplications(options)
  return applicationBlock(plan, 0, options.count)
}
const meanOf = (frame: Frame, name: string, from = 0, to = frame.rows): number => {
  const values = columnOf(frame, name).values as Float64Array
  let sum = 0
  for (let k = from; k < to; k++) sum += values[k]
  return sum / (to - from)
}
const numbers = (frame: Frame, name: string): Float64Array =>
  Float64Array.from(columnOf(frame, name).values as Float64Array)

describe('generateApplications', () => {
  it('makes the same rows by whatever blocks, and in whatever order', () => {
    const plan = planApplications({ count: 500, seed: 3, histories: true, populationDrift: 0.3 })
    const whole = applicationBlock(plan, 0, 500)
    for (const table of ['applications', 'protected', 'truth'] as const) {
      const wanted = cells(whole[table])
      expect([...generateApplications(plan, 77)].flatMap((block) => cells(block[table]))).toEqual(wanted)
      expect(cells(applicationBlock(plan, 499, 1)[table])).toEqual(wanted.slice(499))
    }
    const other = applicationBlock(planApplications({ ...plan.options, seed: 4 }), 0, 500)
    expect(cells(other.applications)).not.toEqual(cells(whole.applications))
  })

  it('meets the default rate and the accepted share within chance', () => {
    for (const defaultRate of [0.03, 0.08, 0.25]) {
      const { applications, truth } = all({ count: 20_000, seed: 5, defaultRate })
      // Pilot and population differ by chance: four standard errors of both.
      const error = 4 * Math.sqrt((2 * defaultRate * (1 - defaultRate)) / 20_000)
      expect(Math.abs(meanOf(truth, 'would_default') - defaultRate)).toBeLessThan(error)
      expect(Math.abs(meanOf(truth, 'true_pd') - defaultRate)).toBeLessThan(error)
      expect(Math.abs(meanOf(applications, 'accepted') - 0.706)).toBeLessThan(0.02)
    }
  })

  it('has outcomes of the accepted only, and those are true', () => {
    const { applications, truth } = all({ count: 3000, seed: 6 })
    const accepted = columnOf(applications, 'accepted').values
    const defaults = columnOf(truth, 'would_default').values
    for (let row = 0; row < 3000; row++) {
      expect(valueAt(columnOf(applications, 'good'), row)).toBe(
        accepted[row] === 1 ? 1 - (defaults[row] as number) : null,
      )
      expect(valueAt(columnOf(applications, 'outcome_date'), row) === null).toBe(accepted[row] === 0)
    }
    const lot = columnOf(truth, 'accepted_by_lot').values
    expect([...lot].some((one) => one === 1)).toBe(true)
  })

  it('can be told apart about as well as real applications, even by one who knows the law', () => {
    const { truth, applications } = all({ count: 20_000, seed: 7 })
    const best = auc(numbers(truth, 'would_default'), numbers(truth, 'true_pd'))
    expect(best).toBeGreaterThan(0.84)
    expect(best).toBeLessThan(0.89)
    const score = numbers(applications, 'credit_score').map((value) => -value)
    const known = [...score.keys()].filter(
      (row) => columnOf(applications, 'credit_score').validity![row] === 1,
    )
    const byScore = auc(
      Float64Array.from(known, (row) => numbers(truth, 'would_default')[row]),
      Float64Array.from(known, (row) => score[row]),
    )
    expect(byScore).toBeGreaterThan(0.68)
    expect(byScore).toBeLessThan(0.8)
  })

  it('keeps protected attributes out of the applications and out of the features', () => {
    const { applications } = all({ count: 10, seed: 8 })
    for (const name of protectedNames) {
      expect(applications.columns.has(name)).toBe(false)
      expect(applicationFeatures.features.map(({ id }) => id as string)).not.toContain(name)
    }
  })

  it('drifts when asked, and only then', () => {
    const change = (options: Partial<ApplicationOptions>): number => {
      const { truth } = all({ count: 20_000, seed: 9, months: 10, ...options })
      return meanOf(truth, 'true_pd', 18_000) - meanOf(truth, 'true_pd', 0, 2000)
    }
    expect(Math.abs(change({}))).toBeLessThan(0.012)
    expect(change({ populationDrift: 0.8 })).toBeGreaterThan(0.02)
    expect(change({ conceptDrift: 0.8 })).toBeGreaterThan(0.03)
  })

  it.each([
    [{ count: 0 }, /need count of 1–999999999, got 0/],
    [{ months: 0.5 }, /need months of 1–240/],
    [{ seed: -1 }, /need seed a whole number/],
    [{ defaultRate: 0.9 }, /need defaultRate of 0.005–0.5, got 0.9/],
    [{ acceptedShare: 0 }, /need acceptedShare/],
    [{ conceptDrift: Number.NaN }, /need conceptDrift/],
  ])('refuses %o', (wrong, message) => {
    expect(() => planApplications({ count: 10, seed: 1, ...wrong })).toThrow(message)
  })
})
