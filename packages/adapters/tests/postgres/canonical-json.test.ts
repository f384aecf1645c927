import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../postgres/canonical-json.ts'

describe('canonicalJson', () => {
  // The example of RFC 8785, section 3.2.2–3.2.4, and its order of keys, section 3.2.3.
  test('agrees with the examples of RFC 8785', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    const keys = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 }
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  })

  test('is the same text for the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (value) => {
        fc.pre(!JSON.stringify(value).includes('\\u0000'))
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
      }),
    )
  })

  test.each([
    [{ a: [1, Number.NaN] }, '/a/1'],
    [{ a: undefined }, '/a'],
    [{ at: new Date(0) }, '/at, got Date'],
    [{ n: 1n }, '/n'],
    ['half \ud800', 'at /'],
    ['nul \u0000', 'at /'],
  ])('refuses %o and says where', (value, place) => {
    expect(() => canonicalJson(value)).toThrow(place)
  })
})
