/** Explains rows by a linear model of perturbed rows near them. */
import type { Feature, Matrix } from '../../data/index.ts'
import { type InputMarginal, type ScoringFunction, scored } from '../population/index.ts'
import { type Coordinate, coordinateOf, type LimeCoding } from './coordinates.ts'
import { type LimeExplanation, limeNotice } from './lime-explanation.ts'
import { type LimeSelection, type LocalModel, localModel } from './local-model.ts'
import { localSample } from './local-sample.ts'
import { perturbations } from './perturbations.ts'
import { stabilityOf } from './stability.ts'

export interface LimeOptions {
  /** Numbers as quarters of the training rows, or as they are. */
  readonly coding: LimeCoding
  /** Terms of an explanation, at most. */
  readonly terms: number
  readonly selection: LimeSelection
  /** Perturbed rows of a repeat. */
  readonly perturbations: number
  /** How often everything is done with other perturbations, for the stability indices: at least 2. The first is shown. */
  readonly repeats: number
  /** Penalty λ > 0 on the squared weights. */
  readonly ridge: number
  /** Of the kernel √exp(−d²/width²), > 0; .75 · √inputs when absent. */
  readonly kernelWidth?: number
}

export const defaultLime: LimeOptions = {
  coding: 'quartiles',
  terms: 10,
  selection: 'auto',
  perturbations: 1_000,
  repeats: 10,
  ridge: 1,
}

export interface LimeExplainer {
  /** @throws RangeError when the matrix does not have the inputs, or the row */
  explain(matrix: Matrix, row: number): LimeExplanation
}

interface Repeat {
  /** Shape [inputs] of [perturbations]. */
  readonly places: readonly Float64Array[]
  readonly scores: Float64Array
}

/**
 * Prepares LIME for a scoring function.
 *
 * Perturbations come from the marginals, not from the row: they are drawn and scored once, at the first row, and rows share
 * them. The same seed gives the same bits, whatever the order of rows.
 *
 * @param marginals `inputMarginals` of the training rows
 * @throws RangeError naming an option out of its range
 * @see docs/methods/lime.md
 */
export function limeExplainer(
  score: ScoringFunction,
  marginals: readonly InputMarginal[],
  features: readonly Feature[],
  seed: number,
  options: Partial<LimeOptions> = {},
): LimeExplainer {
  const asked = { ...defaultLime, ...options }
  const width = asked.kernelWidth ?? 0.75 * Math.sqrt(features.length)
  checkOptions(asked, width, features, marginals)
  const coordinates = features.map((feature, input) => coordinateOf(feature, marginals[input], asked.coding))
  const indicators = coordinates.map(({ indicator }) => indicator)
  let drawn: readonly Repeat[] | undefined
  return {
    explain(matrix, row) {
      if (matrix.columns.length !== features.length)
        throw new RangeError(`lime: need ${features.length} columns, got ${matrix.columns.length}`)
      if (!(Number.isInteger(row) && row >= 0 && row < matrix.rows))
        throw new RangeError(`lime: need a row below ${matrix.rows}, got ${row}`)
      drawn ??= Array.from({ length: asked.repeats }, (_, repeat) => {
        const rows = perturbations(marginals, asked.perturbations, seed, repeat)
        return { places: placesOf(coordinates, rows), scores: scored('lime', score, rows) }
      })
      const values = matrix.columns.map((column) => column.slice(row, row + 1))
      const own = Float64Array.from(placesOf(coordinates, { rows: 1, columns: values }), ([place]) => place)
      const ownScore = scored('lime', score, { rows: 1, columns: values })[0]
      const models = drawn.map(({ places, scores }) => {
        const sample = localSample(places, own, indicators, scores, ownScore, width)
        return localModel(sample, asked.terms, asked.selection, asked.ridge)
      })
      return {
        diagnostic: true,
        notice: limeNotice,
        ...described(
          models[0],
          features,
          coordinates,
          values.map(([value]) => value),
        ),
        score: ownScore,
        stability: stabilityOf(models),
      }
    },
  }
}

function placesOf(coordinates: readonly Coordinate[], rows: Matrix): readonly Float64Array[] {
  return coordinates.map(({ place }, input) => rows.columns[input].map(place))
}

function described(
  { terms, weights, errors, intercept, r2 }: LocalModel,
  features: readonly Feature[],
  coordinates: readonly Coordinate[],
  values: readonly number[],
): Pick<LimeExplanation, 'terms' | 'intercept' | 'localR2' | 'localPrediction'> {
  let localPrediction = intercept
  const described = terms.map((input, k) => {
    const { indicator, unit, condition } = coordinates[input]
    if (indicator) localPrediction += weights[k]
    return {
      input,
      name: features[input].name,
      condition: condition(values[input]),
      weight: weights[k],
      error: errors[k],
      ...(indicator ? {} : { slope: weights[k] / unit }),
    }
  })
  described.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.input - b.input)
  return { terms: described, intercept, localR2: r2, localPrediction }
}

function checkOptions(
  options: LimeOptions,
  width: number,
  features: readonly Feature[],
  marginals: readonly InputMarginal[],
): void {
  if (marginals.length !== features.length)
    throw new RangeError(`lime: need ${features.length} marginals, got ${marginals.length}`)
  for (const [name, least] of [
    ['terms', 1],
    ['perturbations', 10],
    ['repeats', 2],
  ] as const)
    if (!(Number.isInteger(options[name]) && options[name] >= least))
      throw new RangeError(`lime: need ${name} >= ${least}, got ${options[name]}`)
  if (!(options.ridge > 0 && options.ridge < Number.POSITIVE_INFINITY))
    throw new RangeError(`lime: need ridge > 0, got ${options.ridge}`)
  if (!(width > 0 && width < Number.POSITIVE_INFINITY))
    throw new RangeError(`lime: need kernelWidth > 0, got ${width}`)
}
