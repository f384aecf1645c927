import { describe, expect, it } from 'vitest'
import { takeRows } from '../../../data/index.ts'
import { auc } from '../../../metrics/index.ts'
import { trainDepthWise, trainLeafWise } from '../../../trees/boosting/index.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import type { TreeEnsemble } from '../../../trees/tree-ensemble.ts'
import { mixedTable, numberTable, plain } from '../support/tables.ts'

const context = { seed: 1 }
const { features, data } = mixedTable(3000)

/** Every path of an ensemble, as the features it splits by. */
function paths({ treeStart, feature, left, right }: TreeEnsemble): number[][] {
  const found: number[][] = []
  const walk = (node: number, path: readonly number[]): void => {
    if (feature[node] < 0) found.push([...path])
    else for (const child of [left[node], right[node]]) walk(child, [...path, feature[node]])
  }
  for (const root of treeStart.subarray(0, -1)) walk(root, [])
  return found
}

const learners = {
  'leaf-wise': (parameters: object, table = data, more = {}) =>
    trainLeafWise(table, features, { iterations: 30, numLeaves: 15, ...parameters }, { ...context, ...more }),
  'depth-wise': (parameters: object, table = data, more = {}) =>
    trainDepthWise(
      table,
      features,
      { iterations: 30, maxDepth: 4, eta: 0.1, ...parameters },
      { ...context, ...more },
    ),
}

