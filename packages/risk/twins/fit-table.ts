/** Learns one table: marginals, strata and correlation matrices. */
import type { Frame } from '@pratibimba/numerics/frame'
import { associationOrder, reordered } from './columns/order-levels.ts'
import { type KeyRoles, type PreparedTable, prepareTable } from './columns/prepare-table.ts'
import { blend, latentCorrelations, repaired } from './dependence/correlation.ts'
import { cellScores } from './dependence/hermite.ts'
import type { LatentData } from './dependence/latent-data.ts'
import { mixingOf } from './dependence/mixing.ts'
import { divideIntoStrata, type Strata } from './dependence/strata.ts'
import { levelShares } from './marginals/level-shares.ts'
import { quantilePieces } from './marginals/quantile-pieces.ts'
import { type Marginal, type Stratum, SUPPORT_ROWS, type TableModel } from './model.ts'
import type { TableDescription } from './schema.ts'

/** Fewest rows a table can be learnt from. */
const FEWEST_ROWS = 20
/** Most values of a target; one with gaps or more values is learnt like any other column. */
const MOST_OUTCOMES = 8
/** Rows' worth of the pooled correlation that every stratum's own is blended with. */
const POOLED_ROWS = 60

/** A table ready to be fitted under any engine. */
export interface LearntTable extends PreparedTable {
  readonly description: TableDescription
  readonly rows: number
  readonly target: string | null
  readonly scores: Float64Array
  readonly strata: Strata
}

/**
 * Everything that does not depend on the engine: codes, scores, strata.
 *
 * @param extra latents beside the columns: counts of children
 * @throws RangeError when the table has fewer than `FEWEST_ROWS` rows
 */
export function learnTable(
  frame: Frame,
  description: TableDescription,
  options: {
    readonly roles: KeyRoles
    readonly target: string | null
    readonly extra: readonly LatentData[]
    readonly divide: boolean
  },
): LearntTable {
  if (frame.rows < FEWEST_ROWS)
    throw new RangeError(
      `fitTwin: need at least ${FEWEST_ROWS} rows to learn from, got ${frame.rows} in "${description.name}"`,
    )
  const prepared = prepareTable(frame, description, options.roles)
  const latents = orderCategories(prepared)
  latents.push(...options.extra)
  const scores = scoreMatrix(latents, frame.rows)
  const target = latents.findIndex(
    ({ name, cells, hasMissing }) => name === options.target && cells <= MOST_OUTCOMES && !hasMissing,
  )
  const describe = (latent: number, from: number, to: number) =>
    describeCodes(prepared, latents[latent], latent, from, to)
  const strata: Strata =
    options.divide && latents.length > 1
      ? divideIntoStrata(latents, scores, { target, describe })
      : { of: new Uint8Array(frame.rows), count: 1, descriptions: ['all rows'] }
  return {
    ...prepared,
    latents,
    description,
    rows: frame.rows,
    target: target < 0 ? null : options.target,
    scores,
    strata,
  }
}

/** The table's model under an elliptical copula. */
export function fitStrata(table: LearntTable, nu: number | null): TableModel {
  const { latents, strata } = table
  const d = latents.length
  const mixing = mixingOf(nu)
  const rowsOf = Array.from({ length: strata.count }, () => [] as number[])
  for (let row = 0; row < table.rows; row++) rowsOf[strata.of[row]].push(row)
  const marginals = marginalsByStratum(latents, strata)
  const correlations = rowsOf.map((list) => {
    const rows = Uint32Array.from(list)
    return latentCorrelations(latents, rows, codeCounts(latents, rows), mixing)
  })
  const pooled = new Float64Array(d * d)
  correlations.forEach((own, stratum) => {
    const share = rowsOf[stratum].length / table.rows
    for (let i = 0; i < pooled.length; i++) pooled[i] += share * own[i]
  })
  const pooledRepaired = d === 0 ? pooled : repaired(pooled, d)
  return {
    name: table.description.name,
    rows: table.rows,
    primaryKey: table.description.primaryKey,
    columns: table.columns,
    latents: latents.map(({ name }) => name),
    strata: correlations.map((own, stratum): Stratum => {
      const n = rowsOf[stratum].length
      const blended = blend(own, pooledRepaired, n / (n + POOLED_ROWS))
      const correlation = strata.count === 1 || d === 0 ? pooledRepaired : repaired(blended, d)
      return {
        weight: n / table.rows,
        description: strata.descriptions[stratum],
        correlation,
        marginals: marginals[stratum],
      }
    }),
    target: table.target,
    link: null,
  }
}

