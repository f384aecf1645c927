import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CellError,
  type CellValue,
  cellPaths,
  compileCell,
  OUT_OF_RANGE,
  readCondition,
  readExpression,
  UNANSWERABLE,
} from '../../policies/cells/index.ts'

const values: Record<string, CellValue> = { a: 5, zero: 0, text: 'car', none: null, yes: true, big: 1e15 }
const lookup = (path: string) => (Object.hasOwn(values, path) ? values[path] : null)
const expression = (text: string) => compileCell(readExpression(text))(lookup)
const condition = (field: string, text: string) => compileCell(readCondition(field, text))(lookup)

describe('cells', () => {
  it.each<[string, CellValue | symbol]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3 ^ 2', 27],
    ['a > 3 ? "high" : "low"', 'high'],
    ['none ?? 7', 7],
    ['min([a, 3, 9])', 3],
    ['not (a in [1..5))', true],
    ['text in ["car", "boat"] and yes', true],
    ['a / zero', UNANSWERABLE],
    ['none + 1', UNANSWERABLE],
    ['none > 1', UNANSWERABLE],
    ['text > 1', UNANSWERABLE],
    ['unknown > 1', UNANSWERABLE],
    ['a and yes', UNANSWERABLE],
    ['none != null and none > 1', false],
    ['big * big', OUT_OF_RANGE],
    ['10 ^ 40', OUT_OF_RANGE],
    ['(0 - 8) ^ 0.5', OUT_OF_RANGE],
  ])('computes %s', (text, expected) => {
    expect(expression(text)).toBe(expected)
  })

  it.each<[string, string, CellValue | symbol]>([
    ['a', '5', true],
    ['a', '1, 2, 5', true],
    ['a', '> 1 and < 5', false],
    ['a', '< 1 or >= 5', true],
    ['a', '(4..6]', true],
    ['a', '$ * 2 == 10', true],
    ['text', "'car', 'boat'", true],
    ['text', "not in ['car']", false],
    ['none', 'null', true],
    ['none', '>= 1', UNANSWERABLE],
    ['none', '$ == null or $ < 1', true],
  ])('holds %s against %s', (field, text, expected) => {
    expect(condition(field, text)).toBe(expected)
  })

  it.each([
    'now()',
    'date("now")',
    'd("2026-01-01")',
    'rand(6)',
    'd().add(1)',
    'a = 5',
    'a; b',
    '{x: 1}',
    '$root',
    '`x`',
    '1) or (true',
    'map([1], #)',
    'a >',
    '"open',
    '1e400',
    'a b',
    'min(1, 2)',
    'in',
    '',
    `${'('.repeat(500)}1`,
  ])('refuses %s', (text) => {
    expect(() => readExpression(text)).toThrow(CellError)
  })

  it('knows the names it refers to', () => {
    expect([...cellPaths(readCondition('x.y', '$ > z and min([q, 1]) < 2'))]).toEqual(['x.y', 'z', 'q'])
  })

  it('reads or refuses whatever it is given', () => {
    const words = fc.constantFrom(
      'a',
      '1',
      '"x"',
      '(',
      ')',
      '[',
      ']',
      '..',
      ',',
      '?',
      ':',
      'and',
      'not',
      'in',
      '>',
      '-',
      '$',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
        ),
        (text) => {
          for (const read of [readExpression, (cell: string) => readCondition('a', cell)])
            try {
              const result = compileCell(read(text))(lookup)
              expect(['number', 'string', 'boolean', 'symbol', 'object']).toContain(typeof result)
            } catch (error) {
              expect(error).toBeInstanceOf(CellError)
            }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
