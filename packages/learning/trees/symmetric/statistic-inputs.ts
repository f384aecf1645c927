/** A combination in the words of a model: inputs, how many codes each has, where numbers are cut. */
import type { ColumnSource } from '../tree-ensemble.ts'
import type { Members } from './combinations.ts'
import { type NumberColumn, type SplitColumn, thresholdOf } from './split-column.ts'

type StatisticInputs = Pick<Extract<ColumnSource, { kind: 'target-statistic' }>, 'inputs' | 'radix' | 'above'>

export function statisticInputs(
  { categories: members, conditions }: Members,
  categories: readonly { readonly input: number; readonly codes: number }[],
  columns: readonly SplitColumn[],
  nanMode: 'min' | 'max',
): StatisticInputs {
  const coded = members.map((member) => categories[member])
  const cut = conditions.map(({ column, bin }) => ({ column: columns[column] as NumberColumn, bin }))
  return {
    inputs: [...coded.map(({ input }) => input), ...cut.map(({ column }) => column.input)],
    radix: [...coded.map(({ codes }) => codes + 1), ...cut.map(() => 2)],
    ...(cut.length > 0 && {
      above: [
        ...coded.map(() => null),
        ...cut.map(({ column, bin }) => ({
          border: thresholdOf(column, bin, nanMode),
          missing: nanMode === 'min' ? (0 as const) : (1 as const),
        })),
      ],
    }),
  }
}
