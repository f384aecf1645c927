/** Laws of forests. */
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import { describe, expect, it } from 'vitest'
import { type LabelledMatrix, takeRows } from '../../../data/index.ts'
import { auc, aucInterval } from '../../../metrics/index.ts'
import { type ForestParameters, trainForest } from '../../../trees/forests/index.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import { needsPublicData, publicDataPresent, taiwanCredit } from '../../support/public-credit.ts'
import { mixedTable, numberTable, plain } from '../support/tables.ts'

const kinds = ['random-forest', 'extra-trees'] as const
const { features, data } = mixedTable(2_000)
const fresh = mixedTable(2_000, 2).data
const few: Partial<ForestParameters> = { trees: 40 }

/** Threads that take turns, the last one first. */
const turns = (threads: number): ThreadPool => ({
  threads,
  async team(program, setup) {
    const shares = Array.from({ length: threads }, (_, thread) => program.open(setup, thread, threads))
    const run = (step: number): void => {
      for (const share of shares.toReversed()) share(step)
    }
    return { threads, run, close: () => undefined }
  },
})

/** The smallest and the largest of a column, without spreading it. */
const rangeOf = (values: Float64Array): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b)),
  values.reduce((a, b) => Math.max(a, b)),
]

describe.each(kinds)('%s', (kind) => {
  it('depends on the seed, not on the threads', async () => {
    const one = await trainForest(data, features, { ...few, kind }, { seed: 3 })
    for (const threads of [2, 3]) {
      const many = await trainForest(data, features, { ...few, kind }, { seed: 3, pool: turns(threads) })
      expect(plain(many)).toEqual(plain(one))
    }
    const other = await trainForest(data, features, { ...few, kind }, { seed: 4 })
    expect(plain(other.ensemble)).not.toEqual(plain(one.ensemble))
  })

  it('more trees begin with the same trees', async () => {
    const [three, seven] = await Promise.all(
      [3, 7].map((trees) => trainForest(data, features, { kind, trees }, { seed: 3 })),
    )
    const nodes = three.ensemble.feature.length
    expect(seven.ensemble.feature.slice(0, nodes)).toEqual(three.ensemble.feature)
    expect(seven.ensemble.value.slice(0, nodes)).toEqual(three.ensemble.value)
  })

  it('finds numbers, missing values and categories, and leaves the empty and the constant alone', async () => {
    const { ensemble } = await trainForest(data, features, { ...few, kind }, { seed: 1 })
    const used = new Set(ensemble.feature)
    expect([0, 1, 2, 4].every((feature) => used.has(feature))).toBe(true)
    expect(used.has(6) || used.has(7)).toBe(false)
    const scores = rawScores(ensemble, fresh)
    const [least, most] = rangeOf(scores)
    expect(least).toBeGreaterThanOrEqual(0)
    expect(most).toBeLessThanOrEqual(1)
    expect(auc(fresh.label, scores)).toBeGreaterThan(0.82)
    const without = {
      ...fresh,
      columns: fresh.columns.map((c, i) => (i === 4 ? c.map(() => Number.NaN) : c)),
    }
    expect(auc(fresh.label, rawScores(ensemble, without))).toBeLessThan(auc(fresh.label, scores))
  })

  it('what rows out of the bag are told is what the trees say that did not see them', async () => {
    const options = { ...few, kind, bootstrap: true, trees: 300 }
    const { outOfBag, ensemble } = await trainForest(data, features, options, { seed: 1 })
    expect(outOfBag).toHaveLength(data.rows)
    const held = aucInterval(fresh.label, rawScores(ensemble, fresh))
    const out = aucInterval(data.label, outOfBag!)
    const noise = Math.hypot(held.standardError, out.standardError)
    expect(Math.abs(held.value - out.value)).toBeLessThan(3 * noise)
    expect(auc(data.label, rawScores(ensemble, data))).toBeGreaterThan(out.value + 0.02)
  })

  it('one tree out of the bag: its own answer, or none', async () => {
    const { outOfBag, ensemble } = await trainForest(
      data,
      features,
      { kind, bootstrap: true, trees: 1 },
      { seed: 1 },
    )
    const scores = rawScores(ensemble, data)
    let out = 0
    for (let row = 0; row < data.rows; row++) {
      if (Number.isNaN(outOfBag![row])) continue
      out++
      expect(outOfBag![row]).toBe(scores[row])
    }
    expect(Math.abs(out / data.rows - Math.exp(-1))).toBeLessThan(0.03)
  })

  it('shuffled labels teach nothing', async () => {
    const shuffled = (label: Float64Array) => label.map((_, i) => label[(i * 733 + 91) % label.length])
    const { ensemble } = await trainForest(
      { ...data, label: shuffled(data.label) },
      features,
      { ...few, kind },
      { seed: 1 },
    )
    const { lower, upper } = aucInterval(shuffled(fresh.label), rawScores(ensemble, fresh), undefined, 0.999)
    expect(lower).toBeLessThan(0.5)
    expect(upper).toBeGreaterThan(0.5)
  })

  it('shares of several classes sum to 1', async () => {
    const label = data.label.map((y, i) => (y === 0 ? 0 : data.columns[0][i] > 0.5 ? 2 : 1))
    const options = { ...few, kind, objective: 'multiclass' as const, numClass: 3, bootstrap: true }
    const { ensemble, outOfBag } = await trainForest({ ...data, label }, features, options, { seed: 1 })
    expect(ensemble.outputs).toBe(3)
    for (const shares of [rawScores(ensemble, fresh), outOfBag!])
      for (let i = 0; i < shares.length; i += 3)
        if (!Number.isNaN(shares[i])) expect(shares[i] + shares[i + 1] + shares[i + 2]).toBeCloseTo(1, 12)
    const isLast = Float64Array.from(fresh.label, (y, i) => (y === 1 && fresh.columns[0][i] > 0.5 ? 1 : 0))
    const scores = rawScores(ensemble, fresh)
    expect(
      auc(
        isLast,
        isLast.map((_, i) => scores[3 * i + 2]),
      ),
    ).toBeGreaterThan(0.9)
  })

  it('numbers: means of what was seen', async () => {
    const label = data.columns[0].map((x, i) => 1e6 + 3 * x + data.columns[1][i])
    const options = { ...few, kind, objective: 'regression' as const, bootstrap: true }
    const { ensemble, outOfBag } = await trainForest({ ...data, label }, features, options, { seed: 1 })
    const [low, high] = rangeOf(label)
    const expected = fresh.columns[0].map((x, i) => 1e6 + 3 * x + fresh.columns[1][i])
    const error = (scores: Float64Array, truth: Float64Array) =>
      scores.reduce((sum, s, i) => sum + (s - truth[i]) ** 2, 0) / truth.length
    const mean = label.reduce((sum, y) => sum + y) / label.length
    const scores = rawScores(ensemble, fresh)
    const [least, most] = rangeOf(scores)
    expect(least >= low && most <= high).toBe(true)
    const baseline = error(new Float64Array(fresh.rows).fill(mean), expected)
    expect(error(scores, expected)).toBeLessThan(baseline / 2)
    expect(error(outOfBag!, label)).toBeLessThan(baseline / 2)
  })

  it('rises and falls as it must', async () => {
    const monotoneConstraints = [1, -1, 0, 0, 0, 0, 0, 0]
    const { ensemble } = await trainForest(data, features, { ...few, kind, monotoneConstraints }, { seed: 1 })
    for (const [column, direction] of [
      [0, 1],
      [1, -1],
    ]) {
      let before: Float64Array = new Float64Array(fresh.rows).fill(direction > 0 ? 0 : 1)
      for (let x = -6; x <= 6; x += 0.5) {
        const columns = fresh.columns.map((c, i) => (i === column ? c.map(() => x) : c))
        const scores = rawScores(ensemble, { ...fresh, columns })
        for (let i = 0; i < scores.length; i++)
          expect(direction * (scores[i] - before[i])).toBeGreaterThanOrEqual(-1e-12)
        before = scores
      }
    }
    expect(auc(fresh.label, rawScores(ensemble, fresh))).toBeGreaterThan(0.75)
  })

  it('what splits win is what the squared error loses, whatever they split by', async () => {
    const weight = data.label.map((_, i) => 1 + (i % 3))
    const table = { ...data, weight }
    for (const [objective, numClass] of [
      ['binary', 1],
      ['multiclass', 2],
    ] as const) {
      const options = { kind, objective, numClass, trees: 8, minDataInLeaf: 2, bootstrap: false }
      const { ensemble } = await trainForest(table, features, options, { seed: 2 })
      const { outputs, treeStart, value, gain } = ensemble
      const error = (scores: Float64Array) =>
        data.label.reduce((sum, y, i) => sum + weight[i] * (scores[(i + 1) * outputs - 1] - y) ** 2, 0)
      for (let tree = 0; tree < 8; tree++) {
        const [from, to] = [treeStart[tree * outputs], treeStart[(tree + 1) * outputs]]
        const alone = {
          ...ensemble,
          treeStart: treeStart.slice(0, outputs + 1).map((_, i) => treeStart[tree * outputs + i] - from),
          treeOutput: ensemble.treeOutput.slice(0, outputs),
          feature: ensemble.feature.slice(from, to),
          threshold: ensemble.threshold.slice(from, to),
          left: ensemble.left.slice(from, to).map((child) => (child < 0 ? child : child - from)),
          right: ensemble.right.slice(from, to).map((child) => (child < 0 ? child : child - from)),
          missing: ensemble.missing.slice(from, to),
          categories: ensemble.categories.slice(from, to),
          value: value.slice(from, to),
          cover: ensemble.cover.slice(from, to),
          gain: gain.slice(from, to),
        }
        const root = value[treeStart[tree * outputs + outputs - 1]]
        const before = error(new Float64Array(data.rows * outputs).fill(root))
        const lost = outputs * (before - error(rawScores(alone, data)))
        expect(alone.gain.reduce((sum, won) => sum + won)).toBeCloseTo(lost, 6)
      }
    }
  })

  it('leaves are as large as asked', async () => {
    const options = { kind, trees: 5, minDataInLeaf: 50, bootstrap: false }
    const { ensemble } = await trainForest(data, features, options, { seed: 1 })
    for (let node = 0; node < ensemble.feature.length; node++)
      if (ensemble.feature[node] < 0) expect(ensemble.cover[node]).toBeGreaterThanOrEqual(50)
  })

  it('learns from three rows, and from one class', async () => {
    const tiny = numberTable(
      [
        [1, 2, 3],
        [5, 5, 5],
      ],
      [0, 0, 1],
    )
    const three = await trainForest(tiny.data, tiny.features, { ...few, kind, minDataInLeaf: 1 }, { seed: 1 })
    const scores = rawScores(three.ensemble, tiny.data)
    expect(scores[2]).toBeGreaterThan(scores[0])
    const one = numberTable([[1, 2, 3]], [1, 1, 1])
    const same = await trainForest(one.data, one.features, { ...few, kind }, { seed: 1 })
    expect([...rawScores(same.ensemble, one.data)]).toEqual([1, 1, 1])
  })
})

