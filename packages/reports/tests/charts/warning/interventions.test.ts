import {
  caseAgesChart,
  caseClocksChart,
  caseTimelineChart,
  chartThemes,
  clockOrder,
  effectForestChart,
  responseDistributionChart,
} from '@pratibimba/reports/charts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ages,
  all,
  call,
  clocks,
  effect,
  noResponses,
  plan,
  reminder,
  responses,
  timeline,
} from './intervention-examples.ts'

const theme = chartThemes.light
const number = (text: string) => Number(text.replace(/[,%]/g, ''))

describe('the effect of contacting', () => {
  it('is told with its interval and the surest of several types', () => {
    const chart = effectForestChart(theme, [reminder, call, plan], all)
    expect(chart.title).toBe(
      'Contacting prevented 9.2 misses per 100 treated (95% +2.1 to +16.3), the surest soft reminder',
    )
    expect(chart.table.rows[0]).toEqual(['Soft reminder', '200', '20', '40', '9', '+12.5', '+1.5 to +23.5'])
    expect(chart.table.rows[2]).toEqual(['Payment plan', '0', '0', '0', '0', '–', 'not known yet'])
    expect(chart.table.rows.at(-1)![0]).toBe('All interventions')
  })

  it('claims nothing while chance could have done it, nor while nothing is known', () => {
    expect(effectForestChart(theme, [call], call).title).toBe(
      'Treated and held out do not differ by more than chance allows (95% −6.0 to +14.0 per 100)',
    )
    expect(effectForestChart(theme, [plan], plan).title).toMatch(/^No effect can be told yet/)
  })

  it('says so when the treated missed more often', () => {
    const harm = effect('All', { value: -5, low: -9, high: -1 })
    expect(effectForestChart(theme, [], harm).title).toMatch(/^Treated customers missed more often/)
  })

  it('has room on its axis for every interval and for zero', () => {
    const bound = fc.integer({ min: -1000, max: 1000 }).map((tenths) => tenths / 10)
    fc.assert(
      fc.property(fc.tuple(bound, bound, bound), (three) => {
        const [low, value, high] = three.toSorted((a, b) => a - b) as [number, number, number]
        const { xAxis } = effectForestChart(theme, [], effect('All', { low, value, high })).option
        const { min, max } = xAxis as { min: number; max: number }
        expect(min).toBeLessThanOrEqual(Math.min(0, low))
        expect(max).toBeGreaterThanOrEqual(Math.max(0, high))
        expect(max).toBeGreaterThan(min)
      }),
    )
  })
})

describe('responses', () => {
  it('are counted among the contacted, and every case stands in one bar', () => {
    const chart = responseDistributionChart(theme, responses)
    expect(chart.title).toBe('30 of 50 contacted customers responded (60%); 5 still may')
    expect(chart.table.rows.reduce((sum, row) => sum + number(row[1]!), 0)).toBe(responses.total)
    expect(responseDistributionChart(theme, noResponses).title).toBe('Nobody has been contacted yet')
  })
})

describe('cases over time', () => {
  it('are drawn by the day, and by the week where there are many days; nothing is lost', () => {
    expect(caseTimelineChart(theme, timeline(30)).table.rows).toHaveLength(30)
    for (const days of [121, 126, 200, 365]) {
      const chart = caseTimelineChart(theme, timeline(days))
      expect(chart.table.rows).toHaveLength(Math.ceil(days / 7))
      const opened = timeline(days).reduce((sum, day) => sum + day.opened, 0)
      expect(chart.table.rows.reduce((sum, row) => sum + number(row[1]!), 0)).toBe(opened)
    }
  })

  it('tell whether the desk keeps up', () => {
    expect(caseTimelineChart(theme, timeline(30)).title).toBe('30 cases were opened since 1 Jan, 8 resolved')
    const quick = [{ date: '2026-01-01', opened: 1, contacted: 1, resolved: 2 }]
    expect(caseTimelineChart(theme, quick).title).toMatch(/keeps up$/)
    expect(caseTimelineChart(theme, []).title).toMatch(/^No case/)
  })
})

describe('clocks and ages', () => {
  it('put the most urgent first', () => {
    const chart = caseClocksChart(theme, clocks)
    expect(chart.title).toBe('1 open case is overdue, 3 approaching')
    expect(chart.table.rows).toHaveLength(clockOrder.length)
    expect(chart.table.rows[0]).toEqual(['Overdue', '1', '10%'])
    expect(caseClocksChart(theme, [{ state: 'within', cases: 2 }]).title).toMatch(/^No open case is overdue/)
  })

  it('name the oldest', () => {
    expect(caseAgesChart(theme, ages).title).toBe('1 of 10 open cases is the oldest: 3–6 days')
    expect(caseAgesChart(theme, [ages[0]!]).title).toBe('All 4 open cases were opened within a day')
    expect(caseAgesChart(theme, []).title).toBe('No case is open')
  })
})
