/** Importance of inputs, from four sides. */
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { compareAucs } from '../../../metrics/index.ts'
import { rawScores, type TreeModel } from '../../../models/index.ts'
import { trainLeafWise } from '../../../trees/boosting/index.ts'
import { type ForestParameters, trainForest } from '../../../trees/forests/index.ts'
import { importanceOf, importanceTable, permutationImportance } from '../../../trees/importance/index.ts'
import { randomModel, randomRows } from '../../support/random-model.ts'
import { mixedTable } from '../support/tables.ts'

const { features, data } = mixedTable(2_000)
const fresh = mixedTable(2_000, 2).data
const names = features.map(({ name }) => name)

const modelOf = (ensemble: TreeModel['ensemble']): TreeModel => ({
  kind: 'trees',
  inputs: features,
  columns: features.map((_, input) => ({ kind: 'input', input })),
  ensemble,
})
const forest = async (parameters: Partial<ForestParameters> = {}, table = data): Promise<TreeModel> =>
  modelOf((await trainForest(table, features, { trees: 60, ...parameters }, { seed: 1 })).ensemble)
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

/** The first shuffle of the first input. */
function shuffleOf(rows: number, seed: number): number[] {
  const random = openStream(seed, 'permutation-importance').at(0)
  const order = Array.from({ length: rows }, (_, row) => row)
  for (let i = rows - 1; i > 0; i--) {
    const other = random.below(i + 1)
    ;[order[i], order[other]] = [order[other], order[i]]
  }
  return order
}

describe('importanceOf', () => {
  it('sums over all splits, of inputs that are split by', async () => {
    const model = await forest()
    const { gain, feature } = model.ensemble
    expect(sum(importanceOf(model, 'total-gain'))).toBeCloseTo(sum(gain), 6)
    expect(sum(importanceOf(model, 'splits'))).toBe(feature.filter((column) => column >= 0).length)
    const average = importanceOf(model, 'average-gain')
    expect(average[0]).toBeCloseTo(
      importanceOf(model, 'total-gain')[0] / importanceOf(model, 'splits')[0],
      12,
    )
    for (const by of ['total-gain', 'average-gain', 'splits'] as const)
      expect([...importanceOf(model, by).slice(6)]).toEqual([0, 0])
  })

  it('is the same for one output as for the two classes of it', async () => {
    const one = importanceOf(await forest({ trees: 10 }), 'total-gain')
    const two = importanceOf(await forest({ trees: 10, objective: 'multiclass', numClass: 2 }), 'total-gain')
    // Gini over two classes is twice the variance of one; of equal splits rounding may choose another.
    for (let input = 0; input < 6; input++) expect(Math.abs(two[input] / one[input] - 2)).toBeLessThan(0.05)
  })

  it('columns made of several inputs are shared among them', () => {
    const model = randomModel({ seed: 3, trees: 20, depth: 5, statistics: true })
    const splits = importanceOf(model, 'splits')
    expect(splits).toHaveLength(model.inputs.length)
    expect(sum(splits)).toBeCloseTo(model.ensemble.feature.filter((column) => column >= 0).length, 9)
  })

  it('gains that a file did not keep are not made up', async () => {
    const model = await forest({ trees: 5 })
    const bare = { ...model, ensemble: { ...model.ensemble, gain: model.ensemble.gain.map(() => 0) } }
    expect(() => importanceOf(bare, 'total-gain')).toThrow('keeps what its splits won')
    expect(sum(importanceOf(bare, 'splits'))).toBeGreaterThan(0)
    const { rows, agreement } = importanceTable(bare, fresh, { seed: 1, repeats: 1, explainedRows: 50 })
    expect(rows.every(({ gain }) => gain === undefined)).toBe(true)
    expect(agreement).toHaveLength(3)
  })
})