describe('trainForest', () => {
  it('extra trees are other trees, and search less', async () => {
    const options = { ...few, bootstrap: false }
    const [forest, extra] = await Promise.all(
      kinds.map((kind) => trainForest(data, features, { ...options, kind }, { seed: 1 })),
    )
    expect(plain(extra.ensemble)).not.toEqual(plain(forest.ensemble))
    const firstGain = ({ treeStart, gain }: typeof forest.ensemble) =>
      treeStart.slice(0, -1).reduce((sum, root) => sum + gain[root], 0)
    expect(firstGain(extra.ensemble)).toBeLessThan(firstGain(forest.ensemble))
  })

  it('a share of the rows, drawn without replacement', async () => {
    const options = { ...few, bootstrap: false, sampleShare: 0.3 }
    const { ensemble, outOfBag } = await trainForest(data, features, options, { seed: 1 })
    for (let tree = 0; tree < 40; tree++) expect(ensemble.cover[ensemble.treeStart[tree]]).toBe(600)
    expect(outOfBag!.every(Number.isFinite)).toBe(true)
  })

  it('progress rises, and a stop is heard', async () => {
    const shares: number[] = []
    await trainForest(data, features, few, { seed: 1, onProgress: (share) => shares.push(share) })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    const stop = new AbortController()
    const stopped = trainForest(data, features, few, {
      seed: 1,
      signal: stop.signal,
      onProgress: (share) => share > 0.2 && stop.abort(new Error('enough')),
    })
    await expect(stopped).rejects.toThrow('enough')
  })

  it('refuses what does not fit, by name', async () => {
    const train = (parameters: object, table: LabelledMatrix = data) =>
      trainForest(table, features, parameters, { seed: 1 })
    await expect(train({ trees: 0 })).rejects.toThrow('need an integer trees ≥ 1, got 0')
    await expect(train({ minDataInLeaf: 0 })).rejects.toThrow('minDataInLeaf ≥ 1')
    await expect(train({ sampleShare: 1.5 })).rejects.toThrow('sampleShare in (0, 1], got 1.5')
    await expect(train({ maxFeatures: 2.5 })).rejects.toThrow('maxFeatures')
    await expect(train({ maxLeaves: 1 })).rejects.toThrow('maxLeaves')
    await expect(train({ kind: 'jungle' })).rejects.toThrow('kind random-forest or extra-trees')
    await expect(train({ objective: 'poisson' })).rejects.toThrow('objective')
    await expect(
      train({ objective: 'multiclass', numClass: 3, monotoneConstraints: [1, 0, 0, 0, 0, 0, 0, 0] }),
    ).rejects.toThrow('one output')
    const label = data.label.slice()
    label[7] = 2
    await expect(train({}, { ...data, label })).rejects.toThrow('label of row 7')
    await expect(train({}, { ...data, weight: new Float64Array(data.rows) })).rejects.toThrow(
      'weight above 0',
    )
  })

  it.skipIf(!publicDataPresent)(
    `out-of-bag and held-out AUC of card holders agree${needsPublicData}`,
    async () => {
      const { features: columns, data: all } = taiwanCredit()
      const rows = Array.from({ length: all.rows }, (_, row) => row)
      const train = takeRows(
        all,
        rows.filter((row) => row % 5 !== 0),
      )
      const test = takeRows(
        all,
        rows.filter((row) => row % 5 === 0),
      )
      const options = { trees: 100, minDataInLeaf: 20 }
      const { ensemble, outOfBag } = await trainForest(train, columns, options, { seed: 1 })
      const held = aucInterval(test.label, rawScores(ensemble, test))
      const out = aucInterval(train.label, outOfBag!)
      expect(Math.abs(held.value - out.value)).toBeLessThan(
        2 * Math.hypot(held.standardError, out.standardError),
      )
      expect(held.value).toBeGreaterThan(0.77)
    },
    30_000,
  )
})