describe.each(Object.entries(learners))('%s trees', (_name, train) => {
  it('learn what there is to learn, on rows never seen', async () => {
    const { ensemble } = await train({})
    const fresh = mixedTable(3000, 2).data
    expect(auc(fresh.label, rawScores(ensemble, fresh))).toBeGreaterThan(0.82)
  })

  it('never fall where they must rise, and the other way round', async () => {
    const { ensemble } = await train({ monotoneConstraints: [1, -1, 0, 0, 0, 0, 0, 0] })
    const rows = Array.from({ length: 60 }, (_, row) => row)
    for (const [feature, direction] of [
      [0, 1],
      [1, -1],
    ]) {
      let before: Float64Array | undefined
      for (let x = -8; x <= 8; x += 0.25) {
        const probe = takeRows(data, rows)
        probe.columns[feature].fill(x)
        const score = rawScores(ensemble, probe)
        if (before !== undefined)
          for (const row of rows)
            expect(direction * (score[row] - before[row])).toBeGreaterThanOrEqual(-1e-12)
        before = score
      }
    }
  })

  it('let only features of one set meet on a path', async () => {
    const sets = [
      [0, 1, 5],
      [2, 3],
      [1, 4],
    ]
    const { ensemble } = await train({ interactionConstraints: sets })
    for (const path of paths(ensemble)) {
      const used = new Set(path)
      expect(used.size < 2 || sets.some((set) => [...used].every((feature) => set.includes(feature)))).toBe(
        true,
      )
    }
  })

  it('take a weight for so many equal rows', async () => {
    const coarse = (column: Float64Array): Float64Array => column.map((x) => Math.round(x * 4) / 4)
    const table = { ...data, columns: data.columns.map(coarse) }
    const weight = Float64Array.from({ length: data.rows }, (_, row) => [1, 2, 4][row % 3])
    const repeated = Array.from({ length: data.rows }, (_, row) => new Array(weight[row]).fill(row)).flat()
    // Rows are counted where a leaf needs so many; here only hessians count.
    const settings = {
      minDataInLeaf: 0,
      minSumHessianInLeaf: 1,
      minDataInBin: 1,
      catSmooth: 0,
      minDataPerGroup: 0,
    }
    const weighted = await train(settings, { ...table, weight })
    const longer = await train(settings, takeRows(table, repeated))
    const scores = rawScores(weighted.ensemble, table)
    const others = rawScores(longer.ensemble, table)
    for (let row = 0; row < data.rows; row++) expect(scores[row]).toBeCloseTo(others[row], 9)
  })

  it('watch validation rows, stop when nothing improves, and keep the best', async () => {
    const validation = mixedTable(1000, 3).data
    const { ensemble, bestIteration, history } = await train(
      { iterations: 400, learningRate: 0.3, eta: 0.3 },
      data,
      {
        validation,
        metric: 'auc',
        earlyStoppingRounds: 10,
      },
    )
    expect(ensemble.treeOutput.length).toBe(bestIteration)
    expect(history.length).toBe(bestIteration + 10)
    expect(history[bestIteration - 1]).toBe(Math.max(...history))
    expect(auc(validation.label, rawScores(ensemble, validation))).toBeCloseTo(history[bestIteration - 1], 12)
  })

  it('watch the validation rows even without stopping', async () => {
    const validation = mixedTable(500, 3).data
    const { bestIteration, history } = await train({}, data, { validation })
    expect([bestIteration, history.length]).toEqual([30, 30])
  })

  it('continue from an ensemble as if they had never paused', async () => {
    const whole = await train({ iterations: 20, subsample: 0.7, baggingFraction: 0.7, baggingFreq: 1 })
    const half = await train({ iterations: 10, subsample: 0.7, baggingFraction: 0.7, baggingFreq: 1 })
    const rest = await train({ iterations: 10, subsample: 0.7, baggingFraction: 0.7, baggingFreq: 1 }, data, {
      startFrom: half.ensemble,
    })
    expect(plain(rest.ensemble)).toEqual(plain(whole.ensemble))
    expect(rest.bestIteration).toBe(10)
  })

  it('depend on the seed where something is drawn, and only there', async () => {
    const drawn = { featureFraction: 0.5, colsampleByNode: 0.5 }
    const first = plain((await train(drawn)).ensemble)
    expect(plain((await train(drawn)).ensemble)).toEqual(first)
    expect(plain((await train(drawn, data, { seed: 2 })).ensemble)).not.toEqual(first)
    expect(plain((await train({}, data, { seed: 2 })).ensemble)).toEqual(plain((await train({})).ensemble))
  })

  it('keep covers and gains that add up', async () => {
    const { ensemble } = await train({})
    const { feature, left, right, cover, gain, missing } = ensemble
    for (let node = 0; node < feature.length; node++) {
      expect(cover[node]).toBeGreaterThan(0)
      if (feature[node] < 0) continue
      expect(gain[node]).toBeGreaterThan(0)
      expect(cover[left[node]] + cover[right[node]]).toBeCloseTo(cover[node], 6)
      expect([1, 2]).toContain(missing[node])
      expect([6, 7]).not.toContain(feature[node])
    }
  })

  it('follow a loss of the caller as they follow their own', async () => {
    const regression = { ...data, label: data.columns[0].map((x, i) => x + (data.label[i] > 0 ? 1 : 0)) }
    const own = await train({ objective: 'regression' }, regression)
    const custom = await train(
      {
        objective: {
          link: 'identity',
          metric: 'rmse',
          outputs: 1,
          base: () => own.ensemble.base,
          gradients(scores: Float64Array, label: Float64Array, _weight: undefined, out: Float32Array) {
            for (let i = 0; i < label.length; i++) {
              out[2 * i] = scores[i] - label[i]
              out[2 * i + 1] = 1
            }
          },
        },
      },
      regression,
    )
    expect(plain(custom.ensemble)).toEqual(plain(own.ensemble))
  })

  it('learn several classes', async () => {
    const label = data.columns[0].map((x, i) => (x > 0.5 ? 2 : (data.columns[2][i] || 0) > 0 ? 1 : 0))
    const { ensemble } = await train({ objective: 'multiclass', numClass: 3 }, { ...data, label })
    expect(ensemble.treeOutput.length).toBe(90)
    const scores = rawScores(ensemble, data)
    let right = 0
    for (let i = 0; i < data.rows; i++) {
      const own = scores.subarray(3 * i, 3 * i + 3)
      if (own.indexOf(Math.max(...own)) === label[i]) right++
    }
    expect(right / data.rows).toBeGreaterThan(0.98)
  })

  it('count events', async () => {
    const label = data.columns[0].map((x) => Math.floor(Math.exp(x)))
    const { ensemble } = await train({ objective: 'poisson' }, { ...data, label })
    const expected = rawScores(ensemble, data).map(Math.exp)
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value) / values.length
    expect(mean(expected)).toBeCloseTo(mean(label), 1)
  })

  it('train on two and three rows', async () => {
    for (const label of [
      [0, 1],
      [0, 1, 1],
    ]) {
      const table = numberTable([label.map((_, i) => i)], label)
      const settings = { minDataInLeaf: 1, minChildWeight: 0, minDataInBin: 1 }
      const { ensemble } = await (_name === 'leaf-wise'
        ? trainLeafWise(table.data, table.features, settings, context)
        : trainDepthWise(table.data, table.features, settings, context))
      const scores = rawScores(ensemble, table.data)
      expect(scores[1]).toBeGreaterThan(scores[0])
    }
  })

  it('answer the base alone where nothing can be split', async () => {
    const columns = [new Float64Array(data.rows).fill(3), new Float64Array(data.rows).fill(Number.NaN)]
    const { ensemble } = await trainLeafWise({ ...data, columns }, features.slice(0, 2), {}, context)
    expect([...new Set(rawScores(ensemble, data))]).toHaveLength(1)
    expect(rawScores(ensemble, data)[0]).toBeCloseTo(ensemble.base[0], 6)
  })

  it('stop when told to, and say how far they are', async () => {
    const stop = new AbortController()
    const shares: number[] = []
    await expect(
      train({ iterations: 500 }, data, {
        signal: stop.signal,
        onProgress(share: number) {
          shares.push(share)
          if (share > 0.01) stop.abort(new Error('enough'))
        },
      }),
    ).rejects.toThrow('enough')
    expect(shares.length).toBeLessThan(12)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  })

  it('refuse what cannot be learnt from', async () => {
    await expect(train({}, takeRows(data, [0]))).rejects.toThrow('need at least 2 rows, got 1')
    await expect(train({}, { ...data, label: data.label.with(7, Number.NaN) })).rejects.toThrow(
      'need 0 or 1 as label of row 7, got NaN',
    )
    await expect(train({}, { ...data, label: data.label.slice(1) })).rejects.toThrow(
      'need 3000 labels, got 2999',
    )
    await expect(train({}, { ...data, weight: new Float64Array(data.rows) })).rejects.toThrow(
      'weight above 0',
    )
    await expect(train({}, { ...data, weight: new Float64Array(data.rows).fill(-1) })).rejects.toThrow(
      '≥ 0 in row 0',
    )
    await expect(train({}, { ...data, columns: data.columns.slice(1) })).rejects.toThrow('8 features')
    await expect(train({ objective: 'multiclass' })).rejects.toThrow('numClass ≥ 2')
    await expect(train({ iterations: 0 })).rejects.toThrow('iterations ≥ 1, got 0')
    await expect(train({ monotoneConstraints: [0, 0, 0, 0, 1, 0, 0, 0] })).rejects.toThrow(
      'category "branch"',
    )
  })
})
