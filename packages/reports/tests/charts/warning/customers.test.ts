import {
  balanceHistoryChart,
  chartThemes,
  driverWaterfallChart,
  highRiskTrendChart,
  levelBegins,
  levelDistributionChart,
  lossConcentrationChart,
  meanScoreTrendChart,
  portfolioDriversChart,
  riskScaleChart,
  scoreHistogramChart,
  scoreHistoryChart,
  segmentRiskChart,
  signalWeeksChart,
  stressDotsChart,
} from '@pratibimba/reports/charts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelAt, levelRanges } from '../../../charts/warning/level-bands.ts'
import {
  balances,
  driver,
  explained,
  groups,
  histogram,
  intervention,
  levels,
  portfolioDrivers,
  scores,
  segment,
  signal,
  tenths,
  trend,
} from './customer-examples.ts'

const theme = chartThemes.light
const number = (text: string) => Number(text.replace('−', '-').replace(/[,%+]/g, ''))

describe('levels', () => {
  it('begin where the next lower one ends, and hold every probability', () => {
    expect(levelRanges().map(({ from, to }) => [from, to])).toEqual([
      [0, 0.05],
      [0.05, 0.2],
      [0.2, 0.5],
      [0.5, 1],
    ])
    expect([0, 0.0499, 0.05, 0.2, 0.4999, 0.5, 1].map((score) => levelAt(score))).toEqual([
      'LOW',
      'LOW',
      'MEDIUM',
      'HIGH',
      'HIGH',
      'CRITICAL',
      'CRITICAL',
    ])
    expect(Object.keys(levelBegins)).toEqual(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])
  })
})

describe('the portfolio', () => {
  it('counts high and critical together, and shows every level in the table', () => {
    const chart = levelDistributionChart(theme, [...levels], 'ring')
    expect(chart.title).toBe('80 of 1,000 customers (8.0%) are at high or critical risk')
    expect(chart.table.rows).toEqual([
      ['Low', '800', '80.0%'],
      ['Medium', '120', '12.0%'],
      ['High', '60', '6.0%'],
      ['Critical', '20', '2.0%'],
    ])
    expect(levelDistributionChart(theme, [...levels], 'bars').table).toEqual(chart.table)
  })

  it('says how many stand at the lower and at the upper end of the score', () => {
    const chart = scoreHistogramChart(theme, histogram)
    expect(chart.title).toBe('80.0% of customers score under 5%; 20 at 50% or more')
    expect(chart.table.rows.reduce((sum, row) => sum + number(row[2]!), 0)).toBe(1000)
  })

  it('sets the loss of the riskiest tenth against its exposure', () => {
    const chart = lossConcentrationChart(theme, tenths, 'USD')
    expect(chart.title).toBe(
      'The riskiest tenth of customers holds 60% of the expected loss on 10% of the exposure',
    )
    expect(chart.table.rows).toHaveLength(10)
    expect(chart.table.rows[0]).toEqual(['0–10%', '100', '$600', '59.7%', '$10,000', '10.0%'])
  })

  it('tells where the mean score and the number at high risk went', () => {
    expect(meanScoreTrendChart(theme, trend).title).toBe(
      'The mean score rose to 4.60%, +0.60 points since 1 Mar',
    )
    expect(highRiskTrendChart(theme, trend).title).toBe(
      '18 more customers are at high risk in 30 days: 80 now',
    )
    expect(highRiskTrendChart(theme, trend.toReversed()).title).toContain('18 fewer')
    expect(meanScoreTrendChart(theme, trend.slice(0, 1)).title).toContain('the trend needs a second day')
    expect(highRiskTrendChart(theme, trend).table.rows.map(([, high]) => Number(high))).toEqual(
      trend.map(({ high_risk }) => high_risk),
    )
  })

  it('names the most frequent driver', () => {
    const chart = portfolioDriversChart(theme, portfolioDrivers, 80)
    expect(chart.title).toContain('is among the first drivers of 50% of customers at high risk')
    expect(chart.table.rows[1]).toEqual(['Change of savings', '12', '15.0%', '−0.02'])
  })

  it('tells a segment that differs from one that differs by chance', () => {
    const apart = segmentRiskChart(theme, [segment('North', 400, 60), segment('South', 600, 20)], 'USD')
    expect(apart.title).toBe("North: 15.0% at high risk, above the portfolio's 8.0%")
    const chance = segmentRiskChart(theme, [segment('North', 20, 2), segment('South', 20, 1)], 'USD')
    expect(chance.title).toBe("No segment differs from the portfolio's 7.5% by more than chance allows")
  })
})

