/** What a risk officer should look at first, told from the figures of the portfolio. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import type { PortfolioDay } from '@pratibimba/risk/ports'

type Overview = ReplyOf<Operations['riskOverview']>
type Insight = Overview['insights'][number]

/** A change of the number of customers at high risk within the trend that is worth a word. */
const NOTICEABLE_SHARE = 0.1

export function insightsOf(
  present: PortfolioDay | undefined,
  trend: readonly PortfolioDay[],
  overview: Pick<Overview, 'concentration' | 'drivers' | 'rising'>,
): Insight[] {
  if (present === undefined) return []
  const found: (Insight | undefined)[] = [
    highRiskChange(present, trend),
    criticalNow(present),
    concentrated(overview.concentration),
    leadingDriver(overview.drivers, present),
    risingNow(overview.rising),
    backFilled(trend),
  ]
  return found.filter((insight) => insight !== undefined)
}

function highRiskChange(present: PortfolioDay, trend: readonly PortfolioDay[]): Insight | undefined {
  const [first] = trend
  if (first === undefined || first.asOfDate === present.asOfDate) return undefined
  const before = atHighRisk(first)
  const now = atHighRisk(present)
  if (before === 0) return undefined
  const change = now / before - 1
  if (Math.abs(change) < NOTICEABLE_SHARE) return undefined
  const percent = `${Math.round(Math.abs(change) * 100)}%`
  return {
    id: 'high-risk-change',
    severity: change > 0 ? 'act' : 'info',
    text: `Customers at high risk ${change > 0 ? 'rose' : 'fell'} by ${percent} since ${first.asOfDate}: ${before} then, ${now} now.`,
    link: '/customers?level=HIGH,CRITICAL',
  }
}

function criticalNow({ byLevel }: PortfolioDay): Insight | undefined {
  if (byLevel.CRITICAL === 0) return undefined
  const customers = byLevel.CRITICAL === 1 ? '1 customer is' : `${byLevel.CRITICAL} customers are`
  return {
    id: 'critical',
    severity: 'act',
    text: `${customers} more likely than not to miss a payment within 30 days.`,
    link: '/actions?level=CRITICAL',
  }
}

function concentrated(tenths: Overview['concentration']): Insight | undefined {
  const total = tenths.reduce((sum, { expected_loss_minor }) => sum + expected_loss_minor, 0)
  const [first] = tenths
  if (first === undefined || total === 0) return undefined
  const share = first.expected_loss_minor / total
  return {
    id: 'concentration',
    severity: share > 0.5 ? 'watch' : 'info',
    text: `The riskiest tenth of customers holds ${Math.round(share * 100)}% of the expected loss.`,
    link: '/customers?sort=expected_loss',
  }
}

function leadingDriver(drivers: Overview['drivers'], present: PortfolioDay): Insight | undefined {
  const [first] = drivers
  const highRisk = atHighRisk(present)
  if (first === undefined || highRisk === 0) return undefined
  return {
    id: 'leading-driver',
    severity: 'info',
    text: `"${first.title}" is among the first drivers of ${first.customers} of ${highRisk} customers at high risk.`,
    link: `/customers?driver=${encodeURIComponent(first.feature)}`,
  }
}

function risingNow(rising: Overview['rising']): Insight | undefined {
  const [first] = rising
  if (first?.change_30d == null) return undefined
  return {
    id: 'rising',
    severity: 'watch',
    text: `${first.customer_id} rose most in 30 days: by ${Math.round(first.change_30d * 100)} points to ${Math.round(first.risk_score * 100)}%.`,
    link: `/customers/${first.customer_id}`,
  }
}

/** A past that was drawn afterwards looks better than it was. */
function backFilled(trend: readonly PortfolioDay[]): Insight | undefined {
  const days = trend.filter(({ afterTheFact = 0, customers }) => afterTheFact > customers / 2)
  if (days.length === 0) return undefined
  return {
    id: 'back-filled',
    severity: 'info',
    text: `${days.length} of the ${trend.length} days of the trend, ${days[0]!.asOfDate} to ${days.at(-1)!.asOfDate}, were scored after the fact: with transactions that were known then, by a model that may have learnt what came of them, and with what is owed on loans now.`,
    link: '/models',
  }
}

function atHighRisk({ byLevel }: PortfolioDay): number {
  return byLevel.HIGH + byLevel.CRITICAL
}
