/** Features as a caller names them. */
import { type FieldError, ProblemError } from '@pratibimba/contract'
import { nearestName } from '@pratibimba/numerics/frame'
import type { WarningModel } from '@pratibimba/risk/warning'

/** Errors that one answer lists. */
const MOST_ERRORS = 20
/** Missing features that a warning names. */
const MOST_NAMED = 5

/**
 * A row in the model's order.
 *
 * @param pointer of the object, such as `/features`
 * @returns the row, and what is to be said of features that were not given
 * @throws ProblemError `out_of_range` naming every feature that the model does not have, with the nearest name; `unusable_data`
 *   when none has a value
 */
export function rowOfFeatures(
  { bundle }: WarningModel,
  values: Readonly<Record<string, number | null>>,
  pointer: string,
): { row: Float64Array; warnings: string[] } {
  const names = bundle.features.map(({ id }) => id)
  const place = new Map(names.map((name, index) => [name, index]))
  const row = new Float64Array(names.length).fill(Number.NaN)
  const errors: FieldError[] = []
  let known = 0
  for (const [name, value] of Object.entries(values)) {
    const index = place.get(name)
    const at = `${pointer}/${name.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (index === undefined) {
      const near =
        errors.length < MOST_ERRORS
          ? nearestName(name.slice(0, 60), names, Math.max(2, Math.floor(name.length / 3)))
          : undefined
      const fix =
        near === undefined ? 'GET /api/warning/features lists those there are.' : `Is ${near} meant?`
      errors.push({ pointer: at, detail: `The model has no feature "${name.slice(0, 60)}". ${fix}` })
    } else if (value !== null && !Number.isFinite(value))
      errors.push({ pointer: at, detail: `Need a finite number or null.` })
    else if (value !== null) {
      row[index] = value
      known++
    }
  }
  if (errors.length > 0) {
    const told = errors.slice(0, MOST_ERRORS)
    const more = errors.length > told.length ? [`And ${errors.length - told.length} more.`] : []
    throw new ProblemError('out_of_range', [...told.map(({ detail }) => detail), ...more].join(' '), told)
  }
  if (known === 0)
    throw new ProblemError('unusable_data', 'No feature has a value: there is nothing to score.', [
      { pointer, detail: `Give at least one of ${names.slice(0, MOST_NAMED).join(', ')}, …` },
    ])
  const absent = names.filter((name) => !Object.hasOwn(values, name))
  return { row, warnings: absent.length === 0 ? [] : [saidOfAbsent(absent)] }
}

function saidOfAbsent(absent: readonly string[]): string {
  const named = absent.slice(0, MOST_NAMED).join(', ')
  const more = absent.length > MOST_NAMED ? `, … (${absent.length} in all)` : ''
  return `Counted as missing, because they were not given: ${named}${more}.`
}
