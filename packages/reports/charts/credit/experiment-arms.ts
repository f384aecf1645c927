/** The arms of an experiment beside each other, by one of their figures. */
import type { ExperimentReport } from '@pratibimba/contract'
import { type Chart, left, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { intervalRowsOption } from '../warning/interval-rows.ts'

type Arm = ExperimentReport['arms'][number]
export type ArmFigure = 'approval_rate' | 'mean_pd' | 'auc'

const faces = {
  approval_rate: {
    what: 'approves',
    write: (value: number) => formatShare(value),
    apart: (value: number) => `${formatShare(value)} of its applications`,
  },
  mean_pd: {
    what: 'expects',
    write: (value: number) => formatShare(value, 2),
    apart: (value: number) => `a mean PD of ${formatShare(value, 2)}`,
  },
  auc: {
    what: 'ranks',
    write: (value: number) => value.toFixed(3),
    apart: (value: number) => `with an AUC of ${value.toFixed(3)}`,
  },
} as const satisfies Record<
  ArmFigure,
  { what: string; write: (value: number) => string; apart: (value: number) => string }
>

export function experimentArmsChart(theme: ChartTheme, arms: readonly Arm[], figure: ArmFigure): Chart {
  const { write } = faces[figure]
  const basis = (arm: Arm) => (figure === 'auc' ? arm.matured : arm.decisions)
  return {
    title: findingOf(arms, figure),
    description: 'For each arm the figure (dot) with its 95% interval (line).',
    heightPx: 40 + 40 * arms.length,
    table: {
      columns: [left('Arm'), right('Value'), right('95% interval'), right('Decisions'), right('Matured')],
      rows: arms.map((arm) => {
        const one = arm[figure]
        return [
          arm.name,
          one === null ? '–' : write(one.value),
          one === null ? '–' : `${write(one.low)} – ${write(one.high)}`,
          formatCount(arm.decisions),
          formatCount(arm.matured),
        ]
      }),
    },
    option: intervalRowsOption(
      theme,
      arms.map((arm) => ({
        name: `${arm.name}, ${formatCount(basis(arm))} ${figure === 'auc' ? 'matured' : 'decisions'}`,
        figure: arm[figure] ?? undefined,
        marked: arm.name === 'challenger',
      })),
      { format: write, min: figure === 'auc' ? undefined : 0 },
    ),
  }
}

function findingOf(arms: readonly Arm[], figure: ArmFigure): string {
  const { what, apart } = faces[figure]
  const known = arms.flatMap((arm) => (arm[figure] === null ? [] : [{ name: arm.name, ...arm[figure] }]))
  const challenger = known.find(({ name }) => name === 'challenger') ?? known.at(-1)
  const champion = known.find((one) => one !== challenger)
  if (challenger === undefined || champion === undefined)
    return figure === 'auc'
      ? 'Too few outcomes are known to compare how the arms rank'
      : 'Too few decisions to compare the arms'
  const overlap = challenger.low <= champion.high && champion.low <= challenger.high
  const beside = faces[figure].write(champion.value)
  return `The ${challenger.name} ${what} ${apart(challenger.value)}, the ${champion.name} ${beside}: ${
    overlap ? 'no further apart than chance allows' : 'further apart than chance allows'
  }`
}
