import { describe, expect, it } from 'vitest'
import { advancedFeatureSet } from '../../features/advanced/index.ts'
import { featureCatalogue } from '../../features/catalogue/index.ts'
import { describeExpression, type Expression } from '../../features/index.ts'

const words = (expression: Expression) => describeExpression(expression, featureCatalogue)

describe('an expression in words', () => {
  it('names measures, spans and operations', () => {
    const income = (from: number, to: number): Expression => ({
      op: 'sum',
      measure: 'income_amount',
      window: { from, to },
    })
    const title = 'income received'
    expect(words({ op: 'divide', left: income(29, 0), right: income(59, 30) })).toBe(
      `sum of “${title}” over the last 30 days ÷ sum of “${title}” over the 30 days from 59 to 30 days before`,
    )
    expect(words({ op: 'closing', level: 'savings', daysAgo: 7 })).toBe('savings balance 7 days before')
    expect(words(income(90, 0))).toBe(`sum of “${title}” over all 91 days`)
  })

  it('sets what belongs together in brackets', () => {
    const [one, two]: Expression[] = [
      { op: 'constant', value: 1 },
      { op: 'constant', value: 2 },
    ]
    expect(words({ op: 'multiply', left: { op: 'add', left: one, right: two }, right: two })).toBe(
      '(1 + 2) · 2',
    )
    expect(words({ op: 'clip', of: { op: 'subtract', left: one, right: two }, low: 0, high: 1 })).toBe(
      '(1 − 2), kept within 0 and 1',
    )
  })

  it('is there for every feature, and short enough to be read', () => {
    for (const { id, value } of advancedFeatureSet.features) {
      const text = describeExpression(value, advancedFeatureSet)
      expect(text, id).not.toMatch(/undefined|NaN|\[object/)
      expect(text.length, id).toBeLessThan(2_000)
    }
  })
})
