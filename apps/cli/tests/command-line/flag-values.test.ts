import { GenerationSettings } from '@pratibimba/contract'
import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { allowedValues } from '../../command-line/allowed-values.ts'
import { parseFlag } from '../../command-line/flag-values.ts'

const {
  num_borrowers,
  risk_grade_distribution,
  dti_range,
  demographic_override,
  as_of_date,
  target_default_rate,
} = GenerationSettings.properties

describe('parseFlag', () => {
  it('reads whole numbers, and nothing that only looks like one', () => {
    expect(parseFlag(num_borrowers, '1000')).toBe(1000)
    for (const text of ['0', '-1', '1.5', '1e12', 'ten', '', '0x10', '10 rows', 'NaN', 'Infinity'])
      expect(() => parseFlag(num_borrowers, text), text).toThrow(
        'need a whole number from 1 to 1,000,000,000',
      )
  })

  it('reads shares, ranges, JSON and labels', () => {
    expect(parseFlag(risk_grade_distribution, 'A=0.4,B=0.6')).toEqual({ A: 0.4, B: 0.6 })
    expect(parseFlag(risk_grade_distribution, '{"A": 1}')).toEqual({ A: 1 })
    expect(parseFlag(dti_range, '0.2,0.3')).toEqual([0.2, 0.3])
    expect(parseFlag(demographic_override, 'Group_A')).toBe('Group_A')
    expect(parseFlag(demographic_override, '{"group":"B","score_shift":-0.5}')).toEqual({
      group: 'B',
      score_shift: -0.5,
    })
    expect(parseFlag(target_default_rate, '.035')).toBe(0.035)
  })

  it('refuses unknown names, missing halves, broken JSON and days that do not exist', () => {
    for (const text of ['Z=1', 'A=two', 'A'])
      expect(() => parseFlag(risk_grade_distribution, text), text).toThrow(RangeError)
    for (const text of ['0.2', '0.2,0.3,0.4', '0.2,x'])
      expect(() => parseFlag(dti_range, text), text).toThrow(RangeError)
    expect(() => parseFlag(demographic_override, '{"group":')).toThrow('need JSON')
    expect(() => parseFlag(risk_grade_distribution, 'A=0.5,Z=0.5')).toThrow(
      '"Z" is not known; use A, B, C, D, E',
    )
    expect(() => parseFlag(demographic_override, '{"group":"B","score_shift":-5}')).toThrow(
      'score_shift: need a number from -3 to 3, got -5',
    )
    expect(() => parseFlag(as_of_date, '2025-02-30')).toThrow('need a date, YYYY-MM-DD')
  })
})

describe('allowedValues', () => {
  it('says what a flag takes', () => {
    expect(allowedValues(GenerationSettings.properties.format)).toBe('csv or parquet')
    expect(allowedValues(Type.Number({ exclusiveMinimum: 0, maximum: 5 }))).toBe('a number above 0 to 5')
    expect(allowedValues(Type.Integer({ minimum: 1 }))).toBe('a whole number from 1')
  })
})
