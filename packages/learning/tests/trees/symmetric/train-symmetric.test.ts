/** Training of symmetric trees as a whole. */
import { openStream } from '@pratibimba/numerics/random'
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import { describe, expect, it } from 'vitest'
import type { Feature, LabelledMatrix, Matrix } from '../../../data/index.ts'
import { auc } from '../../../metrics/index.ts'
import type { TreeModel } from '../../../models/model.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import { type SymmetricParameters, trainSymmetric } from '../../../trees/symmetric/index.ts'
import { applyColumnSources } from '../../../trees/target-statistics/index.ts'

const scoresOf = (model: TreeModel, data: Matrix): Float64Array =>
  rawScores(model.ensemble, applyColumnSources(model.columns, data))

const features: Feature[] = [
  { name: 'income', kind: 'number' },
  { name: 'utilisation', kind: 'number' },
  { name: 'branch', kind: 'category' },
  { name: 'product', kind: 'category' },
  { name: 'owner', kind: 'category' },
]
const branches = 60

/** Numbers, a category of many values that matters, one of few, one of two, and missing values everywhere. */
function applicants(rows: number, seed: number): LabelledMatrix {
  const random = openStream(seed, 'symmetric-test-applicants').at(0)
  const effects = openStream(1, 'symmetric-test-effects').at(0)
  const ofBranch = Array.from({ length: branches }, () => effects.normal())
  const columns = features.map(() => new Float64Array(rows))
  const label = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const values = [
      random.normal(),
      random.normal(),
      random.below(branches),
      random.below(4),
      random.below(2),
    ]
    const score =
      values[0] - values[1] + ofBranch[values[2]] + (values[3] === 1 ? values[1] : 0) + 0.5 * values[4] - 0.5
    label[row] = random.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0
    values.forEach((value, at) => {
      columns[at][row] = random.uniform() < 0.03 ? Number.NaN : value
    })
  }
  return { rows, columns, label }
}

/** The shares of several threads, done one after another by this one. */
const inTurns = (threads: number): ThreadPool => ({
  threads,
  async team(program, setup) {
    const shares = Array.from({ length: threads }, (_, thread) => program.open(setup, thread, threads))
    return {
      threads,
      run(step) {
        for (const share of shares.toReversed()) share(step)
      },
      close: () => undefined,
    }
  },
})

const train = applicants(1500, 1)
const test = applicants(1000, 2)
const quick: Partial<SymmetricParameters> = { iterations: 40, learningRate: 0.15 }

