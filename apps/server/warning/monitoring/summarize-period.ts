/** The scheduled summary: what the last week has brought, in sentences with their figures. */
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { type PeriodFigures, type PeriodSummary, periodSummary } from '@pratibimba/risk/monitoring'
import type { PortfolioDay } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { activityEvent } from '../scoring/activity.ts'
import { monitoringKey, type StoredMonitoring } from './monitor-warning.ts'
import { noticeEvent } from './notices.ts'

const DAYS = 7
const DAY_MS = 86_400_000
const DRIVERS_NAMED = 3
const ALERTS_LOOKED_AT = 200

/** Writes the summary of the seven days that end with the last scored one, and hands it to the delivery. */
export async function summarizePeriod(context: Context, actor: string): Promise<PeriodSummary | undefined> {
  const figures = await figuresOfPeriod(context)
  if (figures === undefined) return undefined
  const summary = periodSummary(figures)
  const text = summary.sentences.map((sentence) => sentence.text).join(' ')
  await context.record(async ({ warning: { outbox } }) => {
    const id = `summary:${figures.from}:${figures.to}`
    await outbox.append([
      activityEvent({ kind: 'batch', severity: 'info', text: `${summary.title}: ${text}`, id }),
      noticeEvent({ id, kind: 'summary', severity: 'info', title: summary.title, text }),
    ])
    const metadata = { from: figures.from, to: figures.to, sentences: summary.sentences.length }
    const fact = { operation: 'PERIOD_SUMMARISED', actor, subjectId: 'warning:summary', metadata }
    return { fact, result: undefined }
  })
  return summary
}

async function figuresOfPeriod({ warning, clock }: Context): Promise<PeriodFigures | undefined> {
  const { scores, interventions, alerts, references } = warning.stores
  const now = clock()
  const to = await scores.lastDay()
  if (to === undefined) return undefined
  const from = formatDay(parseDay(to) - DAYS + 1)
  const days = await scores.portfolioDays(formatDay(parseDay(from) - DAYS), to)
  const present = days.findLast((day) => day.asOfDate >= from)
  const before = days.findLast((day) => day.asOfDate < from)
  const begin = new Date(`${from}T00:00:00Z`)
  const end = new Date(Date.parse(to) + DAY_MS)
  const earlier = new Date(begin.getTime() - DAYS * DAY_MS)
  const [opened, openedBefore, drivers, recent, monitoring] = await Promise.all([
    interventions.figures({ createdFrom: begin, createdUntil: end }, now),
    interventions.figures({ createdFrom: earlier, createdUntil: begin }, now),
    scores.topDrivers({ level: ['HIGH', 'CRITICAL'] }, DRIVERS_NAMED, now),
    alerts.list({ limit: ALERTS_LOOKED_AT, offset: 0 }),
    references.get<StoredMonitoring>(monitoringKey),
  ])
  const within = (at: Date | undefined) => at !== undefined && at >= begin && at < end
  return {
    from,
    to,
    ...(present && portfolioFigures(present, before)),
    interventions: { current: opened.total, previous: openedBefore.total },
    drivers: drivers.map(({ feature, customers }) => ({
      title: warning.champion.describe({ feature, value: null, contribution: 0 }).title,
      customers,
    })),
    ...(monitoring && { findings: findingsOf(monitoring.value) }),
    alertsRaised: recent.alerts
      .filter(({ raisedAt }) => within(raisedAt))
      .map(({ text }) => ({ sentence: text })),
    alertsResolved: recent.alerts
      .filter(({ resolvedAt }) => within(resolvedAt))
      .map(({ title }) => ({ sentence: `${title}: over.` })),
  }
}

function portfolioFigures(present: PortfolioDay, before: PortfolioDay | undefined) {
  const pair = (of: (day: PortfolioDay) => number) => ({
    current: of(present),
    ...(before && { previous: of(before) }),
  })
  return {
    customersScored: pair((day) => day.customers),
    highRisk: pair((day) => day.byLevel.HIGH + day.byLevel.CRITICAL),
    criticalRisk: pair((day) => day.byLevel.CRITICAL),
    meanScore: pair((day) => day.meanScore),
  }
}

/** The head of each report; the rest stands on the page. */
function findingsOf({ report }: StoredMonitoring): NonNullable<PeriodFigures['findings']> {
  return [
    { topic: 'performance', sentences: report.performance?.sentences.slice(0, 2) ?? [] },
    { topic: 'drift', sentences: report.drift.sentences.slice(0, 1) },
    { topic: 'quality', sentences: report.quality.sentences.slice(0, 1) },
  ]
}
