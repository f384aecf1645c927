/** How often customers of each group are flagged, beside the others. */
import type { WarningFairness } from '@pratibimba/contract'
import { type Chart, left, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { intervalRowsOption } from './interval-rows.ts'

type Group = WarningFairness['groups'][number]
export type FairnessFigure = 'flagged_rate' | 'recall' | 'false_alarm_rate'

const words = {
  flagged_rate: 'flagged',
  recall: 'of the misses caught',
  false_alarm_rate: 'of those without a miss flagged',
} as const satisfies Record<FairnessFigure, string>

/** @param nameOf a group in words */
export function fairnessChart(
  theme: ChartTheme,
  groups: readonly Group[],
  figure: FairnessFigure,
  nameOf: (group: string) => string,
): Chart {
  const write = (one: Group[FairnessFigure]) =>
    one === null ? '–' : `${formatShare(one.value)} (${formatShare(one.low)} – ${formatShare(one.high)})`
  return {
    title: findingOf(groups, figure, nameOf),
    description: `For each group the share ${words[figure]} (dot) with its 95% interval (line). Groups with too few customers for a figure are named without one.`,
    heightPx: 40 + 40 * Math.max(1, groups.length),
    table: {
      columns: [
        left('Group'),
        right('Customers'),
        right('Flagged'),
        right('Recall'),
        right('False alarms'),
        right('Flagged ÷ reference'),
        left('Note'),
      ],
      rows: groups.map((one) => [
        nameOf(one.group),
        formatCount(one.customers),
        write(one.flagged_rate),
        write(one.recall),
        write(one.false_alarm_rate),
        one.ratio === null ? '–' : one.ratio.toFixed(2),
        one.suppressed ? 'too few customers' : '',
      ]),
    },
    option: intervalRowsOption(
      theme,
      groups.map((one) => ({
        name: `${nameOf(one.group)}, ${formatCount(one.customers)}`,
        figure: one[figure] ?? undefined,
      })),
      { format: (value) => formatShare(value, 0), min: 0 },
    ),
  }
}

function findingOf(
  groups: readonly Group[],
  figure: FairnessFigure,
  nameOf: (group: string) => string,
): string {
  const known = groups
    .flatMap((one) => (one[figure] === null ? [] : [{ name: nameOf(one.group), ...one[figure] }]))
    .sort((a, b) => b.value - a.value)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return 'No group has enough customers for a figure'
  if (first === last) return `${first.name}: ${formatShare(first.value)} ${words[figure]}; nothing to compare`
  const overlap = last.high >= first.low
  const span = `from ${formatShare(last.value)} (${last.name}) to ${formatShare(first.value)} (${first.name})`
  return overlap
    ? `Groups lie ${span}, no further apart than chance allows`
    : `Groups lie ${span}, further apart than chance allows`
}
