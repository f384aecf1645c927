import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromOddNumbers, oddCanonicalText, withOddNumbers } from '../../decisions/canonical-bytes.ts'
import { canonicalText, contentBytes, RecordError, readContent, replay } from '../../decisions/index.ts'
import { differences } from '../../decisions/record.ts'
import { goldenDecider, recordsPath } from './support/golden-model.ts'

const golden: readonly string[] = JSON.parse(readFileSync(recordsPath, 'utf8'))
const bytesOf = (text: string) => new TextEncoder().encode(text)
const parts = goldenDecider()

describe('records of decisions', () => {
  it('are replayed to the bytes of then', async () => {
    expect(golden.length).toBe(12)
    for (const text of golden) {
      const content = readContent(bytesOf(text))
      expect(new TextDecoder().decode(contentBytes(content).bytes)).toBe(text)
      const again = await replay(content, async () => parts)
      expect(again.differences).toEqual([])
      expect(again.identical).toBe(true)
      expect(again.replayedSha256).toBe(contentBytes(content).sha256)
    }
  })

  it('keep NaN, −0 and long numbers', () => {
    const timedOut = readContent(bytesOf(golden[4]))
    expect(timedOut.case.sources.bureau?.values).toEqual({ tried: Number.NaN, owed: -0 })
    expect(readContent(bytesOf(golden[2])).received).toEqual({
      customer_id: 'c',
      $odd: 0.1 + 0.2,
      more: [1e21, 5e-324],
    })
  })

  it('tell where a replay differs', async () => {
    const content = readContent(bytesOf(golden[0]))
    const { application } = content.case
    const altered = {
      ...content,
      case: { ...content.case, application: { ...application, annualIncome: 1 } },
    }
    const again = await replay(altered, async () => parts)
    expect(again.identical).toBe(false)
    const pointers = again.differences.map(({ pointer }) => pointer)
    expect(pointers).toContain('/features/annual_income')
    expect(pointers).toContain('/answer/score')
    const swapped = await replay(content, async () => ({ ...parts, modelSha256: 'ff' }))
    expect(swapped.differences.map(({ pointer }) => pointer)).toEqual(['/model/sha256'])
    expect(differences({ 'a/b': { '~': 1 } }, { 'a/b': {} })).toEqual([
      { pointer: '/a~1b/~0', recorded: '1', replayed: 'absent' },
    ])
  })

  it('have bytes that any plain data survive', () => {
    const leaf = fc.oneof(
      fc.double(),
      fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY),
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000')),
      fc.boolean(),
      fc.constant(null),
    )
    const name = fc.constantFrom('a', 'b', '$', '$number', '$object', '1', 'é')
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(name, tie('value'), { noNullPrototype: true }),
      ),
    })).value
    fc.assert(
      fc.property(tree, (value) => {
        const text = canonicalText(withOddNumbers(value))
        expect(oddCanonicalText(value)).toBe(text)
        const back = fromOddNumbers(JSON.parse(text))
        expect(back).toEqual(value)
        expect(canonicalText(withOddNumbers(back))).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  it('are refused when altered beyond reading, and never crash', () => {
    fc.assert(
      fc.property(fc.nat(golden[0].length - 1), fc.nat(255), (place, byte) => {
        const bytes = bytesOf(golden[0]).slice()
        bytes[place] = byte
        try {
          readContent(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(RecordError)
        }
      }),
      { numRuns: 300 },
    )
    for (const text of ['', '{}', '[]', '{"format":2}', '{"format":1}', '{"$number":"x"}'])
      expect(() => readContent(bytesOf(text))).toThrow(RecordError)
  })

  it('cannot hold what JSON does not', () => {
    expect(() => canonicalText({ a: [Number.NaN] })).toThrow(/\/a\/0/)
    expect(() => canonicalText({ a: new Map() })).toThrow(/Map/)
    expect(() => oddCanonicalText({ a: { b: new Map() } })).toThrow(/\/a\/b.*Map/)
    expect(() => canonicalText('\ud800')).toThrow(TypeError)
    expect(canonicalText({ b: -0, a: undefined, A: '\u20ac' })).toBe('{"A":"€","b":0}')
  })
})
