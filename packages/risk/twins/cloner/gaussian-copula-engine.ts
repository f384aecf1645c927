/** The copula of numeric columns by the names that users of the first system know: fit, sample, correlationMatrix. */
import type { Frame } from '@pratibimba/numerics/frame'
import { compareTwin } from '../../fidelity/index.ts'
import { fitTwin } from '../fit-twin.ts'
import type { TwinModel } from '../model.ts'
import { sampleRows } from '../sampling/sample-rows.ts'
import type { ColumnType, TableDescription } from '../schema.ts'

const TABLE = 'data'

/** One copula over a frame; with `preserveTails` (the default) a t copula where the data show joint tails. */
export class GaussianCopulaEngine {
  readonly #preserveTails: boolean
  readonly #seed: number
  #fitted: { readonly model: TwinModel; readonly correlation: number[][] } | null = null

  constructor(options: { readonly preserveTails?: boolean; readonly seed?: number } = {}) {
    this.#preserveTails = options.preserveTails ?? true
    this.#seed = options.seed ?? 0
  }

  /** @throws RangeError when the frame has too few rows */
  fit(frame: Frame): this {
    const description = describeKinds(frame)
    const schema = { tables: [description], relationships: [], warnings: [] }
    const model = fitTwin(new Map([[TABLE, frame]]), schema, {
      preserveTails: this.#preserveTails,
      seed: this.#seed,
      target: null,
    })
    const correlation = compareTwin(frame, frame, description).correlation.original.map((row) => [...row])
    this.#fitted = { model, correlation }
    return this
  }

  /** @throws RangeError before `fit`, or when `n` is not a positive integer */
  sample(n: number): Frame {
    if (!(Number.isSafeInteger(n) && n >= 1)) throw new RangeError(`sample: need at least 1 row, got ${n}`)
    return sampleRows(this.model, TABLE, 0, n, this.#seed)
  }

  /** Rank correlations of the columns the engine was fitted to, in column order. */
  get correlationMatrix(): readonly (readonly number[])[] {
    return this.#require().correlation
  }

  get model(): TwinModel {
    return this.#require().model
  }

  /** How far the correlations of two tables lie apart. */
  compareCorrelations(
    original: Frame,
    synthetic: Frame,
  ): { frobeniusError: number; maxAbsError: number; correlationError: number } {
    const comparison = compareTwin(original, synthetic, describeKinds(original))
    const { frobeniusError, maxAbsError, correlationError } = comparison
    return { frobeniusError, maxAbsError, correlationError }
  }

  #require(): { readonly model: TwinModel; readonly correlation: number[][] } {
    if (this.#fitted === null) throw new RangeError('GaussianCopulaEngine: need fit() before use, got none')
    return this.#fitted
  }
}

/** Columns as their kinds say, without any guess about keys or personal data. */
function describeKinds(frame: Frame): TableDescription {
  const types: Record<string, ColumnType> = {
    float64: 'continuous',
    category: 'category',
    boolean: 'boolean',
    date: 'date',
    timestamp: 'timestamp',
    text: 'category',
    serial: 'identifier',
  }
  const columns = [...frame.columns].map(([name, { kind }]) => ({
    name,
    type: types[kind] ?? ('integer' as const),
    confidence: 1,
    reason: 'kind of the column',
    missingShare: 0,
    distinct: frame.rows,
    quasiIdentifier: false,
  }))
  return { name: TABLE, rows: frame.rows, primaryKey: null, columns }
}
