/** The user's parameters over the usual ones; every fault is named with its field and range. */
import { nearestName } from '@pratibimba/numerics/frame'
import { type HouseholdParameters, householdParameters, type ParameterName } from './parameters.ts'

const names = Object.keys(householdParameters) as ParameterName[]

/** Parameters that are unknown, no numbers, or out of range; every fault is listed. */
export class InvalidParameters extends Error {
  readonly faults: readonly { readonly field: string; readonly detail: string }[]
  constructor(faults: readonly { readonly field: string; readonly detail: string }[]) {
    super(faults.map(({ field, detail }) => `${field}: ${detail}`).join(' '))
    this.name = 'InvalidParameters'
    this.faults = faults
  }
}

/**
 * @param given what was read from a file: an object of numbers by parameter name
 * @returns all parameters
 * @throws InvalidParameters
 */
export function resolveParameters(given: unknown = {}): HouseholdParameters {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InvalidParameters([
      {
        field: 'parameters',
        detail: 'must be an object of numbers by name, such as {"app.willing_share": 0.2}.',
      },
    ])
  const faults: { field: string; detail: string }[] = []
  const resolved = Object.fromEntries(names.map((name) => [name, householdParameters[name].value]))
  for (const [field, value] of Object.entries(given)) {
    if (!Object.hasOwn(householdParameters, field)) {
      const near = nearestName(field, names, 6)
      faults.push({ field, detail: `is no parameter${near === undefined ? '' : `; did you mean ${near}?`}.` })
      continue
    }
    const { range, unit } = householdParameters[field as ParameterName]
    if (typeof value !== 'number' || !(value >= range[0] && value <= range[1]))
      faults.push({
        field,
        detail: `must be a number from ${range[0]} to ${range[1]} (${unit}), got ${JSON.stringify(value)}.`,
      })
    else resolved[field] = value
  }
  const together = (field: ParameterName, others: readonly ParameterName[]): void => {
    const sum = [field, ...others].reduce((total, name) => total + resolved[name], 0)
    if (sum > 1)
      faults.push({
        field,
        detail: `and ${others.join(', ')} must add up to 1 at most, got ${Number(sum.toFixed(4))}.`,
      })
  }
  together('income.self_employed_share', [
    'income.part_time_share',
    'income.retired_share',
    'income.benefits_share',
  ])
  together('housing.rent_share', ['housing.mortgage_share'])
  if (faults.length > 0) throw new InvalidParameters(faults)
  return resolved as HouseholdParameters
}
