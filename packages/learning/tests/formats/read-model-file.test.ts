/** Files are told apart by what is in them; what is none of them is refused, whatever it is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ModelFileError, readModelFile, serializeModel } from '../../formats/index.ts'

const golden = (path: string): { models: { text: string; model: string }[] } =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures', path), 'utf8'))
const lightGbm = golden('lightgbm/lightgbm-models.golden.json').models[0].text
const onnx = golden('onnx/onnx-models.golden.json').models[0].model

test('the content decides, not the name', () => {
  const utf8 = new TextEncoder()
  expect(readModelFile(utf8.encode(lightGbm), 'model.json').format).toBe('lightgbm')
  expect(readModelFile(utf8.encode(`\uFEFF${lightGbm.replaceAll('\n', '\r\n')}`)).format).toBe('lightgbm')
  expect(readModelFile(new Uint8Array(Buffer.from(onnx, 'base64'))).format).toBe('onnx')
  expect(readModelFile(serializeModel({ kind: 'trees' }))).toEqual({
    format: 'own',
    content: { kind: 'trees' },
  })
})

test('a Buffer, as files are read into, is read as well as bytes', () => {
  expect(readModelFile(Buffer.from(serializeModel(Float64Array.of(1, 2))))).toEqual({
    format: 'own',
    content: Float64Array.of(1, 2),
  })
})

test('noise is refused', () => {
  const begun = fc.constantFrom(
    [],
    [0x08, 0x07],
    [...Buffer.from('tree\n')],
    [...Buffer.from('PRMODL\r\n')],
    [0x7b],
  )
  fc.assert(
    fc.property(begun, fc.uint8Array({ maxLength: 300 }), (head, noise) => {
      expect(() => readModelFile(Uint8Array.of(...head, ...noise), 'noise')).toThrow(ModelFileError)
    }),
    { numRuns: 1000, seed: 2 },
  )
})
