/** The portfolio as a whole: figures, overview, segments. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { RiskScoreStore, WorklistFilter } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { insightsOf } from '../../warning/insights.ts'
import { customerRowToWire } from '../../wire/warning/customer-row.ts'
import { figuresToWire, segmentToWire, storedSegmentations } from '../../wire/warning/overview.ts'

type PortfolioOperations = Pick<Operations, 'riskOverview' | 'listSegments'>

const highRisk: WorklistFilter = { level: ['HIGH', 'CRITICAL'] }
const DRIVERS_SHOWN = 12
const RISING_SHOWN = 8

export const warningPortfolioHandlers: Handlers<PortfolioOperations, Context> = {
  riskOverview: async ({ query }, context) => {
    const { stores, champion } = context.warning
    const now = context.clock()
    const present = await stores.scores.portfolio({}, now)
    const days = query.days ?? 30
    const [concentration, drivers, rising, trend] = await Promise.all([
      stores.scores.concentration(),
      stores.scores.topDrivers(highRisk, DRIVERS_SHOWN, now),
      risingCustomers(stores.scores, now),
      present === undefined ? [] : daysBefore(stores.scores, present.asOfDate, days),
    ])
    const reply: Omit<ReplyOf<Operations['riskOverview']>, 'insights'> = {
      as_of_date: present?.asOfDate ?? null,
      histogram: {
        edges: Array.from({ length: 21 }, (_, bin) => bin / 20),
        counts: [...(present?.histogram ?? new Array<number>(20).fill(0))],
      },
      concentration: concentration.map((tenth, index) => ({
        title: concentration.length === 10 ? `${index * 10}–${index * 10 + 10}%` : `Part ${index + 1}`,
        customers: tenth.customers,
        exposure_minor: tenth.exposureMinor,
        expected_loss_minor: tenth.expectedLossMinor,
      })),
      trend: trend.map((day) => {
        const { as_of_date, customers, average_risk_score, high_risk, critical, expected_loss_minor } =
          figuresToWire(day)
        return { as_of_date, customers, average_risk_score, high_risk, critical, expected_loss_minor }
      }),
      drivers: drivers.map(({ feature, customers, meanContribution }) => ({
        feature,
        title: champion.describe({ feature, value: null, contribution: meanContribution }).title,
        mean_contribution: meanContribution,
        customers,
      })),
      rising: rising.map((row) => customerRowToWire(row, champion.describe)),
    }
    return { ...reply, insights: insightsOf(present, trend, reply) }
  },

  listSegments: async ({ query }, context) => {
    const segments = await context.warning.stores.scores.segments(
      storedSegmentations[query.by],
      {},
      context.clock(),
    )
    return { by: query.by, segments: segments.map(segmentToWire) }
  },
}

async function risingCustomers(scores: RiskScoreStore, now: Date) {
  const { rows } = await scores.worklist({
    filter: { change30d: { min: 0.02 } },
    sort: 'change_30d',
    direction: 'desc',
    limit: RISING_SHOWN,
    offset: 0,
    now,
  })
  return rows
}

function daysBefore(scores: RiskScoreStore, through: string, days: number) {
  const from = formatDay(parseDay(through) - days)
  return scores.portfolioDays(from, through)
}
