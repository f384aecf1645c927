/** From a labelled matrix to a scorecard: bin, screen, select, regress, scale. */
import type { Feature, LabelledMatrix } from '../data/index.ts'
import { woeTransform } from './apply-bins.ts'
import type { BinnedFeature } from './binned-feature.ts'
import type { BinningParameters } from './binning-parameters.ts'
import { requireOutcome } from './column-rows.ts'
import { informationBand, informationPValue } from './information-value.ts'
import { logisticProblem } from './logistic/logistic-problem.ts'
import { defaultLogistic, fitProblem, type LogisticParameters } from './logistic/logistic-regression.ts'
import { binColumn } from './optimal-binning.ts'
import { type ScalingParameters, scalingOf } from './scaling.ts'
import type { ScorecardAttribute, ScorecardModel } from './scorecard-model.ts'
import { screen } from './screening.ts'
import type { SelectionStep } from './selection-step.ts'
import { type StepwiseParameters, stepwise } from './stepwise.ts'

export interface SelectionParameters extends StepwiseParameters {
  readonly minInformationValue: number
  /** Greatest probability of so much information by chance (`informationPValue`); (0, 1]. */
  readonly maxInformationPValue: number
  /** Greatest |correlation| between two weights of evidence; (0, 1]. */
  readonly maxCorrelation: number
  /** Greatest variance inflation, ≥ 1. */
  readonly maxVif: number
}

export const defaultSelection: SelectionParameters = {
  minInformationValue: 0.02,
  maxInformationPValue: 0.01,
  maxCorrelation: 0.9,
  maxVif: 10,
  method: 'both',
  criterion: 'aic',
  enterPValue: 0.05,
  removePValue: 0.05,
  oneSign: true,
  maxColumns: Number.POSITIVE_INFINITY,
}

export interface ScorecardParameters {
  readonly binning?: Partial<BinningParameters>
  /** Parameters of single columns, by name, over those of all. */
  readonly binningOf?: Readonly<Record<string, Partial<BinningParameters>>>
  readonly selection?: Partial<SelectionParameters>
  /** Of the final regression; selection is always without a penalty. */
  readonly logistic?: Partial<LogisticParameters>
  readonly scaling?: Partial<ScalingParameters>
}

export interface ScorecardContext {
  /** Called after each column and each stage. */
  readonly onProgress?: (done: number, total: number) => void
  /** Looked at after each column. */
  readonly signal?: { throwIfAborted(): void }
}

/**
 * Builds a scorecard.
 *
 * Label 1 is the event (bad). Weights of evidence are positive where bins are better than the population, so coefficients
 * are negative and points rise with good. With no column worth taking, the card has no attributes and gives every row the
 * average, with a warning.
 *
 * @param features one per column of the data
 * @throws RangeError for labels other than 0 and 1, one class only, duplicate names, values and parameters out of range
 * @see docs/methods/scorecard.md
 */
