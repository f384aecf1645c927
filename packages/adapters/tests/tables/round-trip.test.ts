import {
  type Column,
  type ColumnKind,
  columnOf,
  type Frame,
  frameOf,
  frameSchema,
  valueAt,
} from '@pratibimba/numerics/frame'
import type { ReadableKind } from '@pratibimba/risk/ports'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kindsOf, valuesOf, withTableFiles } from './table-files.ts'

const files = withTableFiles()

const DAY_MS = 86_400_000
const unicode = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', ''))
const word = fc.oneof(
  unicode,
  fc.constantFrom('', ' ', 'NA', '"', '""', '\n', '\r\n', 'a,b', '\\.', '-1', '007', '=1+1', '\uFEFF'),
)

/** Values of a kind, as the typed arrays take them. */
const VALUES: Record<ReadableKind | 'serial', fc.Arbitrary<number | string>> = {
  float64: fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
    fc.constantFrom(0, -0, 0.1 + 0.2, 1e21, 5e-324, 2 ** 53, Infinity, -Infinity),
  ),
  int32: fc.oneof(fc.integer(), fc.constantFrom(0, 2 ** 31 - 1, -(2 ** 31))),
  int64: fc.oneof(fc.maxSafeInteger(), fc.constantFrom(2 ** 53, -(2 ** 53))),
  boolean: fc.nat(1),
  date: fc.integer({ min: -719_528, max: 2_932_896 }),
  timestamp: fc.oneof(
    fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }),
    fc.integer({ min: -1e15, max: 1e15 }).map((microseconds) => microseconds / 1000),
  ),
  category: fc.nat(4),
  text: word,
  serial: fc.nat(2 ** 40),
}

const TYPES: Record<string, (values: readonly number[]) => Float64Array | Int32Array | Uint8Array> = {
  float64: (values) => Float64Array.from(values),
  int64: (values) => Float64Array.from(values),
  timestamp: (values) => Float64Array.from(values),
  serial: (values) => Float64Array.from(values),
  boolean: (values) => Uint8Array.from(values),
  int32: (values) => Int32Array.from(values),
  date: (values) => Int32Array.from(values),
  category: (values) => Int32Array.from(values),
}

function columnOfKind(kind: ColumnKind, rows: number): fc.Arbitrary<Column> {
  return fc
    .record({
      values: fc.array(VALUES[kind], { minLength: rows, maxLength: rows }),
      present: fc.oneof(fc.constant(undefined), fc.array(fc.nat(1), { minLength: rows, maxLength: rows })),
      dictionary: fc.uniqueArray(word, { minLength: 5, maxLength: 5 }),
      prefix: fc.constantFrom('B', '', 'x,y', '"'),
    })
    .map(({ values, present, dictionary, prefix }) => {
      const array = kind === 'text' ? values : TYPES[kind](values as number[])
      if (kind === 'float64')
        present?.forEach((flag, row) => {
          if (flag === 0) (array as Float64Array)[row] = Number.NaN
        })
      return {
        kind,
        values: array,
        ...(present === undefined ? {} : { validity: Uint8Array.from(present) }),
        ...(kind === 'category' ? { dictionary } : {}),
        ...(kind === 'serial' ? { prefix, width: 6 } : {}),
      } as Column
    })
}

const kinds = Object.keys(VALUES) as ColumnKind[]
const frames: fc.Arbitrary<Frame> = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    columns: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 9 }),
    names: fc.uniqueArray(
      word.filter((name) => name !== ''),
      { minLength: 9, maxLength: 9 },
    ),
  })
  .chain(({ rows, columns, names }) =>
    fc
      .tuple(...columns.map((kind) => columnOfKind(kind, rows)))
      .map((built) => frameOf(built.map((column, k) => [names[k], column] as const))),
  )

const readable = (frame: Frame): Record<string, ReadableKind> =>
  Object.fromEntries(frameSchema(frame).map(({ name, kind }) => [name, kind === 'serial' ? 'text' : kind]))

describe('what was written is read', () => {
  test('CSV, every kind, with the kinds named', async () => {
    await fc.assert(
      fc.asyncProperty(frames, fc.integer({ min: 1, max: 40 }), async (frame, chunkRows) => {
        const path = await files.write(frame, 'csv', { chunkRows, name: 'any.csv' })
        const kinds = Object.assign(Object.create(null), readable(frame))
        const back = await files.tables.read(path, { kinds, delimiter: ',' })
        expect(valuesOf(back.frame)).toEqual(valuesOf(frame))
        expect(kindsOf(back.frame)).toEqual({ ...kinds })
      }),
      { numRuns: 300 },
    )
  })

  test('Parquet, every kind, by the file alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        frames,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        async (frame, chunkRows, rowGroupRows) => {
          const path = await files.write(frame, 'parquet', { chunkRows, rowGroupRows, name: 'any.parquet' })
          const back = await files.tables.read(path)
          expect(valuesOf(back.frame)).toEqual(valuesOf(frame))
          expect(kindsOf(back.frame)).toEqual(readable(frame))
        },
      ),
      { numRuns: 200 },
    )
  })
})

test('several pages and row groups, with dictionary and without, with gaps and without', async () => {
  const rows = 160_000
  const gaps = Uint8Array.from({ length: rows }, (_, row) => (row % 11 === 0 ? 0 : 1))
  const frame = frameOf({
    plain: { kind: 'float64', values: Float64Array.from({ length: rows }, (_, row) => Math.sqrt(row)) },
    repeated: {
      kind: 'float64',
      values: Float64Array.from({ length: rows }, (_, row) => (row % 977) / 4),
      decimals: 2,
    },
    gapped: { kind: 'int32', values: Int32Array.from({ length: rows }, (_, row) => row), validity: gaps },
    flag: {
      kind: 'boolean',
      values: Uint8Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0)),
      validity: gaps,
    },
    day: { kind: 'date', values: Int32Array.from({ length: rows }, (_, row) => row % 40_000) },
    instant: {
      kind: 'timestamp',
      values: Float64Array.from({ length: rows }, (_, row) => row * DAY_MS + row),
    },
    grade: {
      kind: 'category',
      values: Int32Array.from({ length: rows }, (_, row) => row % 5),
      dictionary: ['A', 'B', 'C', 'D', 'E'],
      validity: gaps,
    },
    id: {
      kind: 'serial',
      values: Float64Array.from({ length: rows }, (_, row) => row),
      prefix: 'B',
      width: 8,
    },
    note: { kind: 'text', values: Array.from({ length: rows }, (_, row) => `note ${row}`), validity: gaps },
  })
  for (const format of ['csv', 'parquet'] as const) {
    const back = await files.tables.read(
      await files.write(frame, format, { chunkRows: 70_001, rowGroupRows: 140_000 }),
    )
    expect(kindsOf(back.frame)).toEqual({
      ...kindsOf(frame),
      id: 'text',
      ...(format === 'csv' ? { instant: 'timestamp' } : {}),
    })
    for (const [name, column] of frame.columns) {
      const other = columnOf(back.frame, name)
      let differing = -1
      for (let row = 0; row < rows && differing < 0; row++)
        if (comparable(valueAt(column, row)) !== comparable(valueAt(other, row))) differing = row
      expect(`${name} differs at ${differing}`).toBe(`${name} differs at -1`)
    }
  }
})

const comparable = (value: ReturnType<typeof valueAt>): unknown =>
  value instanceof Date ? value.getTime() : value