describe('permutationImportance', () => {
  it('finds what matters on held-out rows, and covers 0 for noise', async () => {
    const model = await forest()
    const drops = permutationImportance(model, fresh, { seed: 1 })
    expect(drops.map(({ features: [name] }) => name)).toEqual(names)
    for (const matters of [0, 1, 2, 4]) expect(drops[matters].drop.lower).toBeGreaterThan(0)
    const { lower, upper } = drops[5].drop
    expect(lower <= 0 && upper >= 0).toBe(true)
    expect(drops[6].drop).toEqual({ value: 0, lower: 0, upper: 0 })
    expect(drops[0].deviation).toBeGreaterThan(0)
  })

  it('shuffled labels: nothing matters', async () => {
    const shuffled = (label: Float64Array) => label.map((_, i) => label[(i * 733 + 91) % label.length])
    const model = await forest({}, { ...data, label: shuffled(data.label) })
    const rows = { ...fresh, label: shuffled(fresh.label) }
    for (const { drop } of permutationImportance(model, rows, { seed: 1, confidence: 0.999 }))
      expect(drop.lower <= 0 && drop.upper >= 0).toBe(true)
  })

  it('is a function of the seed; one repeat of one row order is a paired comparison of AUCs', async () => {
    const model = await forest({ trees: 20 })
    const options = { seed: 4, repeats: 1 }
    const [{ drop }] = permutationImportance(model, fresh, options)
    expect(permutationImportance(model, fresh, options)[0].drop).toEqual(drop)
    const order = shuffleOf(fresh.rows, options.seed)
    const columns = fresh.columns.slice()
    columns[0] = Float64Array.from(order, (row) => fresh.columns[0][row])
    const { difference } = compareAucs(
      fresh.label,
      rawScores(model, fresh),
      rawScores(model, { ...fresh, columns }),
    )
    expect(drop.value).toBeCloseTo(difference.value, 12)
    expect(drop.lower).toBeCloseTo(difference.lower, 12)
    expect(drop.upper).toBeCloseTo(difference.upper, 12)
  })

  it('more repeats, shorter intervals; another seed, another answer', async () => {
    const model = await forest({ trees: 20 })
    const of = (seed: number, repeats: number) =>
      permutationImportance(model, fresh, { seed, repeats })[0].drop
    expect(of(1, 20).upper - of(1, 20).lower).toBeLessThan(of(1, 1).upper - of(1, 1).lower)
    expect(of(2, 1).value).not.toBe(of(1, 1).value)
  })

  it('inputs that stand in for each other matter together', async () => {
    const copied = (table: typeof data) => ({
      ...table,
      columns: table.columns.map((column, i) => (i === 5 ? table.columns[0] : column)),
    })
    const model = await forest({}, copied(data))
    const rows = copied(fresh)
    const alone = permutationImportance(model, rows, { seed: 1 })
    const together = permutationImportance(model, rows, { seed: 1, groups: [['x5', 'x0']] })
    expect(together.map(({ features: [name] }) => name)).toEqual(names.filter((name) => name !== 'x5'))
    expect(together[0].features).toEqual(['x0', 'x5'])
    expect(together[0].drop.value).toBeGreaterThan(alone[0].drop.value + alone[5].drop.value)
    expect(together[1]).toEqual(alone[1])
  })

  it('log-loss and squared error, weighted', async () => {
    const weight = data.label.map((_, i) => 1 + (i % 2))
    const weighted = { ...fresh, weight }
    const model = await forest()
    const [x0] = permutationImportance(model, weighted, { seed: 1, metric: 'log-loss', repeats: 3 })
    expect(x0.drop.lower).toBeGreaterThan(0)
    const label = data.label.map((y, i) => (y === 0 ? 0 : data.columns[0][i] > 0.5 ? 2 : 1))
    const classes = await forest({ objective: 'multiclass', numClass: 3 }, { ...data, label })
    const ofClasses = permutationImportance(classes, { ...data, label }, { seed: 1, repeats: 2 })
    expect(ofClasses[0].drop.lower).toBeGreaterThan(0)
    const numbers = data.columns[0].map((x, i) => 10 * x + data.columns[5][i])
    const regression = await forest({ objective: 'regression' }, { ...data, label: numbers })
    const drops = permutationImportance(regression, { ...data, label: numbers }, { seed: 1, repeats: 2 })
    expect(drops[0].drop.value).toBeGreaterThan(drops[5].drop.value)
    expect(drops[5].drop.value).toBeGreaterThan(drops[1].drop.value)
  })

  it('refuses what does not fit', async () => {
    const model = await forest({ trees: 2 })
    const measure =
      (options: object, rows = fresh) =>
      () =>
        permutationImportance(model, rows, { seed: 1, ...options })
    expect(measure({ repeats: 0 })).toThrow('repeats ≥ 1')
    expect(measure({ confidence: 1 })).toThrow('confidence in (0, 1)')
    expect(measure({ groups: [['nobody']] })).toThrow('"nobody"')
    expect(measure({ groups: [['x0'], ['x0', 'x1']] })).toThrow('"x0" in two')
    expect(measure({}, { ...fresh, columns: [] })).toThrow('a column for each of 8 inputs, got 0')
    expect(measure({}, { ...fresh, label: fresh.label.map(() => 1) })).toThrow()
    const rows = randomRows(100)
    const label = new Float64Array(100)
    const several = randomModel({ seed: 1, trees: 4, depth: 2, outputs: 2 })
    expect(() => permutationImportance(several, { ...rows, label }, { seed: 1, metric: 'auc' })).toThrow(
      'one output for auc',
    )
  })
})

describe('importanceTable', () => {
  it('four measures side by side, with ranks that agree on what is plain', async () => {
    const { ensemble } = await trainLeafWise(data, features, { iterations: 60, numLeaves: 8 }, { seed: 1 })
    const { rows, agreement } = importanceTable(modelOf(ensemble), fresh, { seed: 1, repeats: 3 })
    expect(rows.map(({ feature }) => feature).toSorted()).toEqual(names.toSorted())
    expect(rows.reduce((total, { gain }) => total + gain!, 0)).toBeCloseTo(1, 12)
    expect(rows.reduce((total, { splits }) => total + splits, 0)).toBeCloseTo(1, 12)
    for (const measure of ['gain', 'splits', 'permutation', 'shap'] as const)
      expect(rows.reduce((total, { ranks }) => total + ranks[measure]!, 0)).toBe(36)
    expect(rows[0].ranks.permutation).toBe(1)
    expect(rows[0].ranks.shap).toBe(1)
    expect(agreement).toHaveLength(6)
    const between = (a: string, b: string) =>
      agreement.find(({ between: [x, y] }) => x === a && y === b)!.correlation!
    expect(between('gain', 'shap')).toBeGreaterThan(0.8)
    for (const { correlation } of agreement) expect(Math.abs(correlation!)).toBeLessThanOrEqual(1)
  })
})
