/** How the drivers of a score add up, from the population to the customer. */
import type { Driver } from '@pratibimba/contract'
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatFeature } from '../feature-value.ts'
import { formatCount, formatShare, formatSigned } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { counted } from './days.ts'
import { namesAbove } from './portfolio-drivers.ts'

export interface DriversOfScore {
  readonly base_log_odds: number
  readonly log_odds: number
  /** Calibrated probability. */
  readonly risk_score: number
  readonly drivers: readonly Driver[]
}

interface Step {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly kind: 'total' | 'raises' | 'lowers'
  readonly driver?: Driver
}

/**
 * Log-odds of the population, each driver's contribution, and the customer's log-odds.
 *
 *   log_odds = base_log_odds + Σ contributions
 *
 * What is not shown singly is one step, so that the steps always add up to the score.
 *
 * @param shown drivers with a step of their own, the largest first
 */
export function driverWaterfallChart(theme: ChartTheme, score: DriversOfScore, shown = 10): Chart {
  const steps = stepsOf(score, shown)
  const values = steps
    .flatMap(({ from, to }) => [from, to])
    .filter((value) => value !== 0 || steps.length === 0)
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  const margin = Math.max(0.25, (highest - lowest) * 0.06)
  const [min, max] = [Math.floor((lowest - margin) * 2) / 2, Math.ceil((highest + margin) * 2) / 2]
  const colorOf = { total: theme.reference, raises: theme.risk[3], lowers: theme.risk[0] }
  const names = steps.map(({ name }) => name)
  return {
    title: findingOf(score),
    description:
      'From the log-odds of the population (first row) each driver adds or takes away until the log-odds of this customer (last row). The axis above gives the probability before calibration.',
    heightPx: 72 + 40 * steps.length,
    table: {
      columns: [
        left('Step'),
        right('Value'),
        right('Typical'),
        right('Contribution, log-odds'),
        right('Log-odds after it'),
        right('Probability before calibration'),
      ],
      rows: steps.map(({ name, from, to, kind, driver }) => [
        name,
        driver ? figureOf(driver, driver.value) : '',
        driver ? figureOf(driver, driver.typical) : '',
        kind === 'total' ? '' : formatSigned(to - from, 3),
        formatSigned(to, 3),
        formatShare(probabilityOf(to), 2),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 64, top: 36, bottom: 36 },
      tooltip: { show: false },
      xAxis: [
        {
          ...numberAxis(theme, (value) => formatSigned(value, value % 1 === 0 ? 0 : 1), 'Log-odds'),
          min,
          max,
          nameGap: 22,
          axisLabel: axisLabel(theme, (value) => formatSigned(value, value % 1 === 0 ? 0 : 1)),
        },
        {
          ...numberAxis(theme, probabilityLabel),
          position: 'top',
          min,
          max,
          splitLine: { show: false },
          axisLabel: axisLabel(theme, probabilityLabel),
        },
      ],
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        {
          type: 'custom',
          silent: true,
          data: steps.map(({ from, to, kind }, row) => [kind === 'total' ? min : from, row, to]),
          encode: { x: [0, 2], y: 1 },
          renderItem: ({ dataIndex }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
            const { kind, from, to } = steps[dataIndex]!
            const [start, end] = [
              api.coord([api.value(0), api.value(1)]),
              api.coord([api.value(2), api.value(1)]),
            ]
            const next = dataIndex < steps.length - 1
            const text = kind === 'total' ? formatSigned(to) : formatSigned(to - from)
            return {
              type: 'group',
              children: [
                {
                  type: 'rect',
                  shape: {
                    x: Math.min(start[0]!, end[0]!),
                    y: start[1]! - 5,
                    width: Math.max(1, Math.abs(end[0]! - start[0]!)),
                    height: 12,
                    r: 2,
                  },
                  style: { fill: colorOf[kind] },
                },
                ...(next
                  ? [
                      {
                        type: 'line' as const,
                        shape: { x1: end[0]!, y1: end[1]! + 7, x2: end[0]!, y2: end[1]! + 35 },
                        style: { stroke: theme.hairline, lineWidth: 1 },
                      },
                    ]
                  : []),
                {
                  type: 'text',
                  x: Math.max(start[0]!, end[0]!) + 6,
                  y: start[1]! + 1,
                  style: {
                    text,
                    fill: theme.ink,
                    font: `12px ${theme.fontFamily}`,
                    verticalAlign: 'middle',
                  },
                },
              ],
            }
          },
        },
        namesAbove(theme, names, min),
        {
          // Binds the axis of probabilities.
          type: 'scatter',
          xAxisIndex: 1,
          silent: true,
          symbolSize: 0,
          data: [],
        },
      ],
    },
  }
}

/** @throws nothing; the last driver step takes up what the given drivers leave open */
function stepsOf({ base_log_odds, log_odds, drivers }: DriversOfScore, shown: number): Step[] {
  const largest = [...drivers]
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
  const single = largest.slice(0, shown)
  const steps: Step[] = [{ name: 'Population', from: 0, to: base_log_odds, kind: 'total' }]
  let at = base_log_odds
  for (const driver of single) {
    const to = at + driver.contribution
    steps.push({ name: nameOf(driver), from: at, to, kind: kindOf(driver.contribution), driver })
    at = to
  }
  const rest = log_odds - at
  const others = largest.length - single.length
  if (others > 0 || Math.abs(rest) > 1e-6)
    steps.push({
      name: others > 0 ? counted(others, 'other feature') : 'All other features',
      from: at,
      to: log_odds,
      kind: kindOf(rest),
    })
  steps.push({ name: 'This customer', from: 0, to: log_odds, kind: 'total' })
  return steps
}

const kindOf = (contribution: number) => (contribution >= 0 ? 'raises' : 'lowers')

const nameOf = (driver: Driver) => `${driver.title}: ${figureOf(driver, driver.value)}`

const figureOf = ({ feature, unit }: Driver, value: number | null) =>
  value === null ? 'missing' : formatFeature(value, { feature, unit })
const probabilityOf = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))

function probabilityLabel(logOdds: number): string {
  const probability = probabilityOf(logOdds)
  return formatShare(probability, probability < 0.1 ? 1 : 0)
}

function axisLabel(theme: ChartTheme, formatter: (value: number) => string) {
  return {
    color: theme.inkMuted,
    fontSize: 12,
    formatter,
    hideOverlap: true,
    showMinLabel: false,
    showMaxLabel: false,
  }
}

function findingOf({ base_log_odds, log_odds, risk_score, drivers }: DriversOfScore): string {
  const up = drivers.filter(({ contribution }) => contribution > 0)
  const first = [...drivers].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))[0]
  const odds = Math.exp(log_odds - base_log_odds)
  if (first === undefined) return `Nothing sets this customer apart: ${formatShare(risk_score)}`
  const times = odds >= 10 ? `${formatCount(odds)} times` : `${odds.toFixed(odds >= 1 ? 1 : 2)} times`
  return `${first.title} weighs most; ${up.length} of ${drivers.length} drivers raise the odds; all together they are ${times} the population's`
}
