import { describe, expect, it } from 'vitest'
import {
  flattened,
  isTable,
  nameInWords,
  orderedEntries,
  toldPlainly,
} from '../../src/credit/parts/told-words.ts'

describe('values of reports in words', () => {
  it('names members of either writing', () => {
    expect(nameInWords('averagePrecision')).toBe('Average precision')
    expect(nameInWords('evaluation_data')).toBe('Evaluation data')
    expect(nameInWords('true-positive-rate')).toBe('True positive rate')
    expect(nameInWords('auc_roc')).toBe('AUC')
    expect(nameInWords('scorePsi')).toBe('Score PSI')
  })

  it('tells estimates with their intervals, whatever the ends are called', () => {
    expect(toldPlainly({ value: 0.7, low: 0.65, high: 0.75 })).toBe('0.7 (0.65 – 0.75)')
    expect(toldPlainly({ value: 0.7, lower: 0.65, upper: 0.75, rows: 9 })).toBe('0.7 (0.65 – 0.75)')
    expect(toldPlainly({ value: 0.7, interval: [0.65, 0.75] })).toBe('0.7 (0.65 – 0.75)')
  })

  it('tells plain values, and leaves what has structure', () => {
    expect(toldPlainly(null)).toBe('–')
    expect(toldPlainly(Number.NaN)).toBe('–')
    expect(toldPlainly(-0.25)).toBe('−0.25')
    expect(toldPlainly(1234)).toBe('1,234')
    expect(toldPlainly(false)).toBe('no')
    expect(toldPlainly([])).toBe('none')
    expect(toldPlainly(['gender', 'religion'])).toBe('gender, religion')
    expect(toldPlainly([{ a: 1 }])).toBeUndefined()
    expect(toldPlainly({ a: 1 })).toBeUndefined()
  })

  it('sees tables, also where rows hold one more level', () => {
    const rows = [{ group: 'under 30', metrics: { rate: { value: 0.4, interval: [0.3, 0.5] } } }]
    expect(isTable(rows)).toBe(true)
    expect(Object.keys(flattened(rows[0]!))).toEqual(['group', 'rate'])
    expect(isTable([{ group: 'under 30', deep: { deeper: { deepest: {}, other: [1, { a: 1 }] } } }])).toBe(
      false,
    )
    expect(isTable([])).toBe(false)
  })

  it('puts plain members first', () => {
    expect(orderedEntries({ a: { b: 1 }, c: 2 }).map(([key]) => key)).toEqual(['c', 'a'])
  })
})
