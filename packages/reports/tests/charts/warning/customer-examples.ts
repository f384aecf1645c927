/** Small worked inputs of the charts of early warning: a portfolio and a customer, ordinary and at the edge. */
import type {
  CustomerDetail,
  CustomerFeatures,
  CustomerHistory,
  Driver,
  Operations,
  ReplyOf,
  SegmentTable,
} from '@pratibimba/contract'
import {
  balanceHistoryChart,
  type Chart,
  type ChartTheme,
  driverWaterfallChart,
  highRiskTrendChart,
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
  stressRadarChart,
} from '@pratibimba/reports/charts'

type Overview = ReplyOf<Operations['riskOverview']>

export const levels = [
  { level: 'LOW', customers: 800 },
  { level: 'MEDIUM', customers: 120 },
  { level: 'HIGH', customers: 60 },
  { level: 'CRITICAL', customers: 20 },
] as const satisfies readonly unknown[]
const nobody = levels.map(({ level }) => ({ level, customers: 0 }))

export const histogram: Overview['histogram'] = {
  edges: Array.from({ length: 21 }, (_, bin) => bin / 20),
  counts: [800, 60, 30, 30, ...new Array<number>(6).fill(10), ...new Array<number>(10).fill(2)],
}

export const tenths: Overview['concentration'] = Array.from({ length: 10 }, (_, tenth) => ({
  title: `${tenth * 10}–${tenth * 10 + 10}%`,
  customers: 100,
  exposure_minor: 1_000_000,
  expected_loss_minor: tenth === 0 ? 60_000 : 5_000 - tenth * 100,
}))

export const trend: Overview['trend'] = Array.from({ length: 31 }, (_, day) => ({
  as_of_date: new Date(Date.UTC(2026, 2, 1 + day)).toISOString().slice(0, 10),
  customers: 1000,
  average_risk_score: 0.04 + day * 0.0002,
  high_risk: 62 + Math.floor(day * 0.6),
  critical: 12 + Math.floor(day / 4),
  expected_loss_minor: 80_000 + day * 100,
}))

export const portfolioDrivers: Overview['drivers'] = [
  {
    feature: 'failed_autodebits_max',
    title: 'Failed auto-debits <weekly>',
    mean_contribution: 0.71,
    customers: 40,
  },
  { feature: 'savings_change_mean', title: 'Change of savings', mean_contribution: -0.02, customers: 12 },
]

export function segment(name: string, customers: number, highRisk: number) {
  const one: SegmentTable['segments'][number] = {
    segment: name,
    customers,
    average_risk_score: 0.05,
    high_risk: highRisk,
    high_risk_share: customers === 0 ? 0 : highRisk / customers,
    exposure_minor: customers * 10_000,
    expected_loss_minor: customers * 200,
  }
  return { name, segment: one }
}

export function driver(title: string, contribution: number, value: number | null = 3): Driver {
  return {
    feature: title.toLowerCase().replaceAll(' ', '_'),
    title,
    value,
    unit: 'count',
    typical: 0,
    contribution,
    direction: contribution >= 0 ? 'raises' : 'lowers',
    text: `${title} is ${value}`,
  }
}

export const explained = {
  base_log_odds: -3,
  log_odds: -0.4,
  risk_score: 0.37,
  drivers: [
    driver('Failed debits', 1.9),
    driver('Savings', -0.3, null),
    driver('Gambling', 1),
    driver('Tenure', 0),
  ],
}

export const scores: CustomerHistory['scores'] = [
  ['2026-03-31', 0.37, 'HIGH'],
  ['2026-03-16', 0.12, 'MEDIUM'],
  ['2026-03-01', 0.04, 'LOW'],
].map(([date, score, level]) => ({
  as_of_date: date as string,
  risk_score: score as number,
  risk_level: level as 'LOW',
  expected_days_to_failure: null,
  model_version: 'M1',
}))

export const intervention: CustomerHistory['interventions'][number] = {
  id: 'INT_01234567',
  customer_id: 'C0000001',
  type: 'agent_call',
  state: 'proposed',
  version: 1,
  tier: 2,
  risk_score: 0.12,
  risk_level: 'MEDIUM',
  exposure_minor: 100,
  assigned_to: null,
  channel: null,
  contact_at: null,
  outcome: null,
  payment_missed: null,
  sla_state: null,
  due_at: null,
  cost_minor: 0,
  can: [],
  created_at: '2026-03-16T09:00:00Z',
  created_by: 'ana',
  updated_at: '2026-03-16T09:00:00Z',
}

