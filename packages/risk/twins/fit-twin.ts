/** Learns a twin of one or more tables. */
import type { Frame } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { rank } from '@pratibimba/numerics/statistics'
import { rankWithinStrata } from './dependence/ranks.ts'
import { type TailExcess, type TailTest, testTails } from './dependence/tail-test.ts'
import { engineOf } from './engines/index.ts'
import { fitMember, learnFamily } from './fit-family.ts'
import type { LearntTable } from './fit-table.ts'
import type { TableModel, TwinModel } from './model.ts'
import { drawValues } from './sampling/draw-latents.ts'
import { openTable } from './sampling/open-table.ts'
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

/** Rows looked at when the degrees of freedom are estimated, and when tails are compared. */
const LIKELIHOOD_ROWS = 6000
const TAIL_ROWS = 50_000

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
  const { engine = 'auto', preserveTails = true, seed = 0, onProgress = () => undefined } = options
  if (engine !== 'auto') engineOf(engine)
  onProgress(0, 'reading columns')
  const family = learnFamily(tables, schema, options.target)
  const learnt = family.map(({ table }) => table)
  onProgress(0.5, 'fitting dependence')
  const models = (nu: number | null) => family.map((member) => fitMember(member, nu))
  const notes = learnt.flatMap(({ notes: own }) => own)
  const base = { formatVersion: 1, preserveTails } as const
  if (engine === 'gaussian' || (engine === 'auto' && !preserveTails))
    return { ...base, engine: 'gaussian', degreesOfFreedom: null, tables: models(null), notes }
  if (engine === 'auto') {
    const gaussian = models(null)
    onProgress(0.7, 'comparing tails')
    const test = compareTails(learnt[0], gaussian[0], seed)
    notes.push(describeTest(test))
    if (!test.heavierThanModel)
      return { ...base, engine: 'gaussian', degreesOfFreedom: null, tables: gaussian, notes }
  }
  onProgress(0.8, 'fitting tails')
  const chosen = engineOf(engine === 'auto' ? 't' : engine)
  const { latents, strata } = learnt[0]
  const nu = chosen.degreesOfFreedom(rankWithinStrata(latents, strata.of, strata.count, LIKELIHOOD_ROWS))
  if (nu === null)
    notes.push('No two continuous columns: there is no joint tail to learn, the copula is Gaussian.')
  return {
    ...base,
    engine: chosen.id,
    degreesOfFreedom: nu,
    tables: models(nu),
    notes,
  }
}

/** Joint tails of the data against rows drawn from the Gaussian fit. */
function compareTails(table: LearntTable, model: TableModel, seed: number): TailTest {
  const stride = Math.max(1, Math.ceil(table.rows / TAIL_ROWS))
  const rows = Math.ceil(table.rows / stride)
  // More rows than the data have, so that the test is as sharp as the data allow.
  const more = Math.max(rows, Math.min(4 * rows, TAIL_ROWS))
  const values = new Float64Array(more * table.latents.length)
  drawValues(openTable(model, null), openStream(seed, 'twin-tail-test'), 0, more, values)
  const data: Float64Array[] = []
  const drawn: Float64Array[] = []
  table.latents.forEach(({ form }, latent) => {
    if (form.kind !== 'quantiles') return
    data.push(midRanks(stride === 1 ? form.values : form.values.filter((_, row) => row % stride === 0)))
    drawn.push(midRanks(values.subarray(latent * more, (latent + 1) * more)))
  })
  return testTails({ ranks: data, rows }, { ranks: drawn, rows: more })
}

/** Ranks as probabilities, ties in the middle of their run, NaN where missing. */
function midRanks(values: Float64Array): Float64Array {
  const missing = values.some(Number.isNaN)
  const present = missing ? values.filter((value) => !Number.isNaN(value)) : values
  const ranks = present.length === 0 ? present : rank(present)
  const out = new Float64Array(values.length)
  for (let i = 0, at = 0; i < values.length; i++)
    out[i] = Number.isNaN(values[i]) ? Number.NaN : (ranks[at++] - 0.5) / present.length
  return out
}

function describeTest({ lower, upper, heavierThanModel }: TailTest): string {
  if (lower.pairs + upper.pairs === 0)
    return 'Tails: no pair of continuous columns to compare; Gaussian copula.'
  const words = ({ excess, z, pairs }: TailExcess) =>
    pairs === 0 ? 'none to compare' : `${excess.toFixed(3)} (${z.toFixed(1)} standard errors, ${pairs} pairs)`
  const finding = `joint tails beyond the Gaussian fit: lower ${words(lower)}, upper ${words(upper)}`
  return `Tails: ${finding}; ${heavierThanModel ? 't' : 'Gaussian'} copula.`
}
