/** Philox against the known answers published with Random123 (kat_vectors, philox4x32 10), and the purpose hash. */
import { describe, expect, it } from 'vitest'
import { philox4x32, purposeKey } from '../../random/index.ts'

describe('philox4x32', () => {
  it.each([
    {
      name: 'zeros',
      counter: [0, 0, 0, 0],
      key: [0, 0],
      words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    },
    {
      name: 'all ones',
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      name: 'digits of π',
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ])('known answer: $name', ({ counter, key, words }) => {
    const input = Uint32Array.from(counter)
    const out = new Uint32Array(4)
    philox4x32(input, key[0], key[1], out)
    expect([...out]).toEqual(words)
    expect([...input]).toEqual(counter)
    philox4x32(input, key[0], key[1], input)
    expect([...input]).toEqual(words)
  })

  it('refuses other shapes', () => {
    expect(() => philox4x32(new Uint32Array(3), 0, 0, new Uint32Array(4))).toThrow(RangeError)
    expect(() => philox4x32(new Uint32Array(4), 0, 0, new Uint32Array(5))).toThrow(RangeError)
  })
})

describe('purposeKey', () => {
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['test', 0, 0xba6bd213],
    ['Hello, world!', 0, 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
    ['ππππππππ', 0x9747b28c, 0xd58063c1],
  ])('is MurmurHash3 x86-32: "%s" under %i', (purpose, salt, hash) => {
    expect(purposeKey(purpose, salt)).toBe(hash)
  })
})
