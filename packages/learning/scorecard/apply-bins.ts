/** Values → bins → weight of evidence. */
import type { BinnedFeature } from './binned-feature.ts'

/**
 * The bin of each value.
 *
 * @param values shape [n]; NaN is missing; a category that training never saw is unknown
 * @returns indices into `binned.bins`, shape [n]
 */
export function assignBins(binned: BinnedFeature, values: Float64Array): Int32Array {
  const { find } = binFinder(binned)
  const bins = new Int32Array(values.length)
  for (let i = 0; i < bins.length; i++) bins[i] = find(values[i])
  return bins
}

/** The weight of evidence that replaces each value; shape [n]. */
export function woeTransform(binned: BinnedFeature, values: Float64Array): Float64Array {
  const { find } = binFinder(binned)
  const woe = Float64Array.from(binned.bins, (bin) => bin.usedWoe)
  const out = new Float64Array(values.length)
  for (let i = 0; i < out.length; i++) out[i] = woe[find(values[i])]
  return out
}

interface BinFinder {
  readonly find: (value: number) => number
}

const finders = new WeakMap<BinnedFeature, BinFinder>()

/** The look-up of a column, prepared once for each. */
export function binFinder(binned: BinnedFeature): BinFinder {
  let finder = finders.get(binned)
  if (finder === undefined) {
    finder = prepare(binned)
    finders.set(binned, finder)
  }
  return finder
}

function prepare(binned: BinnedFeature): BinFinder {
  const { feature, groups, specials, bins } = binned
  const regular = bins.findIndex((bin) => bin.kind === 'special' || bin.kind === 'missing')
  const missing = regular + specials.length
  const special = new Map(specials.flatMap(({ values }, s) => values.map((v) => [v, regular + s] as const)))
  if (feature.kind === 'number') {
    const splits = Float64Array.from(binned.splits)
    const find = (value: number): number => {
      if (Number.isNaN(value)) return missing
      if (special.size > 0) {
        const own = special.get(value)
        if (own !== undefined) return own
      }
      let low = 0
      let high = splits.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (value < splits[middle]) high = middle
        else low = middle + 1
      }
      return low
    }
    return { find }
  }
  const ofCode = new Map(special)
  groups.forEach((codes, b) => {
    for (const code of codes) ofCode.set(code, b)
  })
  const find = (value: number): number => (Number.isNaN(value) ? missing : (ofCode.get(value) ?? missing + 1))
  return { find }
}
