/** What contacting changed, group by group: misses prevented per 100 treated against held out, with their intervals. */
import type { Effect } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatCount, formatSigned } from '../figures.ts'
import { intervalsAcross } from '../interval-line.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from './portfolio-drivers.ts'

/**
 * @param effects of types, levels or tiers, titles in words
 * @param overall of all of them together, drawn last
 */
export function effectForestChart(theme: ChartTheme, effects: readonly Effect[], overall: Effect): Chart {
  const rows = [...effects, overall]
  const names = rows.map(({ title, treated, held_out, misses_prevented_per_100: found }) =>
    [
      title,
      `${formatCount(treated.known)} against ${formatCount(held_out.known)} held out`,
      ...(found === null ? ['not known yet'] : []),
    ].join('  ·  '),
  )
  const [low, high] = extentOf(rows)
  return {
    title: findingOf(effects, overall),
    description:
      'For each group the misses prevented per 100 treated customers against those held out (dot) with the 95% interval (line); right of the upright line fewer payments were missed, left of it more.',
    heightPx: 60 + 44 * rows.length,
    table: {
      columns: [
        left('Group'),
        right('Treated, end known'),
        right('Of them missed'),
        right('Held out, end known'),
        right('Of them missed'),
        right('Prevented per 100'),
        right('95% interval'),
      ],
      rows: rows.map(({ title, treated, held_out, misses_prevented_per_100: found }) => [
        title,
        formatCount(treated.known),
        formatCount(treated.missed),
        formatCount(held_out.known),
        formatCount(held_out.missed),
        found === null ? '–' : formatSigned(found.value, 1),
        found === null ? 'not known yet' : `${formatSigned(found.low, 1)} to ${formatSigned(found.high, 1)}`,
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 24, top: 12, bottom: 44 },
      tooltip: { show: false },
      xAxis: {
        ...numberAxis(theme, (value) => formatSigned(value, 0), 'Misses prevented per 100 treated'),
        min: low,
        max: high,
        splitNumber: 4,
      },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        {
          type: 'line',
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.reference, width: 1, type: 'dashed' },
          data: [
            [0, 0],
            [0, rows.length - 1],
          ],
        },
        intervalsAcross(
          rows.flatMap(({ misses_prevented_per_100: found }, row) =>
            found === null ? [] : [[found.low, row, found.high]],
          ),
          { color: theme.inkMuted, widthPx: 2 },
        ),
        {
          type: 'scatter',
          data: rows.map(({ misses_prevented_per_100: found }, row) => ({
            value: [found?.value ?? 0, row],
            symbol: row === rows.length - 1 ? 'diamond' : 'circle',
            symbolSize: found === null ? 0 : row === rows.length - 1 ? 14 : 10,
            itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 1, opacity: 1 },
            label: {
              show: found !== null,
              position: 'bottom' as const,
              distance: 4,
              color: theme.ink,
              formatter: found === null ? '' : formatSigned(found.value, 1),
            },
          })),
        },
        namesAbove(theme, names, low),
      ],
    },
  }
}

/** Room for every interval and for zero, to whole tens. */
function extentOf(rows: readonly Effect[]): [low: number, high: number] {
  const found = rows.flatMap(({ misses_prevented_per_100: one }) => (one === null ? [] : [one]))
  const low = Math.min(0, ...found.map((one) => one.low))
  const high = Math.max(0, ...found.map((one) => one.high))
  if (found.length === 0) return [-10, 10]
  return [Math.floor(low / 10) * 10, Math.ceil(high / 10) * 10 || 10]
}

function findingOf(effects: readonly Effect[], { misses_prevented_per_100: all }: Effect): string {
  if (all === null) return 'No effect can be told yet: too few ends are known among treated or held out'
  const within = `95% ${formatSigned(all.low, 1)} to ${formatSigned(all.high, 1)}`
  if (all.low > 0) {
    const best = effects
      .filter(({ misses_prevented_per_100: one }) => one !== null && one.low > 0)
      .sort((a, b) => b.misses_prevented_per_100!.low - a.misses_prevented_per_100!.low)[0]
    const surest = best === undefined || effects.length < 2 ? '' : `, the surest ${best.title.toLowerCase()}`
    return `Contacting prevented ${all.value.toFixed(1)} misses per 100 treated (${within})${surest}`
  }
  if (all.high < 0)
    return `Treated customers missed more often than those held out: ${formatSigned(all.value, 1)} prevented per 100 (${within})`
  return `Treated and held out do not differ by more than chance allows (${within} per 100)`
}
