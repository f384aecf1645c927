import {
  chartThemes,
  type DecisionDriver,
  decisionDriversChart,
  simulatedApprovalsChart,
} from '@pratibimba/reports/charts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const theme = chartThemes.light
const driver = (title: string, contribution: number, value = '1'): DecisionDriver => ({
  title,
  value,
  contribution,
})

describe('drivers of a decision', () => {
  it('name what speaks most against the applicant and what most for them', () => {
    const chart = decisionDriversChart(theme, [
      driver('Debt to income', -0.62, '0.71'),
      driver('Credit score', 0.4, '720'),
      driver('Purpose', 0),
    ])
    expect(chart.title).toBe('Debt to income speaks against the applicant most, Credit score most for')
    expect(chart.table.rows).toEqual([
      ['Debt to income', '0.71', '−0.6200', 'away from good'],
      ['Credit score', '720', '+0.4000', 'towards good'],
    ])
    expect(decisionDriversChart(theme, [driver('A', 0.5), driver('B', -0.1)]).title).toBe(
      'A speaks for the applicant most, B most against',
    )
  })

  it('say so where all point one way, or nothing does', () => {
    expect(decisionDriversChart(theme, [driver('A', 0.5)]).title).toContain('Every driver speaks for')
    expect(decisionDriversChart(theme, [driver('A', -0.5)]).title).toContain('Every driver speaks against')
    expect(decisionDriversChart(theme, []).title).toBe('Nothing sets this applicant apart from usual ones')
  })

  it('always add up, whatever has a bar of its own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (contributions, shown) => {
          const chart = decisionDriversChart(
            theme,
            contributions.map((contribution, place) => driver(`F${place}`, contribution)),
            shown,
          )
          const [bars] = chart.option.series as { data: { value: number }[] }[]
          const drawn = bars!.data.reduce((sum, { value }) => sum + value, 0)
          expect(drawn).toBeCloseTo(
            contributions.reduce((sum, one) => sum + one, 0),
            9,
          )
          expect(bars!.data.length).toBeLessThanOrEqual(shown + 1)
          expect(chart.table.rows).toHaveLength(contributions.filter((one) => one !== 0).length)
        },
      ),
    )
  })
})

describe('a simulation', () => {
  const segment = (name: string, present: number, candidate: number) => ({
    name,
    applications: 1200,
    present,
    candidate,
  })

  it('finds the segment that moves most', () => {
    const chart = simulatedApprovalsChart(theme, [segment('Car', 0.6, 0.61), segment('Medical', 0.5, 0.42)])
    expect(chart.title).toBe('Medical moves most: approved less often, 50.0% now, 42.0% by the candidate')
    expect(chart.table.rows[1]).toEqual(['Medical', '1,200', '50.0%', '42.0%', '−8.0'])
  })

  it('says so where nothing moves', () => {
    expect(simulatedApprovalsChart(theme, [segment('Car', 0.6, 0.6)]).title).toBe(
      'No segment would be approved more or less often',
    )
    expect(simulatedApprovalsChart(theme, []).title).toBe('No segment has applications')
  })
})
