/** Compares our values with those that fixtures/tree-shap/tree_shap.py printed. */
import { expect } from 'vitest'
import type { Matrix } from '../../../data/index.ts'
import { interventionalShap, pathDependentShap } from '../../../explanation/tree-shap/index.ts'
import { readLightGbmModel } from '../../../formats/lightgbm/index.ts'
import { readXgboostModel } from '../../../formats/xgboost/index.ts'
import type { TreeModel } from '../../../models/model.ts'

type Rows = readonly (readonly (number | null)[])[]

interface Values {
  readonly values: readonly number[]
  readonly expected: readonly number[]
}

interface Nodes {
  readonly feature: readonly number[]
  readonly threshold: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly value: readonly number[]
  readonly cover: readonly number[]
  readonly start: readonly number[]
}

interface Case {
  readonly name: string
  readonly tolerance: number
  readonly path: Values
  readonly interventional: Values
  /** By shap's TreeExplainer, which keeps thresholds and leaves in 32 bits. */
  readonly in32bits?: readonly number[] | null
}

export interface Golden {
  readonly features: number
  readonly rows: Rows
  readonly background: Rows
  readonly cases: readonly (Case &
    (
      | { readonly format: 'lightgbm' | 'xgboost'; readonly model: string }
      | { readonly format: 'nodes'; readonly model: Nodes }
    ))[]
}

/** @throws when any value of the case is further from ours than its tolerance */
export function heldAgainstShap(golden: Golden, name: string): void {
  const held = golden.cases.find((one) => one.name === name)!
  const model =
    held.format === 'nodes'
      ? forestOf(held.model, golden.features)
      : held.format === 'xgboost'
        ? readXgboostModel(held.model)
        : readLightGbmModel(held.model)
  const filled = held.format === 'nodes' ? 0 : Number.NaN
  const rows = matrixOf(golden.rows, model, filled)
  const background = matrixOf(golden.background, model, filled)
  const path = pathDependentShap(model.ensemble).explain(rows)
  const interventional = interventionalShap(model.ensemble, background).explain(rows)
  const apart = {
    path: mostApart(path.values, held.path.values),
    pathExpected: mostApart(path.expected, held.path.expected),
    interventional: mostApart(interventional.values, held.interventional.values),
    interventionalExpected: mostApart(interventional.expected, held.interventional.expected),
  }
  for (const [what, distance] of Object.entries(apart))
    expect(distance, `${name}: ${what}`).toBeLessThan(held.tolerance)
  if (held.in32bits) expect(mostApart(interventional.values, held.in32bits), name).toBeLessThan(1e-6)
}

function mostApart(ours: Float64Array, theirs: readonly number[]): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY
  return ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0)
}

/** Categories are integers in the tables, and codes in ours. */
function matrixOf(rows: Rows, { inputs }: TreeModel, filled: number): Matrix {
  return {
    rows: rows.length,
    columns: inputs.map(({ kind, categories }, column) =>
      Float64Array.from(rows, (row) => {
        const x = row[column]
        if (x === null) return filled
        return kind === 'category' ? categories!.indexOf(String(x)) : x
      }),
    ),
  }
}

/** scikit-learn averages leaves of 64 bits, reading rows in 32 bits. */
function forestOf(nodes: Nodes, features: number): TreeModel {
  const count = nodes.feature.length
  return {
    kind: 'trees',
    inputs: Array.from({ length: features }, (_, i) => ({ name: String(i), kind: 'number' })),
    columns: Array.from({ length: features }, (_, input) => ({ kind: 'input', input })),
    ensemble: {
      outputs: 1,
      base: new Float64Array(1),
      link: 'identity',
      comparison: 'float32',
      summation: 'float64',
      average: true,
      treeStart: Int32Array.from(nodes.start),
      treeOutput: new Int32Array(nodes.start.length - 1),
      feature: Int32Array.from(nodes.feature),
      threshold: Float64Array.from(nodes.threshold),
      left: Int32Array.from(nodes.left),
      right: Int32Array.from(nodes.right),
      missing: new Uint8Array(count),
      categories: new Int32Array(count).fill(-1),
      categoryWords: new Uint32Array(0),
      value: Float64Array.from(nodes.value),
      cover: Float64Array.from(nodes.cover),
      gain: new Float64Array(count),
    },
  }
}
