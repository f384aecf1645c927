/** How a search spends its resources: brackets of rungs, known before the first trial. */

/** Trials of random configurations, each with the full resource. */
export interface RandomStrategy {
  readonly kind: 'random'
  readonly trials: number
  /** What every trial gets; default 1. */
  readonly resource?: number
}

/** Many configurations with few resources, the best 1/eta of them with eta times as many, and so on. */
export interface HalvingStrategy {
  readonly kind: 'halving'
  /** Configurations on the first rung. */
  readonly trials: number
  /** Rows, trees, folds …: whole numbers. */
  readonly minimumResource: number
  readonly maximumResource: number
  /** Default 3. */
  readonly eta?: number
}

/** Several halvings that start with ever fewer configurations and more resources, for when little says nothing. */
export interface HyperbandStrategy {
  readonly kind: 'hyperband'
  readonly minimumResource: number
  readonly maximumResource: number
  /** Default 3. */
  readonly eta?: number
}

export type Strategy = RandomStrategy | HalvingStrategy | HyperbandStrategy

export interface Rung {
  /** How many trials run on it. */
  readonly trials: number
  readonly resource: number
}

/** The first rung starts new configurations; each further one continues the best of the one before. */
export type Bracket = readonly Rung[]

/**
 * The brackets of a strategy.
 *
 *   halving: rung i holds ⌊n / ηⁱ⌋ trials (one at least) with resource R / η^(s − i), s = ⌊log_η(R / r)⌋, and the last
 *   has R; hyperband: brackets s … 0 with ⌈(s_max + 1) / (s + 1) · ηˢ⌉ configurations.
 *
 * @throws RangeError for numbers that leave nothing to run
 * @see Jamieson, Talwalkar 2016; Li et al. 2018
 * @see docs/methods/hyperparameter-search.md
 */
export function planOf(strategy: Strategy): readonly Bracket[] {
  if (strategy.kind === 'random') {
    const { trials, resource = 1 } = strategy
    requireWhole('trials', trials)
    requireWhole('resource', resource)
    return [[{ trials, resource }]]
  }
  const { minimumResource, maximumResource, eta = 3 } = strategy
  requireWhole('minimumResource', minimumResource)
  requireWhole('maximumResource', maximumResource)
  if (!(eta > 1 && Number.isFinite(eta))) throw new RangeError(`search: need eta > 1, got ${eta}`)
  if (minimumResource > maximumResource)
    throw new RangeError(
      `search: need minimumResource ≤ maximumResource, got ${minimumResource} and ${maximumResource}`,
    )
  // A step that falls short of whole only by rounding counts.
  const most = Math.floor(Math.log(maximumResource / minimumResource) / Math.log(eta) + 1e-9)
  if (strategy.kind === 'halving') {
    requireWhole('trials', strategy.trials)
    return [bracketOf(strategy.trials, most, maximumResource, eta)]
  }
  const brackets: Bracket[] = []
  for (let steps = most; steps >= 0; steps--)
    brackets.push(
      bracketOf(Math.ceil(((most + 1) / (steps + 1)) * eta ** steps - 1e-9), steps, maximumResource, eta),
    )
  return brackets
}

function bracketOf(trials: number, steps: number, maximumResource: number, eta: number): Bracket {
  return Array.from({ length: steps + 1 }, (_, i) => ({
    trials: Math.max(1, Math.floor(trials / eta ** i + 1e-9)),
    resource: Math.max(1, Math.round(maximumResource / eta ** (steps - i))),
  }))
}

function requireWhole(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1))
    throw new RangeError(`search: need a whole number of at least 1 for ${name}, got ${value}`)
}
