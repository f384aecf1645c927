/** Where a value stands among the rows a model was learnt from. */
import { type FeatureProfile, readProfile } from '@pratibimba/risk/monitoring'
import type { WarningModel } from '@pratibimba/risk/warning'

export interface Population {
  /** Share of the rows with a value that lie below, and that lie above; null where it cannot be told. */
  standing(feature: string, value: number): { readonly below: number; readonly above: number } | null
  mean(feature: string): number | null
  /** Median of the rows learnt from; null where most have none. */
  typical(feature: string): number | null
}

const populations = new WeakMap<WarningModel, Population>()

export function populationOf(model: WarningModel): Population {
  let population = populations.get(model)
  if (population === undefined) {
    population = readPopulation(model)
    populations.set(model, population)
  }
  return population
}

/** Of no model: nothing is known. */
export const noPopulation: Population = { standing: () => null, mean: () => null, typical: () => null }

function readPopulation({ bundle }: WarningModel): Population {
  const profiles = new Map(readProfile(bundle.reference.features).features.map((each) => [each.name, each]))
  const medians = new Map(bundle.features.map(({ id }, place) => [id, bundle.median[place]!]))
  return {
    standing(feature, value) {
      const profile = profiles.get(feature)
      return profile === undefined || Number.isNaN(value) ? null : standingIn(profile, value)
    },
    mean(feature) {
      const profile = profiles.get(feature)
      return profile?.kind === 'number' ? profile.mean : null
    },
    typical(feature) {
      const median = medians.get(feature)
      return median === undefined || Number.isNaN(median) ? null : median
    },
  }
}

/** Exact at the knots; between two of them, rows are taken as evenly spread. */
function standingIn(profile: FeatureProfile, value: number): { below: number; above: number } | null {
  if (profile.kind !== 'number') return null
  const { knots, at, between } = profile
  const rows = sum(at) + sum(between)
  if (rows === 0) return null
  let below = 0
  let own = 0
  for (let cell = 0; cell <= knots.length; cell++) {
    const low = cell === 0 ? (profile.min ?? Number.NEGATIVE_INFINITY) : knots[cell - 1]!
    const high = cell === knots.length ? (profile.max ?? Number.POSITIVE_INFINITY) : knots[cell]!
    if (value > low) below += between[cell]! * (value >= high ? 1 : (value - low) / (high - low))
    if (cell === knots.length || value < high) break
    if (value > high) below += at[cell]!
    else own = at[cell]!
  }
  return { below: below / rows, above: Math.max(0, rows - below - own) / rows }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
