/** Whether groups of applicants are approved alike. */
import type { CreditMonitoring } from '@pratibimba/contract'
import { type Chart, left, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { intervalRowsOption } from '../warning/interval-rows.ts'

type GroupApproval = CreditMonitoring['fairness'][number]

/** Below this share of the best group's rate, approval counts as unequal. */
const FOUR_FIFTHS = 0.8

export function groupApprovalChart(theme: ChartTheme, groups: readonly GroupApproval[]): Chart {
  return {
    title: findingOf(groups),
    description:
      'For each group the share of its applications that were approved (dot) with its 95% interval (line). Groups with too few applications are named without one.',
    heightPx: 40 + 40 * Math.max(1, groups.length),
    table: {
      columns: [
        left('Group'),
        left('Attribute'),
        right('Decisions'),
        right('Approved'),
        right('95% interval'),
        right('Of the best group'),
      ],
      rows: groups.map(({ attribute, group, decisions, approval_rate, four_fifths }) => [
        group,
        attribute,
        formatCount(decisions),
        approval_rate === null ? '–' : formatShare(approval_rate.value),
        approval_rate === null
          ? '–'
          : `${formatShare(approval_rate.low)} – ${formatShare(approval_rate.high)}`,
        four_fifths === null ? '–' : four_fifths.toFixed(2),
      ]),
    },
    option: intervalRowsOption(
      theme,
      groups.map(({ group, decisions, approval_rate, four_fifths }) => ({
        name: `${group}, ${formatCount(decisions)}${four_fifths === null ? '' : `: ${four_fifths.toFixed(2)} of the best`}`,
        figure: approval_rate ?? undefined,
        marked: four_fifths === null || four_fifths >= FOUR_FIFTHS,
      })),
      { format: (value) => formatShare(value, 0), min: 0 },
    ),
  }
}

function findingOf(groups: readonly GroupApproval[]): string {
  const known = groups.filter(
    ({ four_fifths, approval_rate }) => four_fifths !== null && approval_rate !== null,
  )
  if (known.length === 0) return 'No group has enough decisions for a figure'
  const worst = known.reduce((found, one) => (one.four_fifths! < found.four_fifths! ? one : found))
  const below = known.filter(({ four_fifths }) => four_fifths! < FOUR_FIFTHS)
  const said = `${worst.group} is approved ${worst.four_fifths!.toFixed(2)} times as often as the best group`
  if (below.length === 0) return `Every group reaches four fifths; ${said}`
  return `${below.length} of ${known.length} groups ${below.length === 1 ? 'falls' : 'fall'} short of four fifths; ${said}`
}
