import { describe, expect, test } from 'vitest'
import { takeRows } from '../../data/index.ts'
import { auc } from '../../metrics/index.ts'
import {
  attributePoints,
  fitLogisticBaseline,
  fitScorecard,
  logisticBaselineRaw,
  pdToScore,
  type ScorecardModel,
  scorecardPoints,
  scorecardRaw,
  scoreToPd,
  withUsedInputsOnly,
} from '../../scorecard/index.ts'
import { stratifiedFolds } from '../../splitting/index.ts'
import { applicants, features } from '../support/applicants.ts'
import { germanCredit, needsPublicData, publicDataPresent, taiwanCredit } from '../support/public-credit.ts'

const data = applicants(4000)
const strict = { maxInformationPValue: 0.001 }
const model = fitScorecard(data, features, {
  selection: strict,
  binningOf: { delinquencies: { specials: [{ name: 'not reported', values: [-9] }] } },
})

test('the same column twice is taken once, noise not at all, and the report says why', () => {
  expect(model.attributes.map(({ input }) => features[input].name).sort()).toEqual([
    'delinquencies',
    'home',
    'income again',
  ])
  const dropped = (name: string) => model.report.steps.find((step) => step.feature === name)
  expect(dropped('noise')?.reason).toMatch(/information/)
  expect(dropped('income')).toMatchObject({ action: 'drop' })
  expect(model.report.steps.filter((step) => step.action === 'enter').length).toBe(3)
  expect(model.report.aic).toBeLessThan(-2 * model.report.nullLogLikelihood)
})

test('coefficients are negative, points rise with good, worse bins get fewer', () => {
  for (const { coefficient, points, binned } of model.attributes) {
    expect(coefficient).toBeLessThan(0)
    binned.bins.forEach((a, x) => {
      binned.bins.forEach((b, y) => {
        if (a.usedWoe > b.usedWoe) expect(points[x]).toBeGreaterThanOrEqual(points[y])
      })
    })
  }
  const score = scorecardPoints(model, data)
  expect(
    auc(
      data.label,
      score.map((x) => -x),
    ),
  ).toBeGreaterThan(0.7)
})

test('points add up, whole numbers all of them, and rounding costs half a point an attribute at most', () => {
  const score = scorecardPoints(model, data)
  const raw = scorecardRaw(model, data)
  const parts = attributePoints(model, data)
  for (let i = 0; i < 500; i++) {
    expect(parts.reduce((sum, part) => sum + part[i], model.constantPoints)).toBe(score[i])
    expect(Number.isInteger(score[i])).toBe(true)
    const exact = model.scaling.offset - model.scaling.factor * raw[i]
    expect(Math.abs(exact - score[i])).toBeLessThanOrEqual(model.attributes.length / 2)
  }
})

test('the average predicted PD is the observed rate', () => {
  const raw = scorecardRaw(model, data)
  const mean = raw.reduce((sum, z) => sum + 1 / (1 + Math.exp(-z)), 0) / data.rows
  expect(mean).toBeCloseTo(model.report.events / data.rows, 9)
})

test('score and PD lead to each other; the points that double the odds do', () => {
  const { scaling } = model
  for (const pd of [0.001, 0.02, 0.5, 0.9])
    expect(scoreToPd(scaling, pdToScore(scaling, pd))).toBeCloseTo(pd, 12)
  expect(scoreToPd(scaling, 600)).toBeCloseTo(1 / 51, 12)
  const odds = (score: number) => 1 / scoreToPd(scaling, score) - 1
  expect(odds(620) / odds(600)).toBeCloseTo(2, 10)
  expect(() => pdToScore(scaling, 1.2)).toThrow('need a PD in [0, 1], got 1.2')
})

test('scaling: decimals and a constant of its own', () => {
  const own = fitScorecard(data, features, { scaling: { constant: 'separate', decimals: 3, pdo: 40 } })
  expect(own.constantPoints).toBeCloseTo(own.scaling.offset - own.scaling.factor * own.intercept, 3)
  const raw = scorecardRaw(own, data)
  const score = scorecardPoints(own, data)
  expect(score[5]).toBeCloseTo(own.scaling.offset - own.scaling.factor * raw[5], 2)
})

describe('selection', () => {
  const names = (card: ScorecardModel) => card.attributes.map(({ input }) => features[input].name).sort()
  test('forward, backward and both ways agree where columns are clear', () => {
    for (const method of ['forward', 'backward', 'both'] as const)
      for (const criterion of ['aic', 'bic', 'p'] as const)
        expect(names(fitScorecard(data, features, { selection: { ...strict, method, criterion } }))).toEqual(
          names(model),
        )
  })
  test('as many columns as asked', () => {
    expect(names(fitScorecard(data, features, { selection: { maxColumns: 1 } }))).toHaveLength(1)
  })
  test('variance inflation drops what correlation lets pass', () => {
    const card = fitScorecard(data, features, { selection: { maxCorrelation: 1, maxVif: 3, method: 'none' } })
    expect(card.report.steps.some((step) => step.reason.startsWith('variance inflation'))).toBe(true)
  })
})

