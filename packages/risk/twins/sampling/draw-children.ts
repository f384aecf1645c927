/** Children of drawn parents: how many, and their rows one after the other. */
import { cholesky, multiplyLowerTriangular } from '@pratibimba/numerics/linalg'
import type { RandomStream } from '@pratibimba/numerics/random'
import type { ParentLink } from '../model.ts'
import { scorer } from '../related/parent-scores.ts'
import { placeRow } from './draw-latents.ts'
import type { OpenTable } from './open-table.ts'

/** Drawn rows: values of every latent, and the number that names each row's entity. */
export interface Drawn {
  readonly rows: number
  /** Column by column, shape [latents · rows]. */
  readonly values: Float64Array
  readonly ids: Float64Array
  /** Number of the parent; null in a table of its own. */
  readonly parentIds: Float64Array | null
}

/** What a child table needs beside its marginals. */
export interface OpenLink {
  readonly link: ParentLink
  readonly scorers: readonly ((value: number) => number)[]
  /** Latent that says whether the parent's value is missing, per latent of the parent; −1 for never. */
  readonly missingOf: Int32Array
  readonly firstFactor: Float64Array
  readonly nextFactor: Float64Array
}

export function openLink(link: ParentLink, child: OpenTable, parent: OpenTable): OpenLink {
  const missingOf = new Int32Array(parent.latents).fill(-1)
  for (const column of parent.model.columns)
    if (column.source === 'learnt') missingOf[column.latent] = column.missingLatent
  const d = child.latents
  const factor = (matrix: Float64Array) => (d === 0 ? matrix : cholesky(matrix, d))
  return {
    link,
    scorers: link.parentMarginals.map(scorer),
    missingOf,
    firstFactor: factor(link.residual),
    nextFactor: factor(link.innovation),
  }
}

/**
 * Draws the children of drawn parents. A parent's children read from the stream of the parent's number, one after the
 * other, so that they are the same whatever parents are drawn beside it.
 */
export function drawChildren(child: OpenTable, open: OpenLink, parents: Drawn, stream: RandomStream): Drawn {
  const { link } = open
  const d = child.latents
  const width = open.scorers.length
  const counts = new Int32Array(parents.rows)
  let rows = 0
  for (let p = 0; p < parents.rows; p++) {
    const drawn = Math.round(parents.values[link.countLatent * parents.rows + p])
    counts[p] = Math.max(0, Math.min(link.maxChildren, drawn))
    rows += counts[p]
  }
  const values = new Float64Array(rows * d)
  const ids = new Float64Array(rows)
  const parentIds = new Float64Array(rows)
  const centre = new Float64Array(d)
  const scores = new Float64Array(width)
  const residual = new Float64Array(d)
  const shock = new Float64Array(d)
  const latents = new Float64Array(d)
  let row = 0
  for (let p = 0; p < parents.rows; p++) {
    if (counts[p] === 0) continue
    for (let q = 0; q < width; q++) scores[q] = scoreOf(open, parents, q, p)
    for (let j = 0; j < d; j++) {
      let sum = link.offset[j]
      for (let q = 0; q < width; q++) sum += link.onParent[j * width + q] * scores[q]
      centre[j] = sum
    }
    stream.at(parents.ids[p])
    for (let k = 0; k < counts[p]; k++, row++) {
      for (let j = 0; j < d; j++) shock[j] = stream.normal()
      multiplyLowerTriangular(k === 0 ? open.firstFactor : open.nextFactor, d, shock, shock)
      for (let j = 0; j < d; j++) {
        residual[j] = k === 0 ? shock[j] : link.persistence[j] * residual[j] + shock[j]
        latents[j] = centre[j] + residual[j]
      }
      placeRow(child, 0, latents, values, row, rows)
      ids[row] = parents.ids[p] * link.maxChildren + k
      parentIds[row] = parents.ids[p]
    }
  }
  runSequences(child, values, rows, parentIds)
  return { rows, values, ids, parentIds }
}

function scoreOf(open: OpenLink, { values, rows }: Drawn, latent: number, row: number): number {
  const missing = open.missingOf[latent]
  if (missing >= 0 && values[missing * rows + row] === 1) return 0
  return open.scorers[latent](values[latent * rows + row])
}

/** Turns starts and gaps into running values, kept within the range that was seen. */
function runSequences(
  { model }: OpenTable,
  values: Float64Array,
  rows: number,
  parentIds: Float64Array,
): void {
  for (const column of model.columns) {
    if (column.source !== 'learnt' || column.sequence === null) continue
    const { gapLatent, step, least, most } = column.sequence
    const own = values.subarray(column.latent * rows, (column.latent + 1) * rows)
    for (let row = 1; row < rows; row++) {
      if (parentIds[row] !== parentIds[row - 1]) continue
      const gap = gapLatent < 0 ? step : values[gapLatent * rows + row]
      own[row] = Math.max(least, Math.min(most, own[row - 1] + gap))
    }
  }
}
