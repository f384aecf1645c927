/** Our files give back what was written, and anything else is refused with the reason. */
import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ModelFileError, parseModel, readModelFile, serializeModel } from '../../../formats/index.ts'

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.float64Array({ maxLength: 9 }),
  fc.float32Array({ maxLength: 9 }),
  fc.int32Array({ maxLength: 9 }),
  fc.uint32Array({ maxLength: 9 }),
  fc.int16Array({ maxLength: 9 }),
  fc.uint16Array({ maxLength: 9 }),
  fc.int8Array({ maxLength: 9 }),
  fc.uint8Array({ maxLength: 9 }),
)
const names = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('$array', '$number', '$object', 'kind'))
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(
      names.filter((name) => name !== '__proto__'),
      tie('data'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}))

test('plain data with typed arrays come back as they were', () => {
  fc.assert(
    fc.property(data, (model) => {
      const bytes = serializeModel(model)
      expect(parseModel(bytes)).toEqual(model)
      expect(serializeModel(parseModel(bytes))).toEqual(bytes)
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('shared memory and views are written as their values; properties without value are left out', () => {
  const shared = new Float64Array(new SharedArrayBuffer(24))
  shared.set([1, Number.NaN, -0])
  const view = Int32Array.of(9, 8, 7, 6).subarray(1, 3)
  expect(parseModel(serializeModel({ shared, view, absent: undefined }))).toEqual({
    shared: Float64Array.of(1, Number.NaN, -0),
    view: Int32Array.of(8, 7),
  })
})

test('what is not plain data cannot be written, and the place is named', () => {
  const circle: Record<string, unknown> = {}
  circle.again = circle
  const bad: [unknown, RegExp][] = [
    [{ when: new Date(0) }, /model\.when: .*Date/],
    [{ list: [1, () => 1] }, /model\.list\[1\]: .*function/],
    [{ big: 1n }, /model\.big: .*bigint/],
    [{ list: [undefined] }, /model\.list\[0\]: .*undefined/],
    [circle, /64 levels/],
    [JSON.parse('{"__proto__": 1}'), /__proto__/],
  ]
  for (const [model, reason] of bad) {
    expect(() => serializeModel(model)).toThrow(ModelFileError)
    expect(() => serializeModel(model)).toThrow(reason)
  }
})

const whole = serializeModel({ kind: 'example', weights: Float64Array.of(1, 2, 3), words: Uint32Array.of(7) })

describe('damage', () => {
  test('every cut, every changed bit and every byte too many is found', () => {
    for (let length = 0; length < whole.length; length++)
      expect(() => parseModel(whole.subarray(0, length))).toThrow(ModelFileError)
    for (let bit = 0; bit < 8 * whole.length; bit++) {
      const bytes = whole.slice()
      bytes[bit >> 3] ^= 1 << (bit & 7)
      expect(() => parseModel(bytes)).toThrow(ModelFileError)
    }
    expect(() => parseModel(Uint8Array.of(...whole, 0))).toThrow(ModelFileError)
  })

  test('a newer version, text transfer and strangers are named', () => {
    const newer = whole.slice()
    newer[8] = 2
    expect(() => parseModel(newer)).toThrow(/newer version: it has format 2, .* up to 1/)
    const asText = Uint8Array.of(...whole.subarray(0, 6), ...whole.subarray(7))
    expect(() => parseModel(asText)).toThrow(/line ends/)
    expect(() => parseModel(new TextEncoder().encode('{"a":1}'))).toThrow(/not a model file/)
    expect(() => readModelFile(new TextEncoder().encode('a,b\n1,2\n'), 'rows.csv')).toThrow(
      /rows\.csv is no model that is known here/,
    )
  })
})

describe('files whose checksum fits', () => {
  test.each([
    ['not JSON', '{', /does not hold JSON/],
    ['no arrays', '{"model":1}', /names no model, or no arrays/],
    ['an unknown type', '{"arrays":[["float16",1]],"model":1}', /unknown type/],
    ['an absurd length', '{"arrays":[["float64",9007199254740991]],"model":1}', /longer than the file/],
    ['a negative length', '{"arrays":[["float64",-1]],"model":1}', /longer than the file/],
    ['a length that is none', '{"arrays":[["float64","1"]],"model":1}', /longer than the file/],
    ['an array that is not there', '{"arrays":[],"model":{"$array":0}}', /not there/],
    ['an array of no number', '{"arrays":[],"model":{"$array":"length"}}', /not there/],
    ['an unknown mark', '{"arrays":[],"model":{"$secret":0}}', /unknown mark/],
    ['a number that is none', '{"arrays":[],"model":{"$number":"toString"}}', /unknown mark/],
    ['a prototype', '{"arrays":[],"model":{"__proto__":{"a":1}}}', /cannot be/],
    ['a name twice', '{"arrays":[],"model":{"$object":[["$a",1],["$a",2]]}}', /twice/],
    ['deep nesting', `{"arrays":[],"model":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /levels|JSON/],
  ])('%s', (_, json, reason) => {
    expect(() => parseModel(fileOf(json))).toThrow(ModelFileError)
    expect(() => parseModel(fileOf(json))).toThrow(reason)
  })

  test('an array read twice', () => {
    const json = '{"arrays":[["uint8",0]],"model":[{"$array":0},{"$array":0}]}'
    expect(() => parseModel(fileOf(json))).toThrow(/twice/)
  })

  test('more JSON than bytes', () => {
    const bytes = fileOf('{}')
    new DataView(bytes.buffer).setUint32(12, 4_000_000_000, true)
    expect(() => parseModel(withChecksum(bytes))).toThrow(/4000000000 bytes of JSON/)
  })
})

function fileOf(json: string): Uint8Array {
  const text = new TextEncoder().encode(json)
  const bytes = new Uint8Array(48 + Math.ceil(text.length / 8) * 8)
  bytes.set(new TextEncoder().encode('PRMODL\r\n'))
  bytes[8] = 1
  new DataView(bytes.buffer).setUint32(12, text.length, true)
  bytes.set(text, 48)
  return withChecksum(bytes)
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  bytes.set(sha256.create().update(bytes.subarray(8, 16)).update(bytes.subarray(48)).digest(), 16)
  return bytes
}
