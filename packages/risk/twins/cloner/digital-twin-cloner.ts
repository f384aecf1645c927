/** Twins by the names that users of the first system know: train, generate, compare. */
import { columnNames, type Frame } from '@pratibimba/numerics/frame'
import { compareTwin, type TwinComparison } from '../../fidelity/index.ts'
import { detectTable } from '../detection/index.ts'
import { fitTwin } from '../fit-twin.ts'
import type { TwinModel } from '../model.ts'
import { sampleRows } from '../sampling/sample-rows.ts'
import type { TableDescription } from '../schema.ts'

const TABLE = 'data'

export interface TwinMetadata {
  readonly columns: readonly string[]
  readonly nRows: number
  readonly engine: string
  readonly notes: readonly string[]
}

interface Trained {
  readonly model: TwinModel
  readonly description: TableDescription
}

/** Learns tables and draws their twins; holds models, never rows. */
export class DigitalTwinCloner {
  readonly #trained = new Map<string, Trained>()
  readonly #seed: number

  /** @param seed integer in [0, 2⁵³ − 1]; the same seed draws the same rows */
  constructor(options: { readonly seed?: number } = {}) {
    this.#seed = options.seed ?? 0
  }

  /**
   * Learns a table.
   *
   * @throws RangeError when the primary key is not a column, or the table has too few rows
   */
  train(
    frame: Frame,
    options: { readonly primaryKey?: string } = {},
  ): { modelId: string; metadata: TwinMetadata } {
    const { primaryKey } = options
    if (primaryKey !== undefined && !frame.columns.has(primaryKey))
      throw new RangeError(
        `train: need a primary key of ${columnNames(frame).join(', ')}, got "${primaryKey}"`,
      )
    const detected = detectTable(TABLE, frame)
    const description = primaryKey === undefined ? detected : { ...detected, primaryKey }
    const schema = { tables: [description], relationships: [], warnings: [] }
    const model = fitTwin(new Map([[TABLE, frame]]), schema, { seed: this.#seed })
    const modelId = `twin-${this.#trained.size + 1}`
    this.#trained.set(modelId, { model, description })
    const { engine, notes } = model
    return { modelId, metadata: { columns: columnNames(frame), nRows: frame.rows, engine, notes } }
  }

  /** @throws RangeError when there is no such model or `numSamples` is not a positive integer */
  generate(modelId: string, numSamples: number): Frame {
    if (!(Number.isSafeInteger(numSamples) && numSamples >= 1))
      throw new RangeError(`generate: need at least 1 sample, got ${numSamples}`)
    return sampleRows(this.model(modelId), TABLE, 0, numSamples, this.#seed)
  }

  /** The model itself, to be saved or drawn from on many threads. */
  model(modelId: string): TwinModel {
    return this.#find(modelId).model
  }

  /** Similarity, correlation error, and the figures per column. */
  getComparison(original: Frame, synthetic: Frame): TwinComparison {
    const known = [...this.#trained.values()].find(
      ({ description }) =>
        description.columns.map(({ name }) => name).join('\n') === columnNames(original).join('\n'),
    )
    return compareTwin(original, synthetic, known?.description ?? detectTable(TABLE, original))
  }

  #find(modelId: string): Trained {
    const trained = this.#trained.get(modelId)
    if (trained === undefined)
      throw new RangeError(
        `generate: need a trained model of ${[...this.#trained.keys()].join(', ') || 'none yet'}, got "${modelId}"`,
      )
    return trained
  }
}