describe('a customer', () => {
  it('reads a probability in natural frequencies', () => {
    const title = (score: number) =>
      riskScaleChart(theme, { score, level: levelAt(score), threshold: 0.1 }).title
    expect(title(0.372)).toBe('37 in 100 customers with this score miss a payment within 30 days')
    expect(title(0.0042)).toContain('4 in 1,000')
    expect(title(0.00001)).toContain('1 in 1,000')
  })

  it('tells the way of the score, the level it came into, and what was done', () => {
    const chart = scoreHistoryChart(theme, { scores, interventions: [intervention] }, () => 'Agent call')
    expect(chart.title).toBe('The score rose from 4.0% to 37.0% in 30 days, into high, with 1 intervention')
    expect(chart.table.rows).toEqual([
      ['2026-03-31', '37.0%', 'High', '', 'M1'],
      ['2026-03-16', '12.0%', 'Medium', 'Agent call', 'M1'],
      ['2026-03-01', '4.0%', 'Low', '', 'M1'],
    ])
  })

  it('keeps an intervention of a day without a score in the table', () => {
    const held = { ...intervention, created_at: '2026-03-20T09:00:00Z', state: 'held_out' as const }
    const chart = scoreHistoryChart(theme, { scores, interventions: [held] }, () => 'Agent call')
    expect(chart.table.rows[1]).toEqual(['2026-03-20', '', '', 'Agent call, held out', ''])
  })

  it('finds the group of most stress, and none where there is none', () => {
    expect(stressDotsChart(theme, groups).title).toBe(
      'Salary is furthest above the portfolio (0.60 against 0.20); 2 of 4 groups are above it',
    )
    expect(stressDotsChart(theme, groups.slice(2)).title).toContain('No group is under more stress')
  })

  it('finds the lowest balance and the days at zero; what is not known is a dash', () => {
    const chart = balanceHistoryChart(theme, balances, 'USD')
    expect(chart.title).toBe(
      'The current account fell to −$40 on 30 Mar and stands at $200, at or below zero on 1 of 3 days',
    )
    expect(chart.table.columns.map(({ header }) => header)).toEqual(['Day', 'Current', 'Savings'])
    expect(chart.table.rows[0]).toEqual(['2026-03-31', '$200', '–'])
  })

  it('counts the high weeks of a signal, the threshold among them', () => {
    const chart = signalWeeksChart(theme, signal)
    expect(chart.title).toBe('Failed auto-debits: high in 2 of 8 weeks')
    expect(chart.table.rows.at(-1)).toEqual(['This week', '0', ''])
    expect(chart.table.rows[1]).toEqual(['6 weeks ago', '–', ''])
  })
})

describe('the waterfall', () => {
  it('begins at the population, ends at the customer, and leaves out what adds nothing', () => {
    const { table, title } = driverWaterfallChart(theme, explained)
    expect(table.rows.map(([name]) => name)).toEqual([
      'Population',
      'Failed debits: 3',
      'Gambling: 3',
      'Savings: missing',
      'This customer',
    ])
    expect(table.rows.at(-1)).toEqual(['This customer', '', '', '', '−0.400', '40.13%'])
    expect(title).toBe(
      "Failed debits weighs most; 2 of 4 drivers raise the odds; all together they are 13 times the population's",
    )
  })

  it('always adds up, whatever is shown singly and whatever the drivers leave open', () => {
    const contribution = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(contribution, { maxLength: 20 }),
        contribution,
        contribution,
        fc.integer({ min: 1, max: 12 }),
        (contributions, base, open, shown) => {
          const logOdds = contributions.reduce((sum, one) => sum + one, base) + open
          const { rows } = driverWaterfallChart(
            theme,
            {
              base_log_odds: base,
              log_odds: logOdds,
              risk_score: 0.2,
              drivers: contributions.map((one, place) => driver(`Feature ${place}`, one)),
            },
            shown,
          ).table
          const steps = rows.slice(1, -1).map((row) => number(row[3]!))
          const sum = steps.reduce((total, one) => total + one, number(rows[0]![4]!))
          expect(Math.abs(sum - number(rows.at(-1)![4]!))).toBeLessThan(0.0006 * rows.length)
          expect(rows.length).toBeLessThanOrEqual(shown + 3)
        },
      ),
      { numRuns: 100 },
    )
  })
})
