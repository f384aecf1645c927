/** What raised a score most, in words. */
import { type Feature, type Matrix, UNKNOWN_CATEGORY } from '@pratibimba/learning/data'
import { formatDay } from '@pratibimba/numerics/calendar'
import type { Column } from '@pratibimba/numerics/frame'

/**
 * The inputs that raised each row's score most, largest first.
 *
 * @param values contributions, shape [rows × inputs]
 * @param most   of a row
 * @param kinds  of the columns in the file: what a number stands for
 * @returns one list per rank, each of `rows` texts such as `PAY_0 = 2 (+0.81)`; empty where nothing else raised it
 */
export function driverTexts(
  inputs: readonly Feature[],
  matrix: Matrix,
  values: Float64Array,
  most: number,
  kinds: ReadonlyMap<string, Column['kind']>,
): string[][] {
  const ranks = Array.from({ length: most }, () => new Array<string>(matrix.rows).fill(''))
  for (let row = 0; row < matrix.rows; row++) {
    const own = values.subarray(row * inputs.length, (row + 1) * inputs.length)
    const raising = Array.from(own.keys())
      .filter((input) => own[input] > 0)
      .sort((a, b) => own[b] - own[a])
    for (const [rank, input] of raising.slice(0, most).entries())
      ranks[rank][row] =
        `${inputs[input].name} = ${shown(inputs[input], matrix.columns[input][row], kinds.get(inputs[input].name))} (+${own[input].toFixed(2)})`
  }
  return ranks
}

function shown({ kind, categories }: Feature, value: number, column: Column['kind'] | undefined): string {
  if (Number.isNaN(value)) return 'missing'
  if (column === 'date') return formatDay(value)
  if (column === 'timestamp') return new Date(value).toISOString()
  if (column === 'boolean' && kind === 'number') return value === 1 ? 'true' : 'false'
  if (kind === 'number') return String(Number(value.toPrecision(6)))
  if (value === UNKNOWN_CATEGORY) return 'unknown'
  return categories?.[value] ?? 'a label'
}
