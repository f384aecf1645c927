import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ibanCheckDigits,
  luhnCheckDigit,
  passesLuhn,
  passesMod97,
  passesVerhoeff,
} from '../../../twins/personal/check-digits.ts'

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''))

describe('Luhn', () => {
  it('accepts published test numbers and nothing one digit away', () => {
    for (const card of ['4111111111111111', '5555555555554444', '378282246310005', '79927398713'])
      expect(passesLuhn(card)).toBe(true)
    for (const wrong of '012456789') expect(passesLuhn(`7992739871${wrong}`)).toBe(false)
  })

  it('its digit makes any stem pass', () => {
    fc.assert(fc.property(digits(15), (stem) => passesLuhn(stem + luhnCheckDigit(stem))))
  })
})

describe('mod 97', () => {
  it('accepts the examples of the IBAN registry', () => {
    for (const iban of ['GB29NWBK60161331926819', 'DE89370400440532013000', 'FR1420041010050500013M02606'])
      expect(passesMod97(iban)).toBe(true)
    expect(passesMod97('GB28NWBK60161331926819')).toBe(false)
  })

  it('its digits make any account pass', () => {
    fc.assert(
      fc.property(digits(18), (account) => passesMod97(`DE${ibanCheckDigits('DE', account)}${account}`)),
    )
  })
})

describe('Verhoeff', () => {
  it('accepts the examples of the literature', () => {
    for (const number of ['2363', '123451', '1428570']) expect(passesVerhoeff(number)).toBe(true)
  })

  it('finds every single wrong digit and every swap of neighbours', () => {
    const valid = '1428570'
    for (let i = 0; i < valid.length; i++)
      for (const digit of '0123456789')
        expect(passesVerhoeff(valid.slice(0, i) + digit + valid.slice(i + 1))).toBe(digit === valid[i])
    for (let i = 1; i < valid.length; i++)
      expect(passesVerhoeff(valid.slice(0, i - 1) + valid[i] + valid[i - 1] + valid.slice(i + 1))).toBe(false)
  })
})