describe('trainSymmetric', () => {
  it('learns from numbers and categories, plain and ordered, with every bootstrap', async () => {
    for (const parameters of [
      {},
      { boostingType: 'ordered' },
      { bootstrapType: 'bayesian' },
      { bootstrapType: 'bernoulli', subsample: 0.7, rsm: 0.6 },
      { bootstrapType: 'none', scoreFunction: 'l2', nanMode: 'max', maxCtrComplexity: 2 },
      { boostingType: 'ordered', bootstrapType: 'none', maxCtrComplexity: 3, permutationCount: 2 },
    ] as const) {
      const { model, bestIteration } = await trainSymmetric(
        train,
        features,
        { ...quick, ...parameters },
        { seed: 7 },
      )
      expect(bestIteration).toBe(40)
      expect(auc(test.label, scoresOf(model, test))).toBeGreaterThan(0.8)
    }
  })

  it('grows symmetric trees: one split to a level', async () => {
    const { model } = await trainSymmetric(train, features, { ...quick, maxCtrComplexity: 2 }, { seed: 7 })
    const { treeStart, feature, threshold, left, right, categories, cover } = model.ensemble
    for (let tree = 0; tree + 1 < treeStart.length; tree++) {
      let level = [treeStart[tree]]
      expect(cover[level[0]]).toBe(train.rows)
      while (feature[level[0]] >= 0) {
        expect(
          new Set(level.map((node) => `${feature[node]} ${threshold[node]} ${categories[node]}`)).size,
        ).toBe(1)
        level = level.flatMap((node) => [left[node], right[node]])
      }
      for (const leaf of level) expect(feature[leaf]).toBe(-1)
    }
  })

  it('is the same for a seed however many threads share the work, and another for another seed', async () => {
    for (const parameters of [
      { maxCtrComplexity: 2 },
      { boostingType: 'ordered' },
      { objective: 'multiclass' },
    ] as const) {
      const settings = { ...quick, iterations: 10, ...parameters }
      const trained = async (seed: number, threads: number) =>
        (await trainSymmetric(train, features, settings, { seed, pool: inTurns(threads) })).model
      const one = await trained(3, 1)
      expect(await trained(3, 2)).toEqual(one)
      expect(await trained(3, 3)).toEqual(one)
      expect(await trained(4, 1)).not.toEqual(one)
    }
  })

  it('learns nothing from shuffled labels, though a category of many values would let a mean leak', async () => {
    const rows = 2000
    const random = openStream(9, 'symmetric-test-shuffled').at(0)
    const make = (): LabelledMatrix => ({
      rows,
      columns: [
        Float64Array.from({ length: rows }, () => random.below(900)),
        Float64Array.from({ length: rows }, () => random.normal()),
      ],
      label: Float64Array.from({ length: rows }, () => random.below(2)),
    })
    const [fit, unseen] = [make(), make()]
    const kinds: Feature[] = [
      { name: 'customer', kind: 'category' },
      { name: 'noise', kind: 'number' },
    ]
    const { model } = await trainSymmetric(fit, kinds, { ...quick, boostingType: 'ordered' }, { seed: 1 })
    expect(Math.abs(auc(unseen.label, scoresOf(model, unseen)) - 0.5)).toBeLessThan(0.04)
    // A mean that holds the row's own label would order nearly all of the rows it was taken on.
    expect(auc(fit.label, scoresOf(model, fit))).toBeLessThan(0.9)
  })

  it('a weight counts like as many rows, and a row of weight 0 like none', async () => {
    const numbers = features.slice(0, 2)
    const columns = train.columns.slice(0, 2)
    const weight = Float64Array.from({ length: train.rows }, (_, row) => row % 3)
    const rows = Array.from({ length: train.rows }, (_, row) =>
      new Array<number>(weight[row]).fill(row),
    ).flat()
    const repeated: LabelledMatrix = {
      rows: rows.length,
      columns: columns.map((column) => Float64Array.from(rows, (row) => column[row])),
      label: Float64Array.from(rows, (row) => train.label[row]),
    }
    // The scaled regularisation differs by the mean weight, borders by repeated values: few values, λ = 0.
    const coarse = (data: LabelledMatrix): LabelledMatrix => ({
      ...data,
      columns: data.columns.map((column) => column.map((value) => Math.round(value * 4))),
    })
    const parameters = { ...quick, l2LeafReg: 0, randomStrength: 0, bootstrapType: 'none', depth: 3 } as const
    const weighted = await trainSymmetric(
      coarse({ rows: train.rows, columns, label: train.label, weight }),
      numbers,
      parameters,
      { seed: 1 },
    )
    const copied = await trainSymmetric(coarse(repeated), numbers, parameters, { seed: 1 })
    const where = coarse({ rows: test.rows, columns: test.columns.slice(0, 2), label: test.label })
    const a = scoresOf(weighted.model, where)
    const b = scoresOf(copied.model, where)
    expect(a.every((score, row) => Math.abs(score - b[row]) < 1e-6)).toBe(true)
  })

  it('scores missing values, unseen and unknown categories', async () => {
    const { model } = await trainSymmetric(train, features, quick, { seed: 7 })
    const odd: Matrix = {
      rows: 4,
      columns: [
        Float64Array.of(Number.NaN, 0, 0, Number.POSITIVE_INFINITY),
        Float64Array.of(Number.NaN, 0, 0, Number.NEGATIVE_INFINITY),
        Float64Array.of(Number.NaN, -1, 5000, 0),
        Float64Array.of(Number.NaN, -1, 77, 0),
        Float64Array.of(Number.NaN, -1, 9, 0),
      ],
    }
    const scores = scoresOf(model, odd)
    expect(scores.every(Number.isFinite)).toBe(true)
    expect(scores[1]).toBe(scores[2])
  })

  it('trains on constant columns, two rows, and more columns than rows', async () => {
    const constant = await trainSymmetric(
      {
        rows: 6,
        columns: [new Float64Array(6), new Float64Array(6).fill(3)],
        label: Float64Array.of(0, 1, 1, 1, 1, 1),
      },
      [
        { name: 'a', kind: 'number' },
        { name: 'b', kind: 'category' },
      ],
      { ...quick, iterations: 400 },
      { seed: 1 },
    )
    const row: Matrix = { rows: 1, columns: [Float64Array.of(9), Float64Array.of(9)] }
    expect(1 / (1 + Math.exp(-scoresOf(constant.model, row)[0]))).toBeCloseTo(5 / 6, 2)
    const wide: LabelledMatrix = {
      rows: 2,
      columns: Array.from({ length: 20 }, (_, at) => Float64Array.of(at, at + (at % 3))),
      label: Float64Array.of(0, 1),
    }
    const kinds: Feature[] = wide.columns.map((_, at) => ({
      name: `c${at}`,
      kind: at % 2 ? 'number' : 'category',
    }))
    for (const boostingType of ['plain', 'ordered'] as const) {
      const { model } = await trainSymmetric(wide, kinds, { ...quick, boostingType }, { seed: 1 })
      expect(scoresOf(model, wide).every(Number.isFinite)).toBe(true)
    }
  })

  it('stops early, keeps the best iteration, and its own validation scores are those of the model', async () => {
    const result = await trainSymmetric(
      train,
      features,
      { ...quick, iterations: 400, learningRate: 0.5, maxCtrComplexity: 3 },
      { seed: 7, validation: test, earlyStoppingRounds: 10 },
    )
    expect(result.history.length).toBeLessThan(400)
    expect(result.history.length).toBe(result.bestIteration + 10)
    expect(result.history[result.bestIteration - 1]).toBe(Math.min(...result.history))
    const scores = scoresOf(result.model, test)
    const loss =
      scores.reduce((sum, s, row) => sum + Math.log1p(Math.exp(test.label[row] === 1 ? -s : s)), 0) /
      test.rows
    expect(loss).toBeCloseTo(result.history[result.bestIteration - 1], 9)
  })

  it('goes on from a model: its trees first, its scores kept', async () => {
    const first = await trainSymmetric(train, features, { ...quick, iterations: 10 }, { seed: 7 })
    const more = await trainSymmetric(
      train,
      features,
      { ...quick, iterations: 20 },
      { seed: 8, startFrom: first.model, validation: test, metric: 'auc' },
    )
    const trees = first.model.ensemble.treeOutput.length
    expect(more.model.ensemble.treeOutput.length).toBe(trees + 20)
    expect([...more.model.ensemble.value.subarray(0, first.model.ensemble.value.length)]).toEqual([
      ...first.model.ensemble.value,
    ])
    expect(auc(test.label, scoresOf(more.model, test))).toBeCloseTo(more.history[19], 12)
    expect(more.history[19]).toBeGreaterThan(auc(test.label, scoresOf(first.model, test)))
  })

  it('keeps monotone constraints', async () => {
    const { model } = await trainSymmetric(
      train,
      features,
      { ...quick, monotoneConstraints: [1, -1] },
      { seed: 7 },
    )
    for (const [at, direction] of [
      [0, 1],
      [1, -1],
    ] as const)
      for (let row = 0; row < 40; row++) {
        const grid: Matrix = {
          rows: 60,
          columns: test.columns.map((column, input) =>
            Float64Array.from({ length: 60 }, (_, step) => (input === at ? step / 10 - 3 : column[row])),
          ),
        }
        const scores = scoresOf(model, grid)
        for (let step = 1; step < 60; step++)
          expect(direction * (scores[step] - scores[step - 1])).toBeGreaterThanOrEqual(-1e-12)
      }
  })

  it('regression, several classes and an objective of one own', async () => {
    const target = train.columns[0].map((value, row) =>
      Number.isNaN(value) ? 0 : 3 * value + train.columns[1][row] ** 2 || 0,
    )
    const regression = await trainSymmetric(
      { ...train, label: target },
      features,
      { ...quick, objective: 'regression' },
      { seed: 1 },
    )
    const squared = {
      base: (label: Float64Array) => label.reduce((sum, y) => sum + y, 0) / label.length,
      derivatives(
        score: Float64Array,
        label: Float64Array,
        gradient: Float64Array,
        hessian: Float64Array,
      ): void {
        score.forEach((value, row) => {
          gradient[row] = value - label[row]
        })
        hessian.fill(1)
      },
    }
    const own = await trainSymmetric(
      { ...train, label: target },
      features,
      { ...quick, objective: squared },
      { seed: 1 },
    )
    const fitted = scoresOf(regression.model, train)
    const mean = squared.base(target)
    const errorOf = (of: (row: number) => number): number =>
      target.reduce((sum, y, row) => sum + (y - of(row)) ** 2, 0)
    expect(errorOf((row) => fitted[row])).toBeLessThan(0.2 * errorOf(() => mean))
    scoresOf(own.model, train).forEach((score, row) => {
      expect(score).toBeCloseTo(fitted[row], 9)
    })

    const classes = Float64Array.from(train.label, (_, row) =>
      train.columns[0][row] > 0.5 ? 2 : train.columns[1][row] > 0 ? 1 : 0,
    )
    const { model } = await trainSymmetric(
      { ...train, label: classes },
      features,
      { ...quick, objective: 'multiclass' },
      { seed: 1 },
    )
    const scores = scoresOf(model, train)
    let right = 0
    for (let row = 0; row < train.rows; row++) {
      const own = scores.subarray(3 * row, 3 * row + 3)
      if (own.indexOf(Math.max(...own)) === classes[row]) right++
    }
    expect(right / train.rows).toBeGreaterThan(0.95)
  })

  it('balanced class weights move the mean score up where events are rare', async () => {
    const rare: LabelledMatrix = { ...train, label: train.label.map((y, row) => (row % 5 === 0 ? y : 0)) }
    const mean = async (autoClassWeights: 'none' | 'balanced') =>
      scoresOf(
        (await trainSymmetric(rare, features, { ...quick, autoClassWeights }, { seed: 1 })).model,
        test,
      ).reduce((sum, s) => sum + s, 0) / test.rows
    expect(await mean('balanced')).toBeGreaterThan((await mean('none')) + 0.5)
  })

  it('refuses what cannot be learnt from', async () => {
    const attempt = (data: Partial<LabelledMatrix>, parameters: Partial<SymmetricParameters> = {}) =>
      trainSymmetric({ ...train, ...data }, features, { ...quick, ...parameters }, { seed: 1 })
    await expect(attempt({ label: new Float64Array(train.rows) })).rejects.toThrow('at least 2 classes')
    await expect(attempt({ label: new Float64Array(train.rows).fill(Number.NaN) })).rejects.toThrow('row 0')
    await expect(attempt({ label: train.label.map((y) => 2 * y) })).rejects.toThrow('got 2')
    await expect(attempt({ weight: new Float64Array(train.rows) })).rejects.toThrow('positive weight')
    await expect(attempt({ weight: new Float64Array(train.rows).fill(-1) })).rejects.toThrow(
      'got -1 in row 0',
    )
    await expect(attempt({ label: new Float64Array(3) })).rejects.toThrow('values of label')
    await expect(attempt({}, { monotoneConstraints: [0, 0, 1] })).rejects.toThrow('a number to constrain')
    const stopped = new AbortController()
    stopped.abort(new Error('enough'))
    await expect(trainSymmetric(train, features, quick, { seed: 1, signal: stopped.signal })).rejects.toThrow(
      'enough',
    )
  })
})