export function fitScorecard(
  data: LabelledMatrix,
  features: readonly Feature[],
  parameters: ScorecardParameters = {},
  context: ScorecardContext = {},
): ScorecardModel {
  const selection: SelectionParameters = { ...defaultSelection, ...parameters.selection }
  requireSelection(selection)
  const scaling = scalingOf(parameters.scaling ?? {})
  requireFeatures(data, features, parameters.binningOf ?? {})
  requireOutcome('fitScorecard', data.rows, data.label, data.weight)
  const warnings: string[] = []
  const steps: SelectionStep[] = []

  const total = features.length + 2
  const binned = features.map((feature, j): BinnedFeature => {
    context.signal?.throwIfAborted()
    const own = { ...parameters.binning, ...parameters.binningOf?.[feature.name] }
    const bins = binColumn(feature, data.columns[j], data.label, own, data.weight)
    context.onProgress?.(j + 1, total)
    return bins
  })
  warnings.push(...binned.flatMap(suspicion))
  const informative = features
    .map((_, j) => j)
    .filter((j) => {
      const { informationValue } = binned[j]
      const pValue = informationPValue(binned[j])
      const enough = informationValue >= selection.minInformationValue && informationValue > 0
      if (enough && pValue <= selection.maxInformationPValue) return true
      steps.push({
        action: 'drop',
        feature: features[j].name,
        reason: enough
          ? 'chance could give as much information'
          : `information value under ${selection.minInformationValue}`,
        statistic: informationValue,
        pValue,
      })
      return false
    })

  const names = informative.map((j) => features[j].name)
  const woe = informative.map((j) => woeTransform(binned[j], data.columns[j]))
  const problem = logisticProblem(woe, data.label, data.weight)
  const screened = screen(
    problem,
    names,
    informative.map((j) => binned[j].informationValue),
    selection.maxCorrelation,
    selection.maxVif,
  )
  steps.push(...screened.steps)
  context.signal?.throwIfAborted()
  context.onProgress?.(features.length + 1, total)

  const selected = stepwise(problem, names, screened.kept, selection)
  steps.push(...selected.steps)
  const asked = { ...defaultLogistic, ...parameters.logistic }
  const fit = fitProblem(problem, asked, selected.chosen)
  warnings.push(...fit.warnings.map((text) => text.replace(/\bColumn (\d+)/g, (_, k) => names[Number(k)])))
  // A penalised regression may zero a coefficient; such an attribute would give every bin the same points.
  const chosen = selected.chosen.filter((k) => fit.coefficients[k] !== 0)
  for (const k of chosen)
    if (selection.oneSign && fit.coefficients[k] > 0)
      warnings.push(
        `${names[k]} has a coefficient of the wrong sign under the penalty: its points fall with good.`,
      )
  if (chosen.length === 0)
    warnings.push(
      'No column was worth taking: the card gives every row the average. Look at minInformationValue.',
    )
  if (data.rows < 100)
    warnings.push(`Only ${data.rows} rows: bins and coefficients of so few say little about others.`)

  const constant = scaling.offset - scaling.factor * fit.intercept
  const spread = scaling.constant === 'spread' && chosen.length > 0
  const round = (x: number) => Math.round(x * 10 ** scaling.decimals) / 10 ** scaling.decimals
  const attributes = chosen.map((k): ScorecardAttribute => {
    const input = informative[k]
    const coefficient = fit.coefficients[k]
    const logOdds = binned[input].bins.map((bin) => coefficient * bin.usedWoe + 0)
    return {
      input,
      binned: binned[input],
      coefficient,
      inference: fit.inference?.[k + 1],
      logOdds,
      points: logOdds.map(
        (part) => round((spread ? constant / chosen.length : 0) - scaling.factor * part) + 0,
      ),
      meanWoe: problem.mean[k],
    }
  })
  context.onProgress?.(total, total)
  return {
    kind: 'scorecard',
    inputs: features,
    attributes,
    intercept: fit.intercept,
    scaling,
    constantPoints: spread ? 0 : round(constant),
    report: {
      rows: data.rows,
      events: problem.eventWeight,
      candidates: binned
        .map(({ feature, informationValue }) => ({ name: feature.name, informationValue }))
        .sort((a, b) => b.informationValue - a.informationValue),
      steps,
      logLikelihood: fit.logLikelihood,
      nullLogLikelihood: fit.nullLogLikelihood,
      aic: fit.aic,
      bic: fit.bic,
      warnings,
    },
  }
}

/** What a validator should look at first. */
function suspicion({ feature, status, informationValue }: BinnedFeature): readonly string[] {
  if (status === 'separated')
    return [
      `${feature.name} tells the classes apart without error, and was left out: does it know the outcome?`,
    ]
  if (status === 'infeasible')
    return [`${feature.name}: no bins satisfy the constraints; all its regular values share one bin.`]
  if (informationBand(informationValue) === 'suspicious')
    return [
      `${feature.name} has an information value of ${informationValue.toFixed(2)}: is it known when the decision is made?`,
    ]
  return []
}

function requireFeatures(
  data: LabelledMatrix,
  features: readonly Feature[],
  own: Readonly<Record<string, unknown>>,
): void {
  if (features.length !== data.columns.length)
    throw new RangeError(`fitScorecard: need ${data.columns.length} features, got ${features.length}`)
  const seen = new Set<string>()
  features.forEach(({ name }, j) => {
    if (seen.has(name)) throw new RangeError(`fitScorecard: need different names, got ${name} twice`)
    seen.add(name)
    if (data.columns[j].length !== data.rows)
      throw new RangeError(`fitScorecard: need ${data.rows} values in ${name}, got ${data.columns[j].length}`)
  })
  for (const name of Object.keys(own))
    if (!seen.has(name)) throw new RangeError(`fitScorecard: binningOf names ${name}, which is no feature`)
}

function requireSelection(selection: SelectionParameters): void {
  const within = (name: keyof SelectionParameters, low: number, high: number) => {
    const value = selection[name] as number
    if (!(value >= low && value <= high))
      throw new RangeError(`fitScorecard: need ${name} in [${low}, ${high}], got ${value}`)
  }
  within('minInformationValue', 0, Number.POSITIVE_INFINITY)
  within('maxInformationPValue', 0, 1)
  within('maxCorrelation', 0, 1)
  within('maxVif', 1, Number.POSITIVE_INFINITY)
  within('enterPValue', 0, 1)
  within('removePValue', 0, 1)
  within('maxColumns', 1, Number.POSITIVE_INFINITY)
}
