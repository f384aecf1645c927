/** Where nothing is left to chance, symmetric trees are CatBoost's trees. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Feature, LabelledMatrix } from '../../../data/index.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import { type SymmetricParameters, trainSymmetric } from '../../../trees/symmetric/index.ts'
import { applyColumnSources } from '../../../trees/target-statistics/index.ts'

interface Golden {
  readonly rows: number
  readonly trained: number
  readonly weight: number[]
  readonly codes: Record<string, number[]>
  readonly numbers: (number | null)[][]
  readonly cases: readonly {
    readonly title: string
    readonly parameters: Partial<SymmetricParameters>
    readonly columns: string[]
    readonly weighted: boolean
    readonly label: number[]
    readonly raw: number[]
  }[]
}
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/symmetric.golden.json'), 'utf8'),
) as Golden
const settled: Partial<SymmetricParameters> = {
  hasTime: true,
  bootstrapType: 'none',
  randomStrength: 0,
  iterations: 15,
  learningRate: 0.2,
  leafEstimationIterations: 1,
  maxCtrComplexity: 1,
}

const column = (name: string): Float64Array =>
  name in golden.codes
    ? Float64Array.from(golden.codes[name])
    : Float64Array.from(golden.numbers[Number(name[1])], (value) => value ?? Number.NaN)

describe('raw scores within 1e-6', () => {
  it.each(golden.cases)('$title', async ({ parameters, columns, weighted, label, raw }) => {
    const features: Feature[] = columns.map((name) => ({
      name,
      kind: name in golden.codes ? 'category' : 'number',
    }))
    const all = { rows: golden.rows, columns: columns.map(column) }
    const data: LabelledMatrix = {
      rows: golden.trained,
      columns: all.columns.map((values) => values.slice(0, golden.trained)),
      label: Float64Array.from(label.slice(0, golden.trained)),
      ...(weighted && { weight: Float64Array.from(golden.weight.slice(0, golden.trained)) }),
    }
    const { model } = await trainSymmetric(data, features, { ...settled, ...parameters }, { seed: 1 })
    const scores = rawScores(model.ensemble, applyColumnSources(model.columns, all))
    const { outputs } = model.ensemble
    raw.forEach((expected, at) => {
      const row = 5 * Math.floor(at / outputs)
      expect(Math.abs(scores[row * outputs + (at % outputs)] - expected)).toBeLessThan(1e-6)
    })
  })
})
