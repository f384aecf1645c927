/** The inner loop: independent draws → correlated latents → values, without an object per row. */
import type { RandomStream } from '@pratibimba/numerics/random'
import { GUIDE_REACH, GUIDE_SLOTS, type OpenTable } from './open-table.ts'

const SLOTS_PER_UNIT = GUIDE_SLOTS / (2 * GUIDE_REACH)

/**
 * Draws the values of all latents for entities [start, start + rows) of a table without parent.
 *
 * @param stream every entity reads its own numbers: stratum, mixing variable, then one normal per latent
 * @param out    receives values column by column, shape [latents · rows]
 */
export function drawValues(
  table: OpenTable,
  stream: RandomStream,
  start: number,
  rows: number,
  out: Float64Array,
): void {
  const { latents: d, factors, scales } = table
  const normals = new Float64Array(d)
  const latents = new Float64Array(d)
  for (let row = 0; row < rows; row++) {
    stream.at(start + row)
    const stratum = chooseStratum(table.cumulative, stream.uniform())
    const scale = scales.length === 0 ? 1 : mixingScale(scales, stream.uniform())
    for (let j = 0; j < d; j++) normals[j] = stream.normal() * scale
    let at = (stratum * d * (d + 1)) / 2
    for (let j = 0; j < d; j++) {
      let x = 0
      for (let k = 0; k <= j; k++) x += factors[at + k] * normals[k]
      at += j + 1
      latents[j] = x
    }
    placeRow(table, stratum, latents, out, row, rows)
  }
}

/**
 * Turns the latents of one row into values.
 *
 * @param out    receives a value per latent at `row`, columns `stride` apart
 */
export function placeRow(
  table: OpenTable,
  stratum: number,
  latents: Float64Array,
  out: Float64Array,
  row: number,
  stride: number,
): void {
  const { latents: d, first, threshold, start, inverseWidth, low, high, guide } = table
  for (let j = 0; j < d; j++) {
    const x = latents[j]
    const marginal = stratum * d + j
    let slot = ((x + GUIDE_REACH) * SLOTS_PER_UNIT) | 0
    if (slot < 0) slot = 0
    else if (slot >= GUIDE_SLOTS) slot = GUIDE_SLOTS - 1
    let piece = first[marginal] + guide[marginal * GUIDE_SLOTS + slot]
    while (x > threshold[piece]) piece++
    const from = low[piece]
    const to = high[piece]
    let value = from
    if (to !== from) {
      let share = (x - start[piece]) * inverseWidth[piece]
      if (share < 0) share = 0
      else if (share > 1) share = 1
      value = from * (1 - share) + to * share
    }
    out[j * stride + row] = value
  }
}

function chooseStratum(cumulative: Float64Array, u: number): number {
  let stratum = 0
  while (u > cumulative[stratum]) stratum++
  return stratum
}

/** √(1/w), linear between the nodes. */
function mixingScale(scales: Float64Array, u: number): number {
  const position = u * (scales.length - 1)
  const node = position | 0
  return scales[node] + (scales[node + 1] - scales[node]) * (position - node)
}