test('weights of 2 are rows given twice', () => {
  const twice = takeRows(
    data,
    [...Array(data.rows).keys()].flatMap((i) => [i, i]),
  )
  const weighted = fitScorecard({ ...data, weight: new Float64Array(data.rows).fill(2) }, features)
  const repeated = fitScorecard(twice, features)
  expect(weighted.attributes.map(({ points }) => points)).toEqual(
    repeated.attributes.map(({ points }) => points),
  )
})

test('a model is plain data, and can be asked with its own inputs alone', () => {
  const again = JSON.parse(JSON.stringify(model)) as ScorecardModel
  expect(scorecardPoints(again, data)).toEqual(scorecardPoints(model, data))
  const small = withUsedInputsOnly(model)
  const columns = model.attributes.map(({ input }) => data.columns[input])
  expect(small.inputs).toHaveLength(columns.length)
  expect(scorecardRaw(small, { rows: data.rows, columns })).toEqual(scorecardRaw(model, data))
})

describe('bad input', () => {
  test('one class, wrong shapes, names twice', () => {
    expect(() => fitScorecard({ ...data, label: new Float64Array(data.rows) }, features)).toThrow(
      /both labels/,
    )
    expect(() => fitScorecard(data, features.slice(1))).toThrow('need 5 features, got 4')
    expect(() => fitScorecard(data, features.with(1, features[0]))).toThrow(/got income twice/)
    expect(() => fitScorecard(data, features, { binningOf: { incom: {} } })).toThrow(/names incom/)
    expect(() => fitScorecard(data, features, { scaling: { pdo: 0 } })).toThrow(/pdo > 0/)
    expect(() => scorecardRaw(model, { rows: 1, columns: [] })).toThrow('need 5 columns, got 0')
  })
  test('three rows give a card without attributes, and a warning', () => {
    const card = fitScorecard(takeRows(data, [0, 1, data.label.indexOf(1 - data.label[0])]), features)
    expect(card.report.warnings.join(' ')).toMatch(/No column was worth taking/)
    const [a, b, c] = scorecardPoints(card, takeRows(data, [0, 1, 2]))
    expect([b, c]).toEqual([a, a])
    expect(Number.isFinite(a)).toBe(true)
  })
  test('a column that knows the outcome is told and left out', () => {
    const leak = {
      ...data,
      columns: data.columns.with(
        2,
        data.label.map((y) => 2 * y + 1),
      ),
    }
    const card = fitScorecard(leak, features)
    expect(card.report.warnings).toContain(
      'noise tells the classes apart without error, and was left out: does it know the outcome?',
    )
  })
  test('unseen categories and infinities are scored', () => {
    const columns = [Number.POSITIVE_INFINITY, -1, 0, Number.POSITIVE_INFINITY, 1e300].map((x) =>
      Float64Array.of(x),
    )
    expect(Number.isFinite(scorecardPoints(model, { rows: 1, columns })[0])).toBe(true)
  })
})

test.skipIf(!publicDataPresent)(
  `German credit, five folds: scorecard and baseline reach .78${needsPublicData}`,
  () => {
    const { features: german, data: all } = germanCredit()
    const reached = { card: 0, baseline: 0 }
    const folds = stratifiedFolds(all.label, 5, { seed: 1 })
    for (const { train, test: held } of folds) {
      const [learn, see] = [takeRows(all, train), takeRows(all, held)]
      reached.card += auc(see.label, scorecardRaw(fitScorecard(learn, german), see)) / 5
      reached.baseline += auc(see.label, logisticBaselineRaw(fitLogisticBaseline(learn, german), see)) / 5
    }
    expect(reached.card).toBeGreaterThan(0.775)
    expect(reached.baseline).toBeGreaterThan(0.775)
  },
)

test.skipIf(!publicDataPresent)(
  `Taiwan default, one fold: a scorecard on 30,000 rows${needsPublicData}`,
  () => {
    const { features: taiwan, data: all } = taiwanCredit()
    const [{ train, test: held }] = stratifiedFolds(all.label, 5, { seed: 1 })
    const card = fitScorecard(takeRows(all, train), taiwan)
    const see = takeRows(all, held)
    expect(auc(see.label, scorecardRaw(card, see))).toBeGreaterThan(0.75)
    for (const { binned, coefficient } of card.attributes) {
      expect(coefficient).toBeLessThan(0)
      expect(binned.status).toBe('optimal')
    }
  },
)
