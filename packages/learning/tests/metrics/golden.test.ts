/** Metrics against scikit-learn, SciPy, and DeLong by its definition. */
import { describe, expect, it } from 'vitest'
import {
  auc,
  aucInterval,
  averagePrecision,
  brierScore,
  calibrationError,
  compareAucs,
  confusionAt,
  confusionRates,
  fScore,
  gini,
  ksStatistic,
  logLoss,
  macroAuc,
  matthewsCorrelation,
  multiclassAccuracy,
  multiclassLogLoss,
  partialAuc,
  regressionErrors,
  wilson,
} from '../../metrics/index.ts'
import {
  goldenMulticlass,
  goldenRegression,
  goldenSamples,
  goldenWilson,
} from '../fixtures/metrics-golden.ts'

describe.each(goldenSamples)('$name', ({ label, probability, weight, golden }) => {
  it.each([
    ['auc', () => auc(label, probability, weight)],
    ['partialAuc', () => partialAuc(label, probability, 0.2, weight)],
    ['averagePrecision', () => averagePrecision(label, probability, weight)],
    ['brier', () => brierScore(label, probability, weight)],
    ['logLoss', () => logLoss(label, probability, weight)],
    ['ks', () => ksStatistic(label, probability, weight).ks],
    ['eceMass', () => calibrationError(label, probability, weight)],
    ['eceWidth', () => calibrationError(label, probability, weight, { kind: 'equal-width' })],
  ] as const)('%s', (name, measure) => {
    expect(measure()).toBeCloseTo(golden[name], 12)
  })
  it('Gini is 2·AUC − 1', () => {
    expect(gini(label, probability, weight)).toBeCloseTo(2 * golden.auc - 1, 12)
  })
  it('confusion at a threshold', () => {
    const table = confusionAt(label, probability, golden.threshold, weight)
    const { trueNegatives, falsePositives, falseNegatives, truePositives } = table
    expect([trueNegatives, falsePositives, falseNegatives, truePositives]).toEqual(golden.confusion)
    const rates = confusionRates(table)
    expect(rates.precision?.value).toBeCloseTo(golden.precision, 12)
    expect(rates.recall?.value).toBeCloseTo(golden.recall, 12)
    expect(fScore(table)).toBeCloseTo(golden.f1, 12)
    expect(fScore(table, 2)).toBeCloseTo(golden.f2, 12)
    expect(matthewsCorrelation(table)).toBeCloseTo(golden.matthews, 12)
  })
})

describe.each(goldenSamples.filter(({ golden }) => golden.delong !== null))('$name', (sample) => {
  const { label, probability, other, golden } = sample
  it('DeLong by ranks is DeLong by pairs', () => {
    const by = golden.delong as NonNullable<typeof golden.delong>
    expect(aucInterval(label, probability).standardError).toBeCloseTo(by.se, 12)
    const test = compareAucs(label, probability, other)
    expect(test.standardError).toBeCloseTo(by.seDifference, 12)
    expect(test.z).toBeCloseTo(by.z, 9)
    expect(test.pValue).toBeCloseTo(by.p, 9)
  })
})

it('three and more classes', () => {
  const label = Float64Array.from(goldenMulticlass.label)
  const probability = Float64Array.from(goldenMulticlass.probability)
  const weight = Float64Array.from(goldenMulticlass.weight)
  const { classes } = goldenMulticlass
  expect(multiclassLogLoss(label, probability, classes, weight)).toBeCloseTo(goldenMulticlass.logLoss, 12)
  expect(multiclassAccuracy(label, probability, classes, weight)).toBeCloseTo(goldenMulticlass.accuracy, 12)
  expect(macroAuc(label, probability, classes, weight)).toBeCloseTo(goldenMulticlass.macroAuc, 12)
})

it('amounts', () => {
  const { target, predicted, weight } = goldenRegression
  const found = regressionErrors(
    Float64Array.from(target),
    Float64Array.from(predicted),
    Float64Array.from(weight),
  )
  expect(found.rmse).toBeCloseTo(goldenRegression.rmse, 12)
  expect(found.mae).toBeCloseTo(goldenRegression.mae, 12)
  expect(found.r2).toBeCloseTo(goldenRegression.r2, 12)
})

it.each(goldenWilson)("Wilson's interval of $share in $trials", ({ share, trials, confidence, interval }) => {
  const found = wilson(share, trials, confidence)
  expect(found.lower).toBeCloseTo(interval[0], 12)
  expect(found.upper).toBeCloseTo(interval[1], 12)
})
