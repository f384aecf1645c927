import { describe, expect, it } from 'vitest'
import { csvColumns, headerOf } from '../../../src/warning/data/csv-header.ts'

describe('headerOf', () => {
  it('finds the separator and takes quoted names whole', () => {
    expect(headerOf('customer,date,amount\nC1,2026-01-01,5')).toEqual(['customer', 'date', 'amount'])
    expect(headerOf('\uFEFFKunde;"Betrag; EUR";"Text ""kurz"""\r\n')).toEqual([
      'Kunde',
      'Betrag; EUR',
      'Text "kurz"',
    ])
    expect(headerOf('a\tb, c\td')).toEqual(['a', 'b, c', 'd'])
  })
  it('knows what is no CSV file', async () => {
    expect(headerOf('')).toBeUndefined()
    expect(headerOf('PAR1\u0015\u0004')).toBeUndefined()
    expect(await csvColumns(new Blob([new Uint8Array([0, 1, 2, 255])]))).toBeUndefined()
  })
})
