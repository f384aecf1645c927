/** Ranges, defaults and texts of a field as the contract declares them; pages hold none of their own. */

export interface Limits {
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: number
  readonly description?: string
  readonly integer: boolean
}

export function limitsOf(schema: object): Limits {
  const { minimum, maximum, default: preset, description, type } = schema as Record<string, unknown>
  return {
    minimum: minimum as number | undefined,
    maximum: maximum as number | undefined,
    default: preset as number | undefined,
    description: description as string | undefined,
    integer: type === 'integer',
  }
}

/** What is wrong with a value, in words; undefined when nothing is. */
export function outsideOf(
  { minimum, maximum, integer }: Limits,
  value: number,
  write: (value: number) => string,
) {
  if (integer && !Number.isInteger(value)) return 'A whole number is needed'
  const below = minimum !== undefined && value < minimum
  const above = maximum !== undefined && value > maximum
  if (!below && !above) return undefined
  if (minimum === undefined) return `At most ${write(maximum!)}`
  if (maximum === undefined) return `At least ${write(minimum)}`
  return `Between ${write(minimum)} and ${write(maximum)}`
}
