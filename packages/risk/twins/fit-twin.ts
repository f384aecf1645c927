/** Learns a twin of one or more tables. */
import type { Frame } from '@pratibimba/numerics/frame'
import { fitStrata, learnTable } from './fit-table.ts'
import type { TwinModel } from './model.ts'
import type { SchemaDescription } from './schema.ts'

export interface FitOptions {
  /** Engine id, or `auto`: t where the data show joint tails beyond the Gaussian fit, else gaussian. Default auto. */
  readonly engine?: string
  /** Column whose outcome every part of the data is described for; `null` for none. Default: a binary column that looks like one. */
  readonly target?: string | null
  /** False keeps to the Gaussian copula where the engine is `auto`. Default true. */
  readonly preserveTails?: boolean
  /** Seeds the simulation that `auto` compares the data with. Default 0. The fit itself has no chance in it. */
  readonly seed?: number
  /** Called with the share done, 0–1, and what is being done. */
  readonly onProgress?: (share: number, stage: string) => void
}

/**
 * Learns the tables of a schema.
 *
 * @param tables frames by table name
 * @throws RangeError naming table and column where something cannot be learnt
 * @see docs/methods/gaussian-copula.md
 */
export function fitTwin(
  tables: ReadonlyMap<string, Frame>,
  schema: SchemaDescription,
  options: FitOptions = {},
): TwinModel {
  const learnt = schema.tables.map((description) => {
    const frame = tables.get(description.name)
    if (frame === undefined)
      throw new RangeError(
        `fitTwin: need a frame for every table of the schema, got none for "${description.name}"`,
      )
    return learnTable(frame, description, {
      foreignKey: null,
      target: options.target ?? null,
      extra: [],
      divide: true,
    })
  })
  return {
    formatVersion: 1,
    engine: 'gaussian',
    degreesOfFreedom: null,
    preserveTails: options.preserveTails ?? true,
    tables: learnt.map((table) => fitStrata(table, null)),
    notes: learnt.flatMap(({ notes }) => notes),
  }
}
