/** Tables at the edge: each gives a sane twin or a refusal that says why. */
import { type Column, columnOf, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { spearman } from '@pratibimba/numerics/statistics'
import { describe, expect, it } from 'vitest'
import { fitTwin, parseTwinModel, sampleRows, serializeTwinModel } from '../../twins/index.ts'
import type { ColumnType } from '../../twins/schema.ts'
import { describeTable, schemaOf } from './support/tables.ts'

const ROWS = 400

function numbers(purpose: string, rows = ROWS, make = (z: number) => z): Column {
  const stream = openStream(5, purpose)
  return {
    kind: 'float64',
    values: Float64Array.from({ length: rows }, (_, i) => make(stream.at(i).normal())),
  }
}

function twinOf(frame: Frame, types: Record<string, ColumnType> = {}, engine = 'auto') {
  const model = fitTwin(new Map([['data', frame]]), schemaOf(describeTable(frame, { types })), { engine })
  expect(parseTwinModel(serializeTwinModel(model))).toEqual(model)
  return { model, twin: sampleRows(model, 'data', 0, ROWS, 1) }
}

describe.each(['auto', 't', 'factor'])('by the %s engine', (engine) => {
  it('a constant column stays constant', () => {
    const frame = frameOf({ a: numbers('a'), c: { kind: 'int32', values: new Int32Array(ROWS).fill(7) } })
    const { twin } = twinOf(frame, {}, engine)
    expect(columnOf(twin, 'c', 'int32').values.every((x) => x === 7)).toBe(true)
  })

  it('one constant column alone', () => {
    const frame = frameOf({ c: { kind: 'category', values: new Int32Array(ROWS), dictionary: ['only'] } })
    const { twin } = twinOf(frame, {}, engine)
    expect(columnOf(twin, 'c', 'category').dictionary).toEqual(['only'])
  })

  it('a column without any value stays empty', () => {
    const empty: Column = {
      kind: 'float64',
      values: new Float64Array(ROWS).fill(Number.NaN),
      validity: new Uint8Array(ROWS),
    }
    const { twin } = twinOf(frameOf({ a: numbers('a'), e: empty }), {}, engine)
    expect(columnOf(twin, 'e').validity!.every((v) => v === 0)).toBe(true)
  })

  it('a single column', () => {
    const { twin } = twinOf(frameOf({ a: numbers('a') }), {}, engine)
    expect(twin.rows).toBe(ROWS)
  })

  it('collinear columns stay collinear', () => {
    const a = numbers('a')
    const b: Column = { kind: 'float64', values: (a.values as Float64Array).map((x) => 3 - 2 * x) }
    const { twin } = twinOf(frameOf({ a, b, c: a }), {}, engine)
    const values = (name: string) => columnOf(twin, name, 'float64').values
    expect(spearman(values('a'), values('b'))).toBeLessThan(-0.97)
    expect(spearman(values('a'), values('c'))).toBeGreaterThan(0.97)
  })

  it('values of 1e300 stay finite', () => {
    const { twin } = twinOf(frameOf({ a: numbers('a', ROWS, (z) => z * 1e300), b: numbers('b') }), {}, engine)
    expect(columnOf(twin, 'a', 'float64').values.every(Number.isFinite)).toBe(true)
  })

  it('200 columns', () => {
    const frame = frameOf(Array.from({ length: 200 }, (_, i) => [`c${i}`, numbers(`c${i}`)] as const))
    const { twin } = twinOf(frame, {}, engine)
    expect(twin.columns.size).toBe(200)
  })
})

it('fewer than 20 rows are refused with the number needed', () => {
  const frame = frameOf({ a: numbers('a', 19) })
  expect(() => twinOf(frame)).toThrow('fitTwin: need at least 20 rows to learn from, got 19 in "data"')
})

it('a table of identifiers only gets new identifiers', () => {
  const keys = Array.from({ length: ROWS }, (_, i) =>
    (i * 2_654_435_761).toString(16).padStart(16, '0').slice(-16),
  )
  const frame = frameOf({
    id: { kind: 'int32', values: Int32Array.from({ length: ROWS }, (_, i) => i + 1) },
    code: { kind: 'text', values: keys },
  })
  const { twin } = twinOf(frame, { id: 'identifier', code: 'identifier' })
  expect(Math.min(...(columnOf(twin, 'id').values as Float64Array))).toBeGreaterThan(ROWS)
  const codes = columnOf(twin, 'code', 'text').values
  expect(new Set(codes).size).toBe(ROWS)
  expect(codes.every((code) => /^[0-9a-f]{16}$/.test(code) && !keys.includes(code))).toBe(true)
})

it('a category of 20,000 levels is pooled', () => {
  const levels = Array.from({ length: 20_000 }, (_, i) => `level ${i}`)
  const rows = 25_000
  const frame = frameOf({
    level: {
      kind: 'category',
      values: Int32Array.from({ length: rows }, (_, i) => i % 20_000),
      dictionary: levels,
    },
    a: numbers('a', rows),
  })
  const { model, twin } = twinOf(frame)
  expect(columnOf(twin, 'level', 'category').dictionary).toEqual(['Other'])
  expect(model.notes.some((note) => note.includes('"level": 20000 levels'))).toBe(true)
})

it('a level of fewer than five rows is not learnt', () => {
  const values = Int32Array.from({ length: ROWS }, (_, i) => (i < 4 ? 2 : i % 2))
  const frame = frameOf({
    level: { kind: 'category', values, dictionary: ['a', 'b', 'rare'] },
    x: numbers('x'),
  })
  expect(columnOf(twinOf(frame).twin, 'level', 'category').dictionary).not.toContain('rare')
})

it('unknown engines, tables and targets are named', () => {
  const frame = frameOf({ a: numbers('a') })
  const fit = (options: object) =>
    fitTwin(new Map([['data', frame]]), schemaOf(describeTable(frame)), options)
  expect(() => fit({ engine: 'vine' })).toThrow('need an engine of auto, gaussian, t, factor, got "vine"')
  expect(() => fit({ target: 'b' })).toThrow('need a target column of "data", got "b"')
  expect(() => sampleRows(fit({}), 'other', 0, 1, 1)).toThrow('need a table of "data", got "other"')
  expect(() => sampleRows(fit({}), 'data', 2, 1, 1)).toThrow('need a range of rows')
  expect(() => fitTwin(new Map(), schemaOf(describeTable(frame)))).toThrow('got none for "data"')
})
