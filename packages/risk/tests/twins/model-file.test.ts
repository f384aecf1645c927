/** The model file: round trip, corruption, hostile bytes, and nothing of a single row in it. */
import { sha256 } from '@noble/hashes/sha2.js'
import { columnOf, type Frame, frameOf } from '@pratibimba/numerics/frame'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodePlainData } from '../../twins/file/plain-data.ts'
import { fitTwin, parseTwinModel, sampleRows, serializeTwinModel, type TwinModel } from '../../twins/index.ts'
import { describeTable, mixedFrame, schemaOf } from './support/tables.ts'

const RARE_NUMBER = 123_456_789.25
const RARE_WORD = 'Zanzibar'

/** The mixed table with one row that nobody else resembles. */
function withRareRow(): Frame {
  const frame = mixedFrame(1500)
  const balance = columnOf(frame, 'balance', 'float64').values.slice()
  const region = columnOf(frame, 'region', 'category')
  const codes = region.values.slice()
  balance[77] = RARE_NUMBER
  codes[77] = region.dictionary.length
  return frameOf(
    new Map(frame.columns)
      .set('balance', { kind: 'float64', values: balance })
      .set('region', { kind: 'category', values: codes, dictionary: [...region.dictionary, RARE_WORD] }),
  )
}

function wrap(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(48 + payload.length)
  bytes.set(serializeTwinModel(emptyModel()).subarray(0, 12))
  new DataView(bytes.buffer).setUint32(12, payload.length, true)
  bytes.set(sha256(payload), 16)
  bytes.set(payload, 48)
  return bytes
}

function emptyModel(): TwinModel {
  return {
    formatVersion: 1,
    engine: 'gaussian',
    degreesOfFreedom: null,
    preserveTails: true,
    tables: [],
    notes: [],
  }
}

describe('the model file', () => {
  const frame = withRareRow()
  let model: TwinModel
  let bytes: Uint8Array
  beforeAll(() => {
    const table = describeTable(frame, { primaryKey: 'loan' })
    model = fitTwin(new Map([['data', frame]]), schemaOf(table), { engine: 't' })
    bytes = serializeTwinModel(model)
  })

  it('gives back the model, which draws the same rows', () => {
    const back = parseTwinModel(bytes)
    expect(back).toEqual(model)
    expect(sampleRows(back, 'data', 0, 100, 1)).toEqual(sampleRows(model, 'data', 0, 100, 1))
    expect(serializeTwinModel(back)).toEqual(bytes)
  })

  it('detects every flipped byte', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, mask) => {
          const broken = bytes.slice()
          broken[at] ^= mask
          expect(() => parseTwinModel(broken)).toThrow(RangeError)
        },
      ),
      { numRuns: 150 },
    )
    for (let at = 0; at < 48; at++) {
      const broken = bytes.slice()
      broken[at] ^= 0xff
      expect(() => parseTwinModel(broken)).toThrow(RangeError)
    }
  })

  it('detects every cut', () => {
    for (const length of [0, 1, 47, 48, 60, bytes.length - 1])
      expect(() => parseTwinModel(bytes.subarray(0, length))).toThrow(/parseTwinModel: need/)
  })

  it('refuses payloads that are no model, in words', () => {
    const refuse = (value: unknown, message: RegExp) =>
      expect(() => parseTwinModel(wrap(encodePlainData(value)))).toThrow(message)
    refuse(null, /an object in model/)
    refuse(emptyModel(), /at least one in tables|at least one table in tables/)
    refuse({ ...model, degreesOfFreedom: -1 }, /degreesOfFreedom/)
    const [table] = model.tables
    const [stratum] = table.strata
    const withStratum = (change: object) => ({
      ...model,
      tables: [{ ...table, strata: [{ ...stratum, ...change }] }],
    })
    refuse(withStratum({ correlation: new Float64Array(4) }), /correlation/)
    refuse(withStratum({ correlation: stratum.correlation.map(() => 1) }), /positive definite/)
    refuse(withStratum({ marginals: [] }), /marginals/)
    refuse({ ...model, tables: [{ ...table, columns: [{ ...table.columns[1], latent: 99 }] }] }, /latent/)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => {
        expect(() => parseTwinModel(wrap(payload))).toThrow(RangeError)
      }),
      { numRuns: 200 },
    )
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => parseTwinModel(wrap(encodePlainData(value)))).toThrow(RangeError)
      }),
      { numRuns: 200 },
    )
  })

  it('holds no value of a single row', () => {
    const text = Buffer.from(bytes)
    expect(text.includes(RARE_WORD)).toBe(false)
    const double = Buffer.alloc(8)
    const counts = new Map<number, number>()
    for (const value of columnOf(frame, 'balance', 'float64').values)
      counts.set(value, (counts.get(value) ?? 0) + 1)
    const rare = [...counts].filter(([value, rows]) => rows === 1 && value > 1000).map(([value]) => value)
    expect(rare).toContain(RARE_NUMBER)
    const stored = new Set<number>()
    for (const { marginals } of model.tables[0].strata)
      for (const { low, high } of marginals) for (const value of [...low, ...high]) stored.add(value)
    expect(rare.filter((value) => stored.has(value))).toEqual([])
    double.writeDoubleLE(RARE_NUMBER)
    expect(text.includes(double)).toBe(false)
    expect(text.includes(String(RARE_NUMBER))).toBe(false)
  })
})