/** Marginals of the whole table, one per latent. */
export function wholeMarginals({ latents, rows }: LearntTable): Marginal[] {
  return marginalsByStratum(latents, { of: new Uint8Array(rows), count: 1, descriptions: [] })[0]
}

/** Unordered categories get the order in which the ordered columns rise. */
function orderCategories({ latents, unordered }: PreparedTable): LatentData[] {
  if (unordered.length === 0) return [...latents]
  const rows = latents[0].codes.length
  const ordered = latents.filter((_, index) => !unordered.includes(index))
  const scores = scoreMatrix(ordered, rows)
  return latents.map((latent, index) =>
    unordered.includes(index) ? reordered(latent, associationOrder(latent, scores, ordered.length)) : latent,
  )
}

/** Normal scores, row-major, 0 where missing. */
function scoreMatrix(latents: readonly LatentData[], rows: number): Float64Array {
  const d = latents.length
  const scores = new Float64Array(rows * d)
  latents.forEach(({ codes, counts }, j) => {
    const table = new Float64Array(256)
    table.set(cellScores(counts))
    for (let row = 0; row < rows; row++) scores[row * d + j] = table[codes[row]]
  })
  return scores
}

function codeCounts(latents: readonly LatentData[], rows: Uint32Array): Float64Array[] {
  return latents.map(({ codes, cells }) => {
    const counts = new Float64Array(256)
    for (let r = 0; r < rows.length; r++) counts[codes[rows[r]]]++
    return counts.slice(0, cells)
  })
}

/** Marginals per stratum and latent; a stratum without enough values takes those of the whole table. */
function marginalsByStratum(latents: readonly LatentData[], strata: Strata): Marginal[][] {
  const out: Marginal[][] = Array.from({ length: strata.count }, () => [])
  for (const latent of latents) {
    const { form } = latent
    if (form.kind === 'levels') {
      const counts = Array.from({ length: strata.count }, () => new Float64Array(256))
      for (let row = 0; row < latent.codes.length; row++) counts[strata.of[row]][latent.codes[row]]++
      counts.forEach((count, stratum) => {
        const own = count.slice(0, latent.cells)
        const rows = own.reduce((sum, x) => sum + x, 0)
        out[stratum].push(levelShares(rows < SUPPORT_ROWS ? latent.counts : own, latent.counts, form.values))
      })
    } else {
      const { values, order } = form
      const sizes = new Uint32Array(strata.count)
      for (let i = 0; i < order.length; i++) sizes[strata.of[order[i]]]++
      const sorted = Array.from(sizes, (size) => new Float64Array(size))
      sizes.fill(0)
      for (let i = 0; i < order.length; i++) {
        const stratum = strata.of[order[i]]
        sorted[stratum][sizes[stratum]++] = values[order[i]]
      }
      sorted.forEach((own, stratum) => {
        const enough = own.length >= SUPPORT_ROWS
        out[stratum].push(quantilePieces(enough ? own : Float64Array.from(order, (row) => values[row])))
      })
    }
  }
  return out
}

function describeCodes(
  prepared: PreparedTable,
  latent: LatentData,
  index: number,
  from: number,
  to: number,
): string {
  if (latent.form.kind !== 'levels') return latent.name
  const { values } = latent.form
  const column = prepared.columns.find((c) => c.source === 'learnt' && c.latent === index)
  const dictionary = column?.source === 'learnt' ? column.dictionary : null
  const wordOf = (code: number) =>
    dictionary === null ? String(values[code]) : `"${dictionary[values[code]]}"`
  if (column === undefined && latent.cells === 2)
    return from === 0 ? latent.name.replace(/ is missing$/, ' is present') : latent.name
  if (from === to) return `${latent.name} = ${wordOf(from)}`
  if (dictionary === null && from > 0 && to < latent.cells - 1)
    return `${latent.name} ${wordOf(from)} to ${wordOf(to)}`
  if (dictionary === null)
    return from === 0 ? `${latent.name} ≤ ${wordOf(to)}` : `${latent.name} ≥ ${wordOf(from)}`
  const words = Array.from({ length: to - from + 1 }, (_, i) => wordOf(from + i))
  return `${latent.name} in ${words.slice(0, 6).join(', ')}${words.length > 6 ? ` and ${words.length - 6} more` : ''}`
}
