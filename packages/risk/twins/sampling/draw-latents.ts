/** The inner loop: independent draws → correlated latents → values, in blocks without an object per row. */
import type { RandomStream } from '@pratibimba/numerics/random'
import { GUIDE_REACH, GUIDE_SLOTS, type OpenTable } from './open-table.ts'

/**
 * Draws the values of all latents for entities [start, start + rows).
 *
 * @param stream every entity reads its own numbers: stratum, mixing variable, then one normal per latent
 * @param out    receives values column by column, shape [latents · stride]
 * @param stride distance between columns of `out`
 */
export function drawValues(
  table: OpenTable,
  stream: RandomStream,
  start: number,
  rows: number,
  out: Float64Array,
  stride: number,
): void {
  const normals = new Float64Array(table.latents)
  for (let row = 0; row < rows; row++) {
    stream.at(start + row)
    drawRow(table, stream, normals, out, row, stride)
  }
}

/** One row from the stream's present position; `normals` is scratch of one value per latent. */
function drawRow(
  table: OpenTable,
  stream: RandomStream,
  normals: Float64Array,
  out: Float64Array,
  row: number,
  stride: number,
): void {
  const { latents: d, factors, first, threshold, start, inverseWidth, low, high, guide, scales } = table
  const stratum = chooseStratum(table.cumulative, stream.uniform())
  const scale = scales.length === 0 ? 1 : mixingScale(scales, stream.uniform())
  for (let j = 0; j < d; j++) normals[j] = stream.normal()
  let at = (stratum * d * (d + 1)) / 2
  const slotScale = GUIDE_SLOTS / (2 * GUIDE_REACH)
  for (let j = 0; j < d; j++) {
    let x = 0
    for (let k = 0; k <= j; k++) x += factors[at + k] * normals[k]
    at += j + 1
    x *= scale
    const marginal = stratum * d + j
    let slot = ((x + GUIDE_REACH) * slotScale) | 0
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
