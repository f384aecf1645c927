/** A registered model of any kind, as the inference protocol sees it: tensors in, tensors out. */
import { calibrateOne } from '@pratibimba/learning/calibration'
import { type Matrix, takeRows } from '@pratibimba/learning/data'
import { rawScores } from '@pratibimba/learning/trees/predict'
import type { CreditModel } from '@pratibimba/risk/decisions'
import type { WarningModel } from '@pratibimba/risk/warning'

export interface ProtocolFeature {
  readonly id: string
  /** Labels by code; categories only. */
  readonly categories?: readonly string[]
}

export interface ProtocolModel {
  /** Framework and form, `<project>_<format>`. */
  readonly platform: string
  /** In the order of the columns. */
  readonly features: readonly ProtocolFeature[]
  /** Names of the outputs, each of shape [rows]. */
  readonly outputs: readonly string[]
  /** Outputs in their order. */
  run(matrix: Matrix): Float64Array[]
}

export function creditProtocolModel(model: CreditModel): ProtocolModel {
  const { features, trained } = model.bundle
  return {
    platform: `pratibimba_${trained.model.kind}`,
    features: features.map(({ id, categories }) => ({ id, ...(categories && { categories }) })),
    outputs: ['score', 'pd'],
    run(matrix) {
      const pd = model.probabilities(matrix)
      return [pd.map((probability) => 1 - probability), pd]
    },
  }
}

export function warningProtocolModel({ bundle, trees }: WarningModel): ProtocolModel {
  return {
    platform: 'pratibimba_trees',
    features: bundle.features.map(({ id }) => ({ id })),
    outputs: ['risk_score'],
    run: (matrix) => [rawScores(trees, matrix).map((logOdds) => calibrateOne(bundle.calibrator, logOdds))],
  }
}

/** Rows between which others get their turn: decisions are answered while a large request is scored. */
const ROWS_A_TURN = 256

/** Scores in turns. */
export async function runInTurns(model: ProtocolModel, matrix: Matrix): Promise<Float64Array[]> {
  const outputs = model.outputs.map(() => new Float64Array(matrix.rows))
  for (let from = 0; from < matrix.rows; from += ROWS_A_TURN) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve))
    const rows = Math.min(ROWS_A_TURN, matrix.rows - from)
    const part = takeRows(
      matrix,
      Int32Array.from({ length: rows }, (_, row) => from + row),
    )
    for (const [k, values] of model.run(part).entries()) outputs[k].set(values, from)
  }
  return outputs
}
