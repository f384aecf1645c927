/** The scores of a customer over time, with what was done. */
import type { CustomerHistory } from '@pratibimba/contract'
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts'
import { baseOption, type Chart, escaped, left, numberAxis, right } from '../chart.ts'
import { formatShare } from '../figures.ts'
import { type ChartTheme, levelColor } from '../theme.ts'
import { counted, dayAt, dayAxis, daysBetween } from './days.ts'
import { letterStyles, levelNames, levelRanges } from './level-bands.ts'

/** Where the axis may end, and its steps. */
const tops = [
  [0.1, 0.02],
  [0.2, 0.05],
  [0.4, 0.1],
  [0.6, 0.2],
  [0.8, 0.2],
  [1, 0.25],
] as const

/** @param nameOf the type of an intervention in words */
export function scoreHistoryChart(
  theme: ChartTheme,
  history: Pick<CustomerHistory, 'scores' | 'interventions'>,
  nameOf: (type: CustomerHistory['interventions'][number]['type']) => string,
): Chart {
  const scores = history.scores.toReversed()
  const done = history.interventions.toReversed().map((one) => {
    const date = one.created_at.slice(0, 10)
    return {
      date,
      text: `${nameOf(one.type)}${one.state === 'held_out' ? ', held out' : ''}`,
      score: one.risk_score,
    }
  })
  const highest = Math.max(
    0,
    ...scores.map(({ risk_score }) => risk_score),
    ...done.map(({ score }) => score),
  )
  const [top, step] = tops.find(([one]) => one >= highest * 1.05) ?? tops.at(-1)!
  const days = [...scores.map(({ as_of_date }) => as_of_date), ...done.map(({ date }) => date)].sort()
  const ends =
    days.length > 0 ? ([dayAt(days[0]!), dayAt(days.at(-1)!)] as const) : ([0, 86_400_000] as const)
  return {
    title: findingOf(scores, done.length),
    description:
      'Score by day over bands of the risk levels; a diamond marks an intervention that was opened.',
    heightPx: 300,
    table: {
      columns: [left('As of'), right('Score'), left('Level'), left('Intervention'), left('Model')],
      rows: tableOf(scores, done),
    },
    option: {
      ...baseOption(theme),
      useUTC: true,
      grid: { left: 44, right: 40, top: 16, bottom: 28 },
      tooltip: { ...baseOption(theme).tooltip, trigger: 'item' },
      xAxis: dayAxis(theme, { min: ends[0], max: Math.max(ends[1], ends[0] + 86_400_000) }),
      yAxis: {
        ...numberAxis(theme, (value) => formatShare(value, 0)),
        min: 0,
        max: top,
        interval: step,
        splitLine: { show: false },
      },
      series: [
        {
          type: 'custom',
          silent: true,
          clip: true,
          z: 0,
          data: levelRanges()
            .filter(({ from }) => from < top)
            .map(({ from, to }) => [ends[0], from, Math.min(top, to)]),
          encode: { x: 0, y: [1, 2] },
          renderItem: (
            { dataIndex, coordSys }: CustomSeriesRenderItemParams,
            api: CustomSeriesRenderItemAPI,
          ) => {
            const { x, width } = coordSys as unknown as { x: number; width: number }
            const [bottom, upper] = [
              api.coord([ends[0], api.value(1)])[1]!,
              api.coord([ends[0], api.value(2)])[1]!,
            ]
            return {
              type: 'rect',
              shape: { x, y: upper, width, height: bottom - upper },
              style: { fill: levelColor(theme, levelRanges()[dataIndex]!.level), opacity: 0.14 },
            }
          },
        },
        {
          // Letters of the bands at the right.
          type: 'scatter',
          silent: true,
          symbolSize: 0,
          data: levelRanges()
            .filter(({ from, to }) => from < top && Math.min(top, to) - from > top * 0.06)
            .map(({ level, from, to }) => ({
              value: [Math.max(ends[1], ends[0] + 86_400_000), (from + Math.min(top, to)) / 2],
              label: {
                show: true,
                position: 'right' as const,
                distance: 8,
                rich: letterStyles(theme),
                formatter: `{${level}|${level.charAt(0)}}`,
              },
            })),
        },
        {
          type: 'line',
          name: 'Score',
          showSymbol: true,
          symbol: 'circle',
          symbolSize: scores.length > 60 ? 3 : 5,
          color: theme.ink,
          lineStyle: { color: theme.ink, width: 2 },
          data: scores.map(({ as_of_date, risk_score, risk_level }) => ({
            value: [dayAt(as_of_date), risk_score],
            tooltip: { formatter: `${as_of_date}<br>${formatShare(risk_score)}, ${levelNames[risk_level]}` },
          })),
        },
        {
          type: 'scatter',
          name: 'Intervention',
          symbol: 'diamond',
          symbolSize: 14,
          itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 2, opacity: 1 },
          data: done.map(({ date, score, text }) => ({
            value: [dayAt(date), score],
            tooltip: { formatter: `${date}<br>${escaped(text)}` },
          })),
        },
      ],
    },
  }
}

type Scores = CustomerHistory['scores']

/** Scores and interventions by day, newest first. */
function tableOf(scores: Scores, done: readonly { date: string; text: string }[]): string[][] {
  const rows = scores.map((one) => ({
    date: one.as_of_date,
    cells: [formatShare(one.risk_score), levelNames[one.risk_level]],
    model: one.model_version,
    text: done
      .filter(({ date }) => date === one.as_of_date)
      .map(({ text }) => text)
      .join(', '),
  }))
  const alone = done
    .filter(({ date }) => !scores.some(({ as_of_date }) => as_of_date === date))
    .map(({ date, text }) => ({ date, cells: ['', ''], model: '', text }))
  return [...rows, ...alone]
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .map(({ date, cells, model, text }) => [date, ...cells, text, model])
}

function findingOf(scores: Scores, interventions: number): string {
  const [first, last] = [scores[0], scores.at(-1)]
  const after = interventions > 0 ? `, with ${counted(interventions, 'intervention')}` : ''
  if (first === undefined || last === undefined) return 'This customer has no score yet'
  if (first === last) return `One score so far: ${formatShare(last.risk_score)}${after}`
  const span = `in ${daysBetween(first.as_of_date, last.as_of_date)} days`
  const change = last.risk_score - first.risk_score
  if (Math.abs(change) < 0.02)
    return `The score stands at ${formatShare(last.risk_score)}, where it was ${span.replace('in ', '')} ago${after}`
  const crossed =
    first.risk_level === last.risk_level ? '' : `, into ${levelNames[last.risk_level].toLowerCase()}`
  return `The score ${change > 0 ? 'rose' : 'fell'} from ${formatShare(first.risk_score)} to ${formatShare(last.risk_score)} ${span}${crossed}${after}`
}
