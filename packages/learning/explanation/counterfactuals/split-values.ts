/** The values at which a model decides, by input. */
import type { Model, SingleModel } from '../../models/index.ts'
import { inputsOf } from '../../models/index.ts'
import type { ColumnSource, TreeEnsemble } from '../../trees/tree-ensemble.ts'

/**
 * Thresholds of trees and cuts of scorecards, ascending, each once; empty for inputs without any, such as those of a
 * regression.
 */
export function splitValuesOf(model: Model): readonly Float64Array[] {
  const values = inputsOf(model).map(() => new Set<number>())
  for (const single of model.kind === 'stacked' ? model.members : [model]) addSplits(single, values)
  return values.map((set) => Float64Array.from(set).filter(Number.isFinite).sort())
}

function addSplits(model: SingleModel, values: readonly Set<number>[]): void {
  if (model.kind === 'scorecard')
    for (const { input, binned } of model.attributes)
      for (const split of binned.splits) values[input].add(split)
  if (model.kind !== 'trees') return
  for (const source of model.columns) addBorders(source, values)
  addThresholds(model.ensemble, model.columns, values)
}

function addThresholds(
  { feature, threshold, categories }: TreeEnsemble,
  columns: readonly ColumnSource[],
  values: readonly Set<number>[],
): void {
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] < 0 || categories[node] >= 0) continue
    const source = columns[feature[node]]
    if (source.kind === 'input') values[source.input].add(threshold[node])
  }
}

/** Numbers that are asked "above?" inside combinations. */
function addBorders(source: ColumnSource, values: readonly Set<number>[]): void {
  if (source.kind === 'target-statistic')
    source.above?.forEach((above, k) => {
      if (above !== null) values[source.inputs[k]].add(above.border)
    })
  if (source.kind === 'hashed-statistic')
    for (const part of source.parts) if (part.kind === 'above') values[part.input].add(part.border)
}
