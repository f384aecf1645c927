/** What a modeller may ask of the bins of a column. */

/** How the event rate may run over the bins. `auto` chooses by the shape of the pre-bins. */
export type Trend = 'auto' | 'ascending' | 'descending' | 'peak' | 'valley' | 'none'

/** A code that stands for something other than its value, such as −7 for "no bureau file". */
export interface SpecialCode {
  readonly name: string
  /** Numbers; labels for categories. */
  readonly values: readonly (number | string)[]
}

export interface BinningParameters {
  /** Candidate cut points: a CART tree on the column, or quantiles. */
  readonly prebinning: 'cart' | 'quantile'
  readonly maxPrebins: number
  /** Least share of all rows in a pre-bin of the tree; (0, 0.5]. */
  readonly minPrebinShare: number
  readonly trend: Trend
  /** Least and greatest share of all rows (missing and special included) in a bin. */
  readonly minShare?: number
  readonly maxShare?: number
  readonly minBins?: number
  readonly maxBins?: number
  readonly minEvents?: number
  readonly minNonEvents?: number
  /** Neighbouring bins must differ in event rate at this level of a two-sided z-test; (0, 1]. */
  readonly maxPValue?: number
  /** Least difference of event rates between neighbours. */
  readonly minRateDifference: number
  /** Categories rarer than this share of the clean rows go together into "other"; [0, 1). */
  readonly categoryCutoff: number
  readonly specials: readonly SpecialCode[]
  /**
   * Weight of evidence of missing values: their own (0 when none was seen or they are of one class only), 0 (the average
   * applicant), or that of the worst bin. Likewise for special codes, and for categories that training never saw.
   */
  readonly missing: 'own' | 'neutral' | 'worst'
  readonly special: 'own' | 'neutral' | 'worst'
  readonly unknown: 'neutral' | 'worst'
}

export const defaultBinning: BinningParameters = {
  prebinning: 'cart',
  maxPrebins: 20,
  minPrebinShare: 0.05,
  trend: 'auto',
  minRateDifference: 0,
  categoryCutoff: 0,
  specials: [],
  missing: 'own',
  special: 'own',
  unknown: 'neutral',
}

/** @throws RangeError naming the parameter and its range */
export function requireBinningParameters(parameters: BinningParameters): void {
  const within = (name: keyof BinningParameters, low: number, high: number, whole = false) => {
    const value = parameters[name] as number | undefined
    if (value === undefined) return
    if (!(value >= low && value <= high) || (whole && !Number.isInteger(value)))
      throw new RangeError(
        `binning: need ${whole ? 'a whole ' : ''}${name} in [${low}, ${high}], got ${value}`,
      )
  }
  within('maxPrebins', 2, 500, true)
  within('minPrebinShare', 1e-9, 0.5)
  within('minShare', 0, 1)
  within('maxShare', 0, 1)
  within('minBins', 1, 500, true)
  within('maxBins', 1, 500, true)
  within('minEvents', 0, Number.MAX_VALUE)
  within('minNonEvents', 0, Number.MAX_VALUE)
  within('maxPValue', Number.MIN_VALUE, 1)
  within('minRateDifference', 0, 1)
  within('categoryCutoff', 0, 1)
  for (const [low, high] of [
    ['minBins', 'maxBins'],
    ['minShare', 'maxShare'],
  ] as const) {
    const [least, most] = [parameters[low], parameters[high]]
    if (least !== undefined && most !== undefined && least > most)
      throw new RangeError(`binning: need ${low} <= ${high}, got ${least} and ${most}`)
  }
  const seen = new Set<number | string>()
  for (const { name, values } of parameters.specials)
    for (const value of values) {
      if (seen.has(value)) throw new RangeError(`binning: special value ${value} of ${name} is named twice`)
      seen.add(value)
    }
}
