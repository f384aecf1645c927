import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { binAt, binMatrix } from '../../../trees/binning/index.ts'
import {
  featureShare,
  fetchBytes,
  histogramSetBytes,
  openHistograms,
} from '../../../trees/histograms/index.ts'
import { mixedTable } from '../support/tables.ts'

const rows = 1500

async function setUp() {
  const { features, data } = mixedTable(rows)
  // Thirteen features: a whole block and a part of one.
  const columns = [...data.columns, ...data.columns.slice(0, 5)]
  const binned = await binMatrix([...features, ...features.slice(0, 5)], { rows, columns })
  const { arena } = binned
  const gradients = arena.allocate(rows * 8)
  const positions = arena.allocate(rows * 4)
  const out = arena.allocate(histogramSetBytes(13))
  const pairs = new Float32Array(arena.memory.buffer, gradients, 2 * rows)
  const stream = openStream(1, 'gradients').at(0)
  for (let i = 0; i < pairs.length; i++) pairs[i] = i % 2 === 0 ? stream.normal() : stream.uniform()
  return {
    binned,
    gradients,
    positions,
    out,
    pairs,
    histograms: openHistograms(arena.memory, binned, arena.allocate(fetchBytes)),
  }
}

describe('histograms', () => {
  it('equal plain sums to the bit, over all rows and over some, by any share of features', async () => {
    const { binned, gradients, positions, out, pairs, histograms } = await setUp()
    const { buffer } = binned.arena.memory
    const some = Uint32Array.from({ length: 611 }, (_, i) => (i * 7) % rows)
    new Uint32Array(buffer, positions, some.length).set(some)
    for (const [list, address] of [
      [Uint32Array.from({ length: rows }, (_, i) => i), 0],
      [some, positions],
    ] as const)
      for (const threads of [1, 2, 3, 4]) {
        const expected = new Float64Array(13 * 512)
        for (let i = 0; i < list.length; i++)
          for (let feature = 0; feature < 13; feature++) {
            const at = feature * 512 + 2 * binAt(binned, list[i], feature)
            expected[at] += pairs[2 * i]
            expected[at + 1] += pairs[2 * i + 1]
          }
        for (let thread = 0; thread < threads; thread++)
          histograms.build(...featureShare(13, thread, threads), address, gradients, list.length, out)
        expect(new Float64Array(buffer, out, 13 * 512)).toEqual(expected)
      }
  })

  it('deals out every feature once', () => {
    for (const features of [1, 3, 4, 5, 8, 23, 100])
      for (const threads of [1, 2, 3, 7]) {
        const seen: number[] = []
        for (let thread = 0; thread < threads; thread++) {
          const [first, end] = featureShare(features, thread, threads)
          for (let feature = first; feature < end; feature++) seen.push(feature)
        }
        expect(seen).toEqual(Array.from({ length: features }, (_, i) => i))
      }
  })

  it('take one child from its parent', async () => {
    const { binned, gradients, out, histograms } = await setUp()
    const child = binned.arena.allocate(histogramSetBytes(13))
    const { buffer } = binned.arena.memory
    histograms.build(0, 13, 0, gradients, rows, out)
    histograms.build(0, 13, 0, gradients, 400, child)
    const before = new Float64Array(buffer, out, 512).slice()
    const taken = new Float64Array(buffer, child, 512)
    histograms.subtract(out, child, binned.features[0].bins)
    expect(new Float64Array(buffer, out, 512)).toEqual(before.map((value, i) => value - taken[i]))
  })
})
