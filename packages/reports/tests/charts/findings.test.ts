import {
  chartThemes,
  correlationTargetsChart,
  defaultRateByGradeChart,
  formatCompact,
  formatCompactMoney,
  formatFeature,
  formatNumber,
  formatShare,
  formatSigned,
  gradeMixChart,
  pairedDistributionChart,
  scoreByGradeChart,
  tailPairsChart,
} from '@pratibimba/reports/charts'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '../../charts/wilson-interval.ts'
import { categoryColumn, grades, numberColumn, tails } from './examples.ts'

const theme = chartThemes.light

describe('titles state what the data show', () => {
  it('names the largest grade and the risky share', () => {
    expect(gradeMixChart(theme, grades).title).toBe('Grade A is the largest with 40.0%; D and E hold 10.0%')
  })

  it('says when every default rate lies in its range, and leaves out empty grades', () => {
    const chart = defaultRateByGradeChart(theme, grades)
    expect(chart.title).toBe('Every grade defaults inside its expected range')
    expect(chart.table.rows.map(([grade]) => grade)).toEqual(['A', 'B', 'C', 'D'])
  })

  it('tells chance from a real departure', () => {
    const off = (borrowers: number) =>
      defaultRateByGradeChart(theme, [{ ...grades[3]!, borrowers, default_rate: 0.25 }]).title
    expect(off(40)).toBe('Grade D is outside the expected range, within what chance allows')
    expect(off(4000)).toBe('Grade D defaults at 25.0%, above its range of 12.0% – 20.0%')
  })

  it('sees whether score bands meet', () => {
    const edges = [600, 650, 700]
    const apart = scoreByGradeChart(theme, { edges, counts: { C: [0, 5], D: [7, 0] } })
    const meeting = scoreByGradeChart(theme, { edges, counts: { C: [1, 5], D: [7, 0] } })
    expect(apart.title).toContain('Every grade keeps to its own score band')
    expect(meeting.title).toBe('Grades meet in 1 of 2 score bins; most borrowers score 600–650')
  })

  it('measures the furthest correlation', () => {
    const targets = [{ x: 'a', y: 'b', target: 0.5, achieved: 0.46 }]
    expect(correlationTargetsChart(theme, targets).title).toContain('within 0.04')
  })

  it('counts the tails that are kept', () => {
    expect(tailPairsChart(theme, tails).title).toBe(
      "The twin keeps 1 of 2 joint lower tails inside the original's interval",
    )
  })
})

describe('original beside twin', () => {
  it('draws densities, so that bins of different width can be compared', () => {
    const chart = pairedDistributionChart(theme, numberColumn)!
    const series = chart.option.series as { data: [number, number][] }[]
    for (const { data } of series) {
      const area = data.slice(1).reduce((sum, [x], point) => sum + (x - data[point]![0]) * data[point]![1], 0)
      expect(area).toBeCloseTo(1, 10)
    }
  })

  it('gathers rare categories and loses no share', () => {
    const chart = pairedDistributionChart(theme, categoryColumn)!
    const [original, twin] = chart.option.series as { data: number[] }[]
    expect(original!.data).toHaveLength(8)
    for (const { data } of [original!, twin!]) expect(data.reduce((a, b) => a + b)).toBeCloseTo(1, 10)
  })

  it('draws nothing where there is no distribution', () => {
    const bare = { name: 'id', kind: 'identifier', missing_share: 0, distinct: 3 } as const
    const column = { ...numberColumn, kind: 'identifier', original: bare, synthetic: bare } as const
    expect(pairedDistributionChart(theme, column)).toBeUndefined()
  })
})

describe('figures', () => {
  it.each([
    [formatNumber(1234.5), '1,235'],
    [formatNumber(12.345), '12.35'],
    [formatNumber(0.00421), '0.00421'],
    [formatNumber(-3), '−3'],
    [formatNumber(0), '0'],
    [formatShare(0.03125, 2), '3.13%'],
    [formatSigned(0.65), '+0.65'],
    [formatSigned(-0.001), '0.00'],
    [formatCompact(-25000), '−25K'],
    [formatCompactMoney(89_742), '$897'],
    [formatCompactMoney(-5_280_000), '−$52.8K'],
    [formatFeature(12, { unit: 'days' }), '12 days'],
    [formatFeature(0.0463, { unit: 'days' }), '1 hour'],
    [formatFeature(-0.5, { unit: 'days' }), '−12 hours'],
    [formatFeature(0.001, { unit: 'days' }), 'less than an hour'],
    [formatFeature(0.571, { unit: 'weeks' }), '4 days'],
    [formatFeature(1, { unit: 'weeks' }), '1 week'],
    [formatFeature(-1.37e-7, { unit: 'ratio' }), '0'],
    [formatFeature(1, { unit: 'flag' }), 'yes'],
    [formatFeature(90, { unit: 'days', feature: 'days_since_failed_debit' }), '90 days'],
    [formatFeature(91, { unit: 'days', feature: 'days_since_failed_debit' }), 'never in 91 days'],
  ])('%s', (written, expected) => expect(written).toBe(expected))

  it.each([
    [0.1, 100],
    [0, 12],
    [1, 7],
    [0.031, 100_000],
  ])('the Wilson interval of %d in %d solves (p − π)² = z²·π(1 − π)/n', (share, count) => {
    for (const end of wilsonInterval(share, count))
      expect((share - end) ** 2).toBeCloseTo((1.959963984540054 ** 2 * end * (1 - end)) / count, 12)
  })
})
