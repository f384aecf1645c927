import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Feature } from '../../../data/index.ts'
import { type BinnedMatrix, binAt, binMatrix, binNewRows, missingBin } from '../../../trees/binning/index.ts'
import { mixedTable } from '../support/tables.ts'

const number: Feature = { name: 'x', kind: 'number' }

/** The bin of a value, by definition. */
function binOf({ features }: BinnedMatrix, feature: number, x: number): number {
  const bins = features[feature]
  if (bins.kind === 'category') return x >= 0 && x < bins.binOfCode.length ? bins.binOfCode[x] : missingBin
  return Number.isNaN(x) ? missingBin : bins.edges.findLastIndex((edge) => x > edge) + 1
}

function expectBinned(binned: BinnedMatrix, columns: readonly Float64Array[]): void {
  const wrong: string[] = []
  for (let feature = 0; feature < columns.length; feature++)
    for (let row = 0; row < binned.rows; row++)
      if (binAt(binned, row, feature) !== binOf(binned, feature, columns[feature][row]))
        wrong.push(`row ${row} of feature ${feature}: ${columns[feature][row]}`)
  expect(wrong).toEqual([])
}

describe('binMatrix', () => {
  it('puts every value where its edges say, whatever the kind of column', async () => {
    const { features, data } = mixedTable(3000)
    const binned = await binMatrix(features, data, { maxBins: 64 })
    expectBinned(binned, data.columns)
    expect(binned.hasMissing).toEqual([false, false, true, false, false, false, false, true])
    for (const bins of binned.features) expect(bins.bins).toBeLessThanOrEqual(64)
  })

  it('reproduces any column of numbers, however wild', async () => {
    const wild = fc.oneof(
      fc.double(),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0, -0, 5e-324, 1e-35, -1e-35, Number.MAX_VALUE, -Number.MAX_VALUE, Infinity, -Infinity),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(wild, { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 2, max: 255 }),
        async (values, maxBins) => {
          const column = Float64Array.from(values)
          const binned = await binMatrix(
            [number],
            { rows: column.length, columns: [column] },
            { maxBins, minDataInBin: 1 },
          )
          expectBinned(binned, [column])
          const bins = binned.features[0]
          expect(bins.bins).toBeLessThanOrEqual(maxBins)
          if (bins.kind === 'number')
            expect([...bins.edges]).toEqual([...new Set(bins.edges)].sort((a, b) => a - b))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps few distinct values apart', async () => {
    const column = Float64Array.from({ length: 500 }, (_, i) => [-2, -1, 0, 1, 5][i % 5])
    const { features } = await binMatrix([number], { rows: 500, columns: [column] })
    expect(features[0].bins).toBe(5)
  })

  it('gives a bin to frequent categories only; rare, unknown and missing ones share the missing bin', async () => {
    const categories = Array.from({ length: 400 }, (_, i) => `c${i}`)
    const codes: number[] = []
    for (let code = 0; code < 400; code++) for (let i = 0; i < (code < 300 ? 4 : 1); i++) codes.push(code)
    const column = Float64Array.from([...codes, -1, Number.NaN])
    const binned = await binMatrix([{ name: 'c', kind: 'category', categories }], {
      rows: column.length,
      columns: [column],
    })
    const bins = binned.features[0]
    expect(bins.bins).toBe(254)
    expectBinned(binned, [column])
    expect(binAt(binned, column.length - 1, 0)).toBe(missingBin)
    expect(binAt(binned, column.length - 2, 0)).toBe(missingBin)
    expect(binAt(binned, column.length - 3, 0)).toBe(missingBin)
  })

  it('chooses edges from a sample of many rows, the same for the same seed', async () => {
    const { features, data } = mixedTable(5000)
    const options = { sampleRows: 500, seed: 3 }
    const [a, b] = [await binMatrix(features, data, options), await binMatrix(features, data, options)]
    expect(a.features).toEqual(b.features)
    expectBinned(a, data.columns)
    const other = await binMatrix(features, data, { ...options, seed: 4 })
    expect(other.features).not.toEqual(a.features)
  })

  it('puts new rows into the same bins', async () => {
    const { features, data } = mixedTable(2000)
    const binned = await binMatrix(features, data)
    const fresh = mixedTable(700, 9).data
    expectBinned(await binNewRows(binned, fresh), fresh.columns)
    expectBinned(binned, data.columns)
  })

  it('says what does not fit', async () => {
    const column = new Float64Array(3)
    await expect(binMatrix([], { rows: 3, columns: [] })).rejects.toThrow(RangeError)
    await expect(binMatrix([number], { rows: 2, columns: [column] })).rejects.toThrow(
      'binMatrix: need 2 values in column 0, got 3',
    )
    await expect(binMatrix([number], { rows: 3, columns: [column] }, { maxBins: 256 })).rejects.toThrow(
      'binMatrix: need maxBins in [2, 255], got 256',
    )
    await expect(
      binMatrix([{ name: 'c', kind: 'category' }], { rows: 3, columns: [column] }),
    ).rejects.toThrow('categories of feature "c"')
  })
})
