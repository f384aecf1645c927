import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { applicationFeatures } from '../../applications/features/index.ts'
import {
  adverseReasonTable,
  forbiddenFeatures,
  MOST_REASONS,
  reasonTableOf,
  reasonTables,
  unwordedFeatures,
} from '../../decisions/index.ts'
import { isOnSide } from '../../decisions/reason-table.ts'
import type { PolicyDocument } from '../../policies/policy.ts'

const needed =
  'DTI_HIGH PTI_HIGH INCOME_LOW EMPLOYMENT_SHORT CREDIT_SCORE_LOW DEFAULTS_ON_FILE INQUIRIES_MANY FILE_THIN AGE_BELOW_MINIMUM AGE_AT_MATURITY LOAN_TO_INCOME_HIGH PURPOSE_UNKNOWN EARLY_WARNING SOURCE_UNAVAILABLE SCORE_LOW AMOUNT_OUT_OF_RANGE ACCOUNTS_FEW DEBT_HIGH AMOUNT_HIGH'.split(
    ' ',
  )

describe.each(reasonTables)('reason table $version', (table) => {
  it('is whole', () => {
    expect(adverseReasonTable(table)).toBe(table)
    expect(MOST_REASONS).toBe(4)
  })

  it.each(table.entries)(
    '$code is specific and fit for a letter',
    ({ code, text, features, missing, told, side }) => {
      // "Score too low" and "internal standards" are what the official interpretation of 12 CFR 1002.9(b)(2) refuses.
      expect(text).not.toMatch(/internal (standards|polic)|qualifying score|did not meet|insufficient score/i)
      expect(text).toMatch(/^[A-Z]/)
      expect(text).not.toMatch(/[.<>&"]|\b(SHAP|model|feature|algorithm)\b/)
      for (const word of forbiddenFeatures.map((feature) => feature.replace(/_/g, ' ')))
        expect(text.toLowerCase().split(/\W+/).join(' ')).not.toMatch(new RegExp(`\\b${word}\\b`))
      for (const feature of features) expect(feature).toMatch(/^[a-z][a-z0-9_]*$/)
      if (/_HIGH$|_MANY$/.test(code) && features.length > 0) expect(side).toBe('high')
      if (/_LOW$|_SHORT$|_FEW$/.test(code) && features.length > 0) expect(side).toBe('low')
      if (missing !== undefined)
        expect(table.entries.find((entry) => entry.code === missing)?.text).toBeDefined()
      if (told === 'by-model') expect(code).toBe('SCORE_LOW')
    },
  )

  it('has a risk factor only for features with a reason', () => {
    expect(
      unwordedFeatures(
        table,
        table.factors.map(({ feature }) => ({ id: feature })),
      ),
    ).toEqual([])
  })
})

describe('reason tables', () => {
  it('word every feature of the catalogue', () => {
    expect(unwordedFeatures(reasonTableOf('2026-1'), applicationFeatures.features)).toEqual([])
  })

  it('have every code that the policies of the repository name', () => {
    const codes = reasonTableOf('2026-1').entries.map(({ code }) => code)
    const folder = fileURLToPath(new URL('../../../../policies/', import.meta.url))
    const named = readdirSync(folder).flatMap((name) => {
      const document: PolicyDocument = JSON.parse(readFileSync(`${folder}${name}/policy.json`, 'utf8'))
      return document.stages.flatMap(({ outputs, rules }) => {
        const columns = outputs.filter(({ field }) => field === 'reason').map(({ id }) => id)
        return rules.flatMap(({ cells }) =>
          columns.flatMap((id) => (cells[id] ? [cells[id].replace(/^["']|["']$/g, '')] : [])),
        )
      })
    })
    expect(named.length).toBeGreaterThan(0)
    for (const code of named) expect(codes).toContain(code)
  })

  it('have the codes that policies name', () => {
    const codes = reasonTableOf('2026-1').entries.map(({ code }) => code)
    for (const code of needed) expect(codes).toContain(code)
    expect(() => reasonTableOf('1999-1')).toThrow(/2026-1/)
  })

  it.each([
    [{ code: 'dti' }, /capitals/],
    [{ text: 'Short' }, /10 to 160/],
    [{ features: ['gender'] }, /protected/],
    [{ features: ['debt_to_income'] }, /one reason for a feature/],
    [{ missing: 'NOWHERE' }, /code of the table/],
    [{ code: 'DTI_HIGH' }, /each code once/],
    [{ features: ['x'], told: 'by-model' as const }, /no features/],
  ])('are refused with %o', (wrong, message) => {
    const table = reasonTableOf('2026-1')
    const entry = { code: 'NEW_CODE', text: 'A text that is long enough', features: [], ...wrong }
    expect(() => adverseReasonTable({ ...table, entries: [...table.entries, entry] })).toThrow(message)
  })

  it('say of a side only what is true of it', () => {
    expect(isOnSide('low', 'decreasing', 'high')).toBe(true)
    expect(isOnSide('low', 'free', 'high')).toBe(false)
    expect(isOnSide('high', 'free', 'high')).toBe(true)
    expect(isOnSide('high', 'decreasing', 'high')).toBe(false)
    expect(isOnSide(undefined, 'free', 'low')).toBe(true)
    expect(isOnSide('low', 'free', 'category')).toBe(true)
  })
})
