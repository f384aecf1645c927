/** How much of each guard-rail's limit an experiment has used. */
import type { ExperimentReport } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatNumber, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from '../warning/portfolio-drivers.ts'

type Guardrail = ExperimentReport['guardrails'][number]

const stateWords = {
  waiting: 'waiting',
  within: 'within',
  broken: 'broken',
} as const satisfies Record<Guardrail['state'], string>

/** Guard-rails whose value must not fall below the limit; the others must not rise above it. */
const floors: ReadonlySet<string> = new Set(['four_fifths'])
/** Bars end here, in shares of the limit; the figure beside says the rest. */
const LONGEST = 1.5

/** Share of the limit that is used: 1 is the limit itself; undefined without a value. */
function usedOf({ id, value, limit }: Pick<Guardrail, 'id' | 'value' | 'limit'>): number | undefined {
  if (value === null) return undefined
  const size = Math.abs(value)
  if (floors.has(id)) return size === 0 ? Number.POSITIVE_INFINITY : limit / size
  return limit === 0 ? (size === 0 ? 0 : Number.POSITIVE_INFINITY) : size / limit
}

/** A value of a guard-rail in its own unit. */
function writeGuardrail(id: string, value: number): string {
  if (id === 'approval_rate_change') return formatShare(value)
  return /latency/.test(id) ? `${formatNumber(value)} ms` : value.toFixed(3)
}

export function guardrailChart(theme: ChartTheme, guardrails: readonly Guardrail[]): Chart {
  const colors = { waiting: theme.reference, within: theme.accent, broken: theme.risk[4] }
  const bound = (one: Guardrail) =>
    `${floors.has(one.id) ? 'at least' : 'at most'} ${writeGuardrail(one.id, one.limit)}`
  const names = guardrails.map((one) => `${one.title}: ${stateWords[one.state]}`)
  return {
    title: findingOf(guardrails),
    description:
      'For each guard-rail a bar of how much of its limit is used; the dashed line is the limit. Grey bars wait for enough decisions.',
    heightPx: 28 + 40 * Math.max(1, guardrails.length),
    table: {
      columns: [left('Guard-rail'), right('Value'), right('Limit'), right('Used'), left('State')],
      rows: guardrails.map((one) => [
        one.title,
        one.value === null ? '–' : writeGuardrail(one.id, one.value),
        bound(one),
        usedWords(one),
        stateWords[one.state],
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 24, top: 8, bottom: 24 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, max: LONGEST, interval: 0.5 },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        {
          type: 'bar',
          barWidth: 12,
          data: guardrails.map((one) => ({
            value: Math.min(LONGEST, usedOf(one) ?? 0),
            itemStyle: { color: colors[one.state], borderRadius: [0, 2, 2, 0] },
            label: {
              show: true,
              position: (usedOf(one) ?? 0) > 1 ? ('insideRight' as const) : ('right' as const),
              color: (usedOf(one) ?? 0) > 1 ? theme.surface : theme.ink,
              formatter:
                one.value === null
                  ? `no value yet, ${bound(one)}`
                  : `${writeGuardrail(one.id, one.value)}, ${bound(one)}`,
            },
          })),
        },
        {
          type: 'line',
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.ink, width: 1, type: 'dashed' },
          data:
            guardrails.length === 0
              ? []
              : [
                  [1, 0],
                  [1, guardrails.length - 1],
                ],
        },
        namesAbove(theme, names),
      ],
    },
  }
}

function usedWords(one: Guardrail): string {
  const used = usedOf(one)
  if (used === undefined) return '–'
  return Number.isFinite(used) ? formatShare(used, 0) : 'all'
}

function findingOf(guardrails: readonly Guardrail[]): string {
  const broken = guardrails.filter(({ state }) => state === 'broken')
  if (broken.length > 0)
    return `${broken.map(({ title }) => title).join(' and ')} broke ${broken.length === 1 ? 'its limit' : 'their limits'}`
  const speaking = guardrails.filter(({ state }) => state === 'within')
  if (speaking.length === 0) return 'Every guard-rail waits for enough decisions'
  const nearest = speaking.reduce((found, one) => ((usedOf(one) ?? 0) > (usedOf(found) ?? 0) ? one : found))
  const waiting = guardrails.length - speaking.length
  return `${speaking.length} of ${guardrails.length} guard-rails hold${waiting > 0 ? ', the others wait' : ''}; ${nearest.title.toLowerCase()} is nearest with ${usedWords(nearest)} of its limit`
}
