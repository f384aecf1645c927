/** Small worked inputs of the charts of interventions: measured, undecided, empty. */
import type { Effect, InterventionSummary, Operations, ReplyOf } from '@pratibimba/contract'
import {
  type Chart,
  type ChartTheme,
  caseAgesChart,
  caseClocksChart,
  caseTimelineChart,
  effectForestChart,
  responseDistributionChart,
} from '@pratibimba/reports/charts'

type Desk = ReplyOf<Operations['actionCenter']>

const nobody = { customers: 0, known: 0, missed: 0, miss_rate: null }

export function effect(title: string, prevented: Effect['misses_prevented_per_100']): Effect {
  const group = (known: number, missed: number) => ({
    customers: known + 5,
    known,
    missed,
    miss_rate: { value: missed / known, low: 0, high: 1 },
  })
  return {
    id: title,
    title,
    treated: prevented === null ? nobody : group(200, 20),
    held_out: prevented === null ? nobody : group(40, 9),
    misses_prevented_per_100: prevented,
    misses_prevented: prevented === null ? null : { value: 25, low: 2, high: 48 },
    loss_prevented_minor: null,
    cost_minor: 1_000_000,
    roi: null,
    verdict: 'As drawn.',
  }
}

export const reminder = effect('Soft reminder', { value: 12.5, low: 1.5, high: 23.5 })
export const call = effect('Agent call', { value: 4, low: -6, high: 14 })
export const plan = effect('Payment plan', null)
export const all = effect('All interventions', { value: 9.2, low: 2.1, high: 16.3 })

export const responses: Pick<
  InterventionSummary,
  'responded' | 'no_response' | 'pending_response' | 'held_out' | 'by_state' | 'total'
> = {
  total: 100,
  responded: 30,
  no_response: 15,
  pending_response: 5,
  held_out: 10,
  by_state: [
    { state: 'proposed', count: 20 },
    { state: 'assigned', count: 16 },
    { state: 'cancelled', count: 4 },
    { state: 'held_out', count: 10 },
  ],
}
export const noResponses = { ...responses, total: 0, responded: 0, no_response: 0, pending_response: 0 }

export function timeline(days: number): InterventionSummary['timeline'] {
  return Array.from({ length: days }, (_, day) => ({
    date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    opened: day % 3,
    contacted: day % 2,
    resolved: day % 4 === 0 ? 1 : 0,
  }))
}

export const clocks: Desk['sla'] = [
  { state: 'within', cases: 6 },
  { state: 'approaching', cases: 3 },
  { state: 'overdue', cases: 1 },
]
export const ages: Desk['aging'] = [
  { title: 'Under a day', cases: 4 },
  { title: '1–2 days', cases: 5 },
  { title: '3–6 days', cases: 1 },
  { title: '14 days and more', cases: 0 },
]

export function everyInterventionChart(theme: ChartTheme): Record<string, Chart> {
  return {
    effectForest: effectForestChart(theme, [reminder, call, plan], all),
    effectForestUnknown: effectForestChart(theme, [], plan),
    responses: responseDistributionChart(theme, responses),
    responsesNone: responseDistributionChart(theme, { ...noResponses, by_state: [], held_out: 0 }),
    timeline: caseTimelineChart(theme, timeline(30)),
    timelineWeeks: caseTimelineChart(theme, timeline(200)),
    timelineNone: caseTimelineChart(theme, []),
    clocks: caseClocksChart(theme, clocks),
    clocksNone: caseClocksChart(theme, []),
    ages: caseAgesChart(theme, ages),
    agesNone: caseAgesChart(theme, []),
  }
}
