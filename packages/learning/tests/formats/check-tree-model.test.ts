/** A model that passes the check is safe to walk; anything else is refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkTreeEnsemble,
  checkTreeModel,
  ModelFileError,
  parseModel,
  serializeModel,
} from '../../formats/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { leafIndices, rawScores, rowScorer } from '../../trees/predict/index.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { randomEnsemble, randomRows } from '../explanation/tree-shap/random-ensemble.ts'

const ensemble = randomEnsemble(4, { trees: 5, splits: 12, columns: 4, outputs: 2 })
const model: TreeModel = {
  kind: 'trees',
  inputs: [
    { name: 'amount', kind: 'number' },
    { name: 'town', kind: 'category', categories: ['Oslo', 'Bergen'] },
    { name: 'street', kind: 'category', hashed: true },
  ],
  columns: [
    { kind: 'input', input: 0 },
    { kind: 'input', input: 1 },
    {
      kind: 'target-statistic',
      inputs: [1, 1],
      radix: [3, 3],
      cells: Float64Array.of(0, 4, 8),
      values: Float64Array.of(0.1, 0.5, 0.2),
      otherwise: 0.3,
    },
    {
      kind: 'hashed-statistic',
      parts: [
        { kind: 'category', input: 2 },
        { kind: 'above', input: 0, border: 1.5, missing: false },
        { kind: 'equals', input: 2, hash: 77 },
      ],
      cells: Uint32Array.of(0, 5, 1, 2),
      values: Float64Array.of(1, 2),
      otherwise: 0,
    },
  ],
  ensemble: { ...ensemble, link: 'logistic', slope: 2 },
}

test('a model comes back as it was', () => {
  expect(checkTreeModel(parseModel(serializeModel(model)))).toEqual(model)
})

const changes: [string, (plain: Mutable) => void, RegExp][] = [
  ['kind', (m) => (m.kind = 'forest'), /kind: "trees" is needed/],
  ['a name twice', (m) => (m.inputs[1].name = 'amount'), /same name/],
  ['a label twice', (m) => (m.inputs[1].categories = ['a', 'a']), /twice/],
  ['no labels', (m) => delete m.inputs[1].categories, /labels/],
  ['an input that is not there', (m) => (m.columns[0].input = 3), /columns\[0\]\.input/],
  ['a fraction of an input', (m) => (m.columns[0].input = 0.5), /columns\[0\]\.input/],
  ['cells not ascending', (m) => (m.columns[2].cells = Float64Array.of(0, 4, 4)), /ascend/],
  ['a cell too many', (m) => (m.columns[2].cells = Float64Array.of(0, 4, 9)), /ascend/],
  ['values missing', (m) => (m.columns[2].values = Float64Array.of(0)), /3 cells with 1 values/],
  ['a value that is none', (m) => (m.columns[3].values = Float64Array.of(1, Number.NaN)), /finite/],
  ['pairs not ascending', (m) => (m.columns[3].cells = Uint32Array.of(1, 5, 1, 2)), /ascend/],
  ['another type of array', (m) => (m.ensemble.left = Float64Array.from(ensemble.left)), /Int32Array/],
  ['too many outputs', (m) => (m.ensemble.outputs = 1e9), /ensemble\.outputs/],
  ['another number of outputs', (m) => (m.ensemble.outputs = 3), /2 base scores for 3 outputs/],
  ['no such link', (m) => (m.ensemble.link = 'probit'), /one of identity/],
  ['a slope of zero', (m) => (m.ensemble.slope = 0), /slope/],
  ['a node short', (m) => (m.ensemble.value = ensemble.value.slice(1)), /numbers of "value"/],
]
test.each(changes)('refused: %s', (_, change, reason) => {
  const plain = parseModel(serializeModel(model)) as unknown as Mutable
  change(plain)
  expect(() => checkTreeModel(plain)).toThrow(ModelFileError)
  expect(() => checkTreeModel(plain)).toThrow(reason)
})

test('loops, shared branches and strays are refused', () => {
  const root = ensemble.treeStart.findIndex((node) => ensemble.feature[node] >= 0)
  const node = ensemble.treeStart[root]
  const withLeft = (left: number): TreeEnsemble => ({
    ...ensemble,
    left: ensemble.left.with(node, left),
  })
  expect(() => checkTreeEnsemble(withLeft(node), 4)).toThrow(/not to a later node/)
  expect(() => checkTreeEnsemble(withLeft(ensemble.right[node]), 4)).toThrow(/reached twice/)
  expect(() => checkTreeEnsemble(withLeft(ensemble.treeStart[root + 1]), 4)).toThrow(/not to a later node/)
  expect(() => checkTreeEnsemble(ensemble, 1)).toThrow(/reads column \d, and there are 1/)
})

test('whatever is changed, a model that passes the check can be walked', () => {
  const names = [
    'treeStart',
    'treeOutput',
    'feature',
    'left',
    'right',
    'missing',
    'categories',
    'categoryWords',
  ] as const
  const floats = ['threshold', 'value', 'cover', 'gain', 'base'] as const
  const odd = fc.constantFrom(-2, -1, 0, 1, 2, 3, 5, 9, 20, 77, 255, 1e6, 2 ** 31 - 1)
  const matrix = randomRows(2, 70, 4)
  const row = Float64Array.from(matrix.columns, (column) => column[0])
  let walked = 0
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(200), odd), { maxLength: 3 }),
      fc.array(fc.tuple(fc.constantFrom(...floats), fc.nat(200), fc.double()), { maxLength: 1 }),
      (integers, numbers) => {
        const changed = { ...ensemble }
        for (const [name, place, value] of [...integers, ...numbers]) {
          const array = ensemble[name].slice()
          array[place % array.length] = value
          Object.assign(changed, { [name]: array })
        }
        try {
          checkTreeEnsemble(changed, 4)
        } catch (error) {
          expect(error).toBeInstanceOf(ModelFileError)
          return
        }
        walked++
        const scores = rawScores(changed, matrix)
        expect(leafIndices(changed, matrix).every((leaf) => changed.feature[leaf] === -1)).toBe(true)
        const out = new Float64Array(2)
        rowScorer(changed)(row, out)
        expect(out).toEqual(scores.slice(0, 2))
      },
    ),
    { numRuns: 3000, seed: 9 },
  )
  expect(walked).toBeGreaterThan(100)
})

/** What a file may hold, of any type. */
interface Mutable {
  kind: string
  // biome-ignore lint/suspicious/noExplicitAny: a stranger's data
  inputs: any[]
  // biome-ignore lint/suspicious/noExplicitAny: a stranger's data
  columns: any[]
  // biome-ignore lint/suspicious/noExplicitAny: a stranger's data
  ensemble: any
}
