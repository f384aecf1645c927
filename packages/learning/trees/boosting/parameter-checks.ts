/** Parameters are held against their ranges; each error names the parameter. */
import type { Feature } from '../../data/feature.ts'

type Numbers = Readonly<Record<string, unknown>>

/** @throws RangeError when a parameter lies below its least value, or is not of the kind */
export function requireAtLeast<P extends object>(
  caller: string,
  parameters: P,
  least: { readonly [K in keyof P]?: number },
  isKind: (value: number) => boolean = Number.isFinite,
): void {
  for (const [name, limit] of Object.entries(least)) {
    const value = (parameters as Numbers)[name] as number
    if (!isKind(value) || value < (limit as number))
      throw new RangeError(
        `${caller}: need ${isKind === Number.isInteger ? 'an integer ' : ''}${name} ≥ ${limit}, got ${value}`,
      )
  }
}

/** @throws RangeError when a share lies outside (0, 1] */
export function requireShare<P extends object>(
  caller: string,
  parameters: P,
  ...names: readonly (keyof P & string)[]
): void {
  for (const name of names) {
    const value = (parameters as Numbers)[name] as number
    if (!(value > 0 && value <= 1)) throw new RangeError(`${caller}: need ${name} in (0, 1], got ${value}`)
  }
}

/** Directions per feature; undefined when none is bound. */
export function monotoneOf(
  caller: string,
  constraints: ArrayLike<number> | undefined,
  features: readonly Feature[],
): Int8Array | undefined {
  if (constraints === undefined) return undefined
  const directions = Array.from(constraints)
  if (directions.length !== features.length)
    throw new RangeError(
      `${caller}: need a monotone constraint for each of ${features.length} features, got ${directions.length}`,
    )
  for (let i = 0; i < directions.length; i++) {
    if (![-1, 0, 1].includes(directions[i]))
      throw new RangeError(`${caller}: need monotone constraints of −1, 0 or 1, got ${directions[i]}`)
    if (directions[i] !== 0 && features[i].kind === 'category')
      throw new RangeError(
        `${caller}: need monotone constraints on numbers only, got one on category "${features[i].name}"`,
      )
  }
  return directions.some((direction) => direction !== 0) ? Int8Array.from(directions) : undefined
}

/** Outputs of an objective. */
export function classesOf(caller: string, name: string, numClass: number): number {
  if (name !== 'multiclass') return 1
  if (!(Number.isInteger(numClass) && numClass >= 2))
    throw new RangeError(`${caller}: need numClass ≥ 2 for multiclass, got ${numClass}`)
  return numClass
}
