/** A file's rows as the inputs of a model, whoever made it. */
import { DataError, type FrameMatrix, matrixOfFrame } from '@pratibimba/learning/data'
import type { LoadedModel } from '@pratibimba/learning/formats'
import { inputsOf } from '@pratibimba/learning/models'
import { columnNames, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { count } from '../../output/wording.ts'

/** Names that libraries give to columns without one. */
const givenName = /^(Column_|column_|feature_?|input_?|f|x|Float)?\d+$/

export interface ModelRows extends FrameMatrix {
  /** What a person should know about how the columns were read. */
  readonly notes: readonly string[]
}

/**
 * Columns are found by name; where the model knows none, and there are as many, by their order.
 *
 * @throws DataError naming what is missing or does not fit, and where there is a similar name, that
 */
export function modelRows({ model, trained }: LoadedModel, frame: Frame): ModelRows {
  const inputs = inputsOf(model)
  const notes: string[] = []
  let read = frame
  const names = columnNames(frame)
  if (inputs.every(({ name }) => givenName.test(name) && !frame.columns.has(name))) {
    if (names.length !== inputs.length)
      throw new DataError(
        `The model knows no names: it reads ${count(inputs.length, 'column')} in their order, and the data have ${names.length}. Leave out those it does not read.`,
      )
    read = frameOf([...frame.columns.values()].map((column, i) => [inputs[i].name, column] as const))
    notes.push(`The model knows no names: its ${inputs.length} inputs are the columns in their order.`)
  }
  const rows = matrixOfFrame(read, inputs, { infinities: trained === undefined })
  for (const [name, unknown] of rows.unknownLabels)
    notes.push(
      `${name}: ${count(unknown, 'row')} with a label the model never saw, scored as one it does not know.`,
    )
  return { ...rows, notes }
}
