/** A column as the dependence code sees it: one small ordered code per row. */

/** Code of a missing value. */
export const MISSING_CODE = 255
/** Most codes a latent may have. */
export const MOST_CODES = 250

export interface LatentData {
  readonly name: string
  /** Per row, `MISSING_CODE` where missing. */
  readonly codes: Uint8Array
  readonly cells: number
  /** Rows per code in the whole table. */
  readonly counts: Float64Array
  /** Levels have a value per code; quantile latents keep their values and their ascending order while fitting. */
  readonly form:
    | { readonly kind: 'levels'; readonly values: Float64Array }
    | { readonly kind: 'quantiles'; readonly values: Float64Array; readonly order: Uint32Array }
  /** Whether rows may be divided by it. */
  readonly divides: boolean
  readonly hasMissing: boolean
}

/** Rows per code. */
export function countCodes(codes: Uint8Array, cells: number): Float64Array {
  const counts = new Float64Array(256)
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++
  return counts.slice(0, cells)
}
