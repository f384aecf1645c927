/** Scores of a table, chunk after chunk, as frames to be written. */
import { calibrate } from '@pratibimba/learning/calibration'
import type { Matrix } from '@pratibimba/learning/data'
import type { ModelExplainer } from '@pratibimba/learning/explanation/contributions'
import type { LoadedModel } from '@pratibimba/learning/formats'
import { inputsOf, outputsOf, predictions, rawScores, scaleOf } from '@pratibimba/learning/models'
import { type Column, type Frame, frameOf, sliceRows } from '@pratibimba/numerics/frame'
import { driverTexts } from './driver-texts.ts'

export interface ScoringOptions {
  /** Columns to copy beside the scores. */
  readonly kept: Frame
  /** Probability from which on a row is flagged. */
  readonly threshold?: number
  readonly explainer?: ModelExplainer
  /** Of the columns in the file. */
  readonly kinds: ReadonlyMap<string, Column['kind']>
  onFlagged(rows: number): void
}

const chunkRows = 20_000
const shownDrivers = 4

export function* scoredChunks(
  loaded: LoadedModel,
  matrix: Matrix,
  options: ScoringOptions,
): Generator<Frame> {
  for (let from = 0; from < matrix.rows || from === 0; from += chunkRows) {
    const to = Math.min(matrix.rows, from + chunkRows)
    const chunk: Matrix = {
      rows: to - from,
      columns: matrix.columns.map((column) => column.subarray(from, to)),
    }
    yield frameOf([
      ...sliceRows(options.kept, from, to).columns,
      ...scoreColumns(loaded, chunk, options),
      ...(options.explainer ? driverColumns(loaded, chunk, options.explainer, options.kinds) : []),
    ])
  }
}

type Named = readonly [string, Column]

function scoreColumns({ model, trained }: LoadedModel, chunk: Matrix, options: ScoringOptions): Named[] {
  const outputs = outputsOf(model)
  if (outputs > 1) return classColumns(predictions(model, chunk), outputs)
  const raw = rawScores(model, chunk)
  const scale = scaleOf(model)
  if (scale === 'value') return [['value', floats(predictions(model, chunk))]]
  const probability = trained ? calibrate(trained.calibrator, raw) : predictions(model, chunk)
  const named: Named[] = [
    [scale === 'log-odds' ? 'log_odds' : 'raw_score', floats(raw)],
    ['probability', floats(probability)],
  ]
  const { threshold } = options
  if (threshold !== undefined) {
    const flagged = Int32Array.from(probability, (p) => (p >= threshold ? 1 : 0))
    options.onFlagged(flagged.reduce((sum, flag) => sum + flag, 0))
    named.push(['flagged', { kind: 'int32', values: flagged }])
  }
  return named
}

/** Of several classes: the probability of each, and the likeliest. */
function classColumns(probabilities: Float64Array, outputs: number): Named[] {
  const rows = probabilities.length / outputs
  const likeliest = Int32Array.from({ length: rows }, (_, row) => {
    const own = probabilities.subarray(row * outputs, (row + 1) * outputs)
    return own.indexOf(own.reduce((most, p) => Math.max(most, p)))
  })
  return [
    ['class', { kind: 'int32', values: likeliest }],
    ...Array.from({ length: outputs }, (_, output): Named => {
      const own = Float64Array.from({ length: rows }, (_, row) => probabilities[row * outputs + output])
      return [`probability_${output}`, floats(own)]
    }),
  ]
}

/** What raised the score most, in words, then every contribution. */
function driverColumns(
  { model }: LoadedModel,
  chunk: Matrix,
  explainer: ModelExplainer,
  kinds: ScoringOptions['kinds'],
): Named[] {
  const inputs = inputsOf(model)
  const outputs = outputsOf(model)
  const { values, expected } = explainer.explain(chunk)
  const drivers: Named[] =
    outputs > 1
      ? []
      : driverTexts(inputs, chunk, values, shownDrivers, kinds).map((texts, i) => [
          `driver_${i + 1}`,
          { kind: 'text', values: texts, validity: Uint8Array.from(texts, (text) => (text === '' ? 0 : 1)) },
        ])
  const contributions = inputs.flatMap(({ name }, input) =>
    Array.from({ length: outputs }, (_, output): Named => {
      const own = new Float64Array(chunk.rows)
      for (let row = 0; row < chunk.rows; row++)
        own[row] = values[(row * inputs.length + input) * outputs + output]
      return [`contribution_${name}${outputs > 1 ? `_${output}` : ''}`, floats(own)]
    }),
  )
  const base = Array.from(
    { length: outputs },
    (_, output): Named => [
      outputs > 1 ? `expected_${output}` : 'expected',
      floats(new Float64Array(chunk.rows).fill(expected[output])),
    ],
  )
  return [...drivers, ...base, ...contributions]
}

function floats(values: Float64Array): Column {
  return { kind: 'float64', values }
}
