/** What holds for every twin, whatever the data. */
import { columnOf, type Frame, serialText, valueAt } from '@pratibimba/numerics/frame'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { fitTwin, sampleRows, sampleTwin, type TwinModel, twinRows } from '../../twins/index.ts'
import { describeTable, mixedFrame, schemaOf } from './support/tables.ts'

const original = mixedFrame(2000)
const table = describeTable(original, { primaryKey: 'loan' })
const SEED = 11

function rowsOf(frame: Frame): unknown[][] {
  return Array.from({ length: frame.rows }, (_, row) =>
    [...frame.columns.values()].map((column) => valueAt(column, row)),
  )
}

describe.each(['gaussian', 't', 'factor'])('a twin by the %s engine', (engine) => {
  let model: TwinModel
  let twin: Frame
  beforeAll(() => {
    model = fitTwin(new Map([['data', original]]), schemaOf(table), { engine })
    twin = sampleRows(model, 'data', 0, 3000, SEED)
  })

  it('has the same rows however they are cut', () => {
    const whole = rowsOf(twin)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2999 }), fc.integer({ min: 0, max: 200 }), (start, length) => {
        const end = Math.min(3000, start + length)
        expect(rowsOf(sampleRows(model, 'data', start, end, SEED))).toEqual(whole.slice(start, end))
      }),
      { numRuns: 20 },
    )
  })

  it('has the same rows from the task and from the stream of pieces', async () => {
    const draw = twinRows.open({ model, seed: SEED })
    expect(rowsOf(draw({ table: 'data', start: 100, end: 150 }))).toEqual(rowsOf(twin).slice(100, 150))
    const rows: unknown[][] = []
    for await (const { frame } of sampleTwin(model, { rows: 3000, seed: SEED, chunkRows: 777 }))
      rows.push(...rowsOf(frame))
    expect(rows).toEqual(rowsOf(twin))
  })

  it('differs by seed', () => {
    expect(rowsOf(sampleRows(model, 'data', 0, 50, SEED + 1))).not.toEqual(rowsOf(twin).slice(0, 50))
  })

  it('invents no negatives, keeps integers whole and cents as cents', () => {
    const { values: balances } = columnOf(twin, 'balance', 'float64')
    expect(balances.every((x) => x >= 0 && !Object.is(x, -0) && Math.round(x * 100) / 100 === x)).toBe(true)
    const { values: incomes, validity } = columnOf(twin, 'income', 'float64')
    expect(incomes.every((x, i) => (validity![i] ? x >= 0 && Number.isInteger(x) : Number.isNaN(x)))).toBe(
      true,
    )
  })

  it('keeps kinds, the order of columns and ranges', () => {
    expect([...twin.columns.keys()]).toEqual([...original.columns.keys()])
    for (const [name, column] of twin.columns) expect(column.kind).toBe(columnOf(original, name).kind)
    const opened = columnOf(twin, 'opened', 'date').values
    expect(Math.min(...opened)).toBeGreaterThanOrEqual(15_000)
    expect(Math.max(...opened)).toBeLessThan(18_000)
  })

  it('draws known levels only', () => {
    for (const name of ['grade', 'region']) {
      const known = new Set(columnOf(original, name, 'category').dictionary)
      const { values, dictionary } = columnOf(twin, name, 'category')
      expect(values.every((code) => known.has(dictionary[code]))).toBe(true)
    }
    expect(new Set(columnOf(twin, 'default', 'int32').values)).toEqual(new Set([0, 1]))
  })

  it('makes keys that are unique, in the pattern, and none of the original', () => {
    const keyOf = (frame: Frame) => {
      const column = columnOf(frame, 'loan', 'serial')
      return Array.from({ length: frame.rows }, (_, row) => serialText(column, row))
    }
    const made = keyOf(twin)
    expect(new Set(made).size).toBe(3000)
    expect(made.every((key) => /^L\d{6}$/.test(key))).toBe(true)
    const before = new Set(keyOf(original))
    expect(made.some((key) => before.has(key))).toBe(false)
  })

  it('does not repeat free text', () => {
    const { values } = columnOf(twin, 'remark', 'text')
    expect(values.some((text) => text.includes('customer'))).toBe(false)
  })

  it('keeps zeros, gaps and what gaps go with', () => {
    const zeros = columnOf(twin, 'balance', 'float64').values.filter((x) => x === 0).length / 3000
    expect(zeros).toBeCloseTo(0.3, 1)
    const gapShare = (frame: Frame, low: boolean) => {
      const scores = columnOf(frame, 'score', 'int32').values
      const { validity } = columnOf(frame, 'income', 'float64')
      let gaps = 0
      let rows = 0
      for (let i = 0; i < frame.rows; i++) {
        if (scores[i] < 680 !== low) continue
        rows++
        gaps += 1 - validity![i]
      }
      return gaps / rows
    }
    expect(Math.abs(gapShare(twin, true) - gapShare(original, true))).toBeLessThan(0.04)
    expect(Math.abs(gapShare(twin, false) - gapShare(original, false))).toBeLessThan(0.04)
  })
})
