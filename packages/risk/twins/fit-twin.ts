/** Learns a twin of one or more tables. */
import type { Frame } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { rank } from '@pratibimba/numerics/statistics'
import { divideByFactor } from './dependence/factor-strata.ts'
import { rankWithinStrata } from './dependence/ranks.ts'
import { type TailExcess, type TailTest, testTails } from './dependence/tail-test.ts'
import { engineOf } from './engines/index.ts'
import { type FamilyMember, fitMember, learnFamily } from './fit-family.ts'
import type { LearntTable } from './fit-table.ts'
import type { TableModel, TwinModel } from './model.ts'
import { drawValues } from './sampling/draw-latents.ts'
import { openTable } from './sampling/open-table.ts'
import type { SchemaDescription } from './schema.ts'

export interface FitOptions {
  /**
   * Engine id, or `auto`: t where the data show joint tails beyond the Gaussian fit, factor where one tail is beyond the
   * t fit as well, else gaussian. Default auto.
   */
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

/** Rows times pairs that the likelihood of the degrees of freedom looks at, and fewest rows; rows whose tails are compared. */
const LIKELIHOOD_PAIR_ROWS = 180_000
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
  onProgress(0.5, 'fitting dependence')
  const notes = family.flatMap(({ table }) => table.notes)
  const finish = (id: string, fitted: Fitted): TwinModel => ({
    formatVersion: 1,
    engine: id,
    degreesOfFreedom: fitted.nu,
    preserveTails,
    tables: fitted.tables,
    notes,
  })
  if (engine !== 'auto') {
    const fitted = fitBy(engine, family)
    if (engine === 't' && fitted.nu === null)
      notes.push('No two continuous columns: there is no joint tail to learn, the copula is Gaussian.')
    return finish(engine, fitted)
  }
  const gaussian = fitBy('gaussian', family)
  if (!preserveTails) return finish('gaussian', gaussian)
  onProgress(0.65, 'comparing tails')
  const beyondGaussian = compareTails(family[0].table, gaussian, seed)
  notes.push(describeTest(beyondGaussian, 'Gaussian'))
  if (!beyondGaussian.heavierThanModel) return finish('gaussian', gaussian)
  onProgress(0.75, 'fitting tails')
  const t = fitBy('t', family)
  if (t.nu === null || family[0].table.strata.count > 1) return finish('t', t)
  const beyondT = compareTails(family[0].table, t, seed)
  notes.push(describeTest(beyondT, 't'))
  return beyondT.heavierThanModel && divisible(family[0])
    ? finish('factor', fitBy('factor', family))
    : finish('t', t)
}

interface Fitted {
  readonly nu: number | null
  readonly tables: readonly TableModel[]
}

/** Every table under one engine; the degrees of freedom are those of the first table. */
function fitBy(id: string, family: readonly FamilyMember[]): Fitted {
  const engine = engineOf(id)
  const { latents, strata } = family[0].table
  const nu = engine.degreesOfFreedom(() =>
    rankWithinStrata(latents, strata.of, strata.count, likelihoodRows(latents)),
  )
  const tables = family.map((member) =>
    fitMember(engine.dividesByFactor ? dividedByFactor(member) : member, nu),
  )
  return { nu, tables }
}

/** A table of its own and without strata gets those of its common factor. */
function dividedByFactor(member: FamilyMember): FamilyMember {
  const { table, hangs } = member
  if (hangs !== null || table.strata.count > 1) return member
  return {
    ...member,
    table: { ...table, strata: divideByFactor(table.latents, table.scores) ?? table.strata },
  }
}

function divisible(member: FamilyMember): boolean {
  return dividedByFactor(member).table.strata.count > 1
}

function likelihoodRows(latents: LearntTable['latents']): number {
  const columns = latents.filter(({ form }) => form.kind === 'quantiles').length
  return Math.max(LIKELIHOOD_ROWS, LIKELIHOOD_PAIR_ROWS / Math.max(1, (columns * (columns - 1)) / 2))
}

/** Joint tails of the data against rows drawn from a fit. */
function compareTails(table: LearntTable, { nu, tables }: Fitted, seed: number): TailTest {
  const stride = Math.max(1, Math.ceil(table.rows / TAIL_ROWS))
  const rows = Math.ceil(table.rows / stride)
  // More rows than the data have, so that the test is as sharp as the data allow.
  const more = Math.max(rows, Math.min(4 * rows, TAIL_ROWS))
  const values = new Float64Array(more * table.latents.length)
  drawValues(openTable(tables[0], nu), openStream(seed, 'twin-tail-test'), 0, more, values)
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

function describeTest({ lower, upper, heavierThanModel }: TailTest, model: string): string {
  if (lower.pairs + upper.pairs === 0) return 'Tails: no pair of continuous columns to compare.'
  const words = ({ excess, z, pairs }: TailExcess) =>
    pairs === 0 ? 'none to compare' : `${excess.toFixed(3)} (${z.toFixed(1)} standard errors, ${pairs} pairs)`
  const finding = `joint tails beyond the ${model} fit: lower ${words(lower)}, upper ${words(upper)}`
  return `Tails: ${finding}; ${heavierThanModel ? 'more than it can draw' : `the ${model} fit is kept`}.`
}