export const groups: CustomerDetail['radar'] = [
  { group: 'salary', title: 'Salary', customer: 0.6, portfolio: 0.2 },
  { group: 'savings', title: 'Savings', customer: 0.35, portfolio: 0.25 },
  { group: 'spending', title: 'Spending', customer: 0.1, portfolio: 0.15 },
  { group: 'cash', title: 'Cash', customer: 0, portfolio: 0.05 },
]

export const balances: ReplyOf<Operations['customerBalances']>['days'] = [
  { date: '2026-03-29', current_minor: 120_000, savings_minor: 50_000, credit_card_minor: null },
  { date: '2026-03-30', current_minor: -4_000, savings_minor: 50_000, credit_card_minor: null },
  { date: '2026-03-31', current_minor: 20_000, savings_minor: null, credit_card_minor: null },
]

export const signal: CustomerFeatures['signals'][number] = {
  id: 'failed_autodebits',
  title: 'Failed auto-debits',
  unit: 'count',
  high: 1,
  weeks: [0, null, 0, 0, 1, 0, 2, 0],
}

/** Every chart of the overview and of a customer, by name. */
export function everyCustomerChart(theme: ChartTheme): Record<string, Chart> {
  const name = (type: string) => type
  return {
    levelRing: levelDistributionChart(theme, [...levels], 'ring'),
    levelBars: levelDistributionChart(theme, [...levels], 'bars'),
    levelRingOfNobody: levelDistributionChart(theme, nobody, 'ring'),
    levelBarsOfNobody: levelDistributionChart(theme, nobody, 'bars'),
    histogram: scoreHistogramChart(theme, histogram),
    histogramOfNobody: scoreHistogramChart(theme, { ...histogram, counts: histogram.counts.map(() => 0) }),
    concentration: lossConcentrationChart(theme, tenths, 'USD'),
    concentrationOfNobody: lossConcentrationChart(theme, [], 'USD'),
    meanTrend: meanScoreTrendChart(theme, trend),
    meanTrendOfOneDay: meanScoreTrendChart(theme, trend.slice(0, 1)),
    meanTrendOfNoDay: meanScoreTrendChart(theme, []),
    highRiskTrend: highRiskTrendChart(theme, trend),
    highRiskTrendOfOneDay: highRiskTrendChart(theme, trend.slice(0, 1)),
    highRiskTrendOfNoDay: highRiskTrendChart(theme, []),
    drivers: portfolioDriversChart(theme, portfolioDrivers, 80),
    driversOfNobody: portfolioDriversChart(theme, [], 0),
    segments: segmentRiskChart(theme, [segment('North', 400, 60), segment('{South}', 600, 20)], 'USD'),
    segmentsOfNobody: segmentRiskChart(theme, [segment('North', 0, 0)], 'USD'),
    scale: riskScaleChart(theme, {
      score: 0.37,
      level: 'HIGH',
      threshold: 0.11,
      before: 0.05,
      portfolio: 0.046,
    }),
    scaleAlone: riskScaleChart(theme, { score: 0.004, level: 'LOW', threshold: 0.11 }),
    history: scoreHistoryChart(theme, { scores, interventions: [intervention] }, name),
    historyOfOneDay: scoreHistoryChart(theme, { scores: scores.slice(0, 1), interventions: [] }, name),
    historyOfNoDay: scoreHistoryChart(theme, { scores: [], interventions: [] }, name),
    waterfall: driverWaterfallChart(theme, explained),
    waterfallOfNoDriver: driverWaterfallChart(theme, { ...explained, log_odds: -3, drivers: [] }),
    radar: stressRadarChart(theme, groups),
    dots: stressDotsChart(theme, groups),
    dotsOfNoGroup: stressDotsChart(theme, []),
    balances: balanceHistoryChart(theme, balances, 'USD'),
    balancesOfNoDay: balanceHistoryChart(theme, [], 'USD'),
    signal: signalWeeksChart(theme, signal),
    signalUnknown: signalWeeksChart(theme, { ...signal, weeks: [null, null] }),
  }
}
