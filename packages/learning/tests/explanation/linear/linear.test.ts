import { expect, test } from 'vitest'
import { takeRows } from '../../../data/index.ts'
import { linearShap, meanWoe, pointsLost } from '../../../explanation/linear/index.ts'
import { attributePoints, fitScorecard, scorecardRaw } from '../../../scorecard/index.ts'
import { applicants, features } from '../../support/applicants.ts'

const data = applicants(4000)
const model = fitScorecard(data, features)

test('Shapley values add up to the log-odds, against any background', () => {
  const raw = scorecardRaw(model, data)
  const few = takeRows(data, [5, 6, 7, 8, 9])
  for (const background of [undefined, meanWoe(model, few)]) {
    const { values, expected } = linearShap(model, data, background)
    for (let i = 0; i < 300; i++) {
      const own = values.subarray(i * features.length, (i + 1) * features.length)
      expect(Math.abs(own.reduce((sum, v) => sum + v, expected[0]) - raw[i])).toBeLessThan(1e-9)
    }
  }
})

test('against the training rows the values of a column average to 0', () => {
  const { values, expected } = linearShap(model, data)
  const raw = scorecardRaw(model, data)
  expect(raw.reduce((sum, z) => sum + z, 0) / data.rows).toBeCloseTo(expected[0], 9)
  expect(values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 6)
})

test('they are the Shapley values of the definition: every coalition of columns, over every background row', () => {
  const background = takeRows(data, [...Array(20).keys()])
  const columns = features.length
  const row = 100
  /** Mean log-odds when the columns of the coalition are the row's and the others those of the background. */
  const worth = Array.from({ length: 1 << columns }, (_, coalition) => {
    const mixed = background.columns.map((column, j) =>
      (coalition >> j) & 1 ? column.map(() => data.columns[j][row]) : column,
    )
    return scorecardRaw(model, { rows: 20, columns: mixed }).reduce((sum, z) => sum + z, 0) / 20
  })
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
  const { values } = linearShap(model, takeRows(data, [row]), meanWoe(model, background))
  for (let j = 0; j < columns; j++) {
    let shapley = 0
    for (let coalition = 0; coalition < 1 << columns; coalition++) {
      if ((coalition >> j) & 1) continue
      const size = features.filter((_, k) => (coalition >> k) & 1).length
      const share = (factorial(size) * factorial(columns - size - 1)) / factorial(columns)
      shapley += share * (worth[coalition | (1 << j)] - worth[coalition])
    }
    expect(values[j]).toBeCloseTo(shapley, 10)
  }
})

test('points lost against the best bin are none for the best, and never negative among regular bins', () => {
  const parts = attributePoints(model, data)
  pointsLost(model, data, 'best').forEach(({ lost }, k) => {
    const finite = lost.filter((_, i) => !Number.isNaN(data.columns[model.attributes[k].input][i]))
    expect(Math.min(...finite)).toBe(0)
    expect(lost[3] + parts[k][3]).toBe(Math.max(...model.attributes[k].points.slice(0, -1)))
  })
})

test('points lost against the mean average to no more than rounding', () => {
  for (const { lost } of pointsLost(model, data, 'mean'))
    expect(Math.abs(lost.reduce((sum, x) => sum + x, 0) / data.rows)).toBeLessThan(0.5)
})
