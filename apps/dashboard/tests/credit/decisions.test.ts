import { ApiProblem } from '@pratibimba/client'
import { describe, expect, it } from 'vitest'
import { applicationOf, exampleForm, missingFields } from '../../src/credit/decisions/application-form.ts'
import { csvOf } from '../../src/credit/decisions/decisions-csv.ts'
import { filterOf, isFiltered, readDecisionsSearch } from '../../src/credit/decisions/decisions-search.ts'
import type { Decision } from '../../src/credit/decisions/decisions-table.tsx'
import { changesOf, withCell, withNewRule, withoutRule } from '../../src/credit/policies/draft.ts'
import type { PolicyDocumentOf } from '../../src/credit/policies/policy-types.ts'
import { readCell } from '../../src/credit/policies/stage-words.ts'
import { wrongPlaces } from '../../src/credit/policies/wrong-places.ts'
import { inReviewOrder, nextOf } from '../../src/credit/reviews/review-order.ts'

const decision = (id: string, changed: Partial<Decision> = {}): Decision => ({
  decision_id: id,
  customer_id: 'customer-77',
  decided_at: '2026-03-31T10:00:00.000Z',
  score: 0.7,
  decision: 'MANUAL_REVIEW',
  final_decision: 'MANUAL_REVIEW',
  loan_amount: 10_000,
  loan_purpose: 'car',
  top_reason: 'Existing debt too high in relation to income',
  top_reason_code: 'DTI_HIGH',
  model_version: 'm1',
  policy_version: 1,
  experiment: null,
  arm: null,
  latency_ms: 4.5,
  ...changed,
})

describe('the address of the list', () => {
  it('keeps what can be asked for and nothing else', () => {
    const search = readDecisionsSearch({
      decision: 'REJECTED,APPROVED,MAYBE',
      policy: '2',
      from: '2026-02-30',
      to: '2026-03-31',
      waiting: 'yes',
      page: 0,
    })
    expect(search).toMatchObject({ decision: 'APPROVED,REJECTED', policy: 2, to: '2026-03-31' })
    expect(search.from ?? search.waiting ?? search.page).toBeUndefined()
    expect(isFiltered(readDecisionsSearch({ page: 4 }))).toBe(false)
  })

  it('counts the last day whole', () => {
    expect(filterOf({ from: '2026-03-01', to: '2026-03-31' })).toMatchObject({
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-31T23:59:59.999Z',
    })
  })

  it('drops an end before the beginning', () => {
    expect(readDecisionsSearch({ from: '2026-03-31', to: '2026-03-01' }).to).toBeUndefined()
  })
})

describe('the export', () => {
  it('names nobody and holds no formulas', () => {
    const text = csvOf([decision('d1', { loan_purpose: '=cmd()', top_reason: 'a "quoted", one' })])
    const [header, row] = text.trim().split('\r\n')
    expect(header!.split(',')).toHaveLength(15)
    expect(row).not.toContain('customer-77')
    expect(row).toContain(`'=cmd()`)
    expect(row).toContain('"a ""quoted"", one"')
  })
})

describe('an application', () => {
  it('is asked for as the example of the description', () => {
    expect(applicationOf(exampleForm, '2026-03-31')).toMatchObject({
      annual_income: 75_000,
      credit_history: { score: 720, accounts: [{ status: 'active' }, { status: 'closed' }] },
    })
    expect(missingFields(exampleForm)).toEqual({})
  })

  it('tells nothing the bureau did not tell', () => {
    const thin = { ...exampleForm, bureau_score: undefined, active: undefined, closed: undefined }
    expect(applicationOf(thin, '2026-03-31').credit_history).toEqual({})
    expect(applicationOf({ ...thin, inquiries: 0 }, '2026-03-31').credit_history).toEqual({ inquiries: [] })
  })

  it('names what is missing where it is missing', () => {
    const empty = { ...exampleForm, customer_id: ' ', annual_income: undefined, loan_amount: 0 }
    expect(Object.keys(missingFields(empty)).sort()).toEqual([
      '/annual_income',
      '/customer_id',
      '/loan_amount',
    ])
  })
})

describe('the review desk', () => {
  const queue = [
    decision('new', { decided_at: '2026-03-31T10:00:00.000Z', loan_amount: 5_000 }),
    decision('old', { decided_at: '2026-03-01T10:00:00.000Z', loan_amount: 1_000 }),
    decision('large', { decided_at: '2026-03-31T10:00:00.000Z', loan_amount: 9_000 }),
  ]

  it('takes the oldest or the largest first, equal ones the other way', () => {
    const ids = (order: 'oldest' | 'largest') => inReviewOrder(queue, order).map((one) => one.decision_id)
    expect(ids('oldest')).toEqual(['old', 'large', 'new'])
    expect(ids('largest')).toEqual(['large', 'new', 'old'])
  })

  it('goes on below, at the end above, and ends with the last', () => {
    expect(nextOf(queue, 'new')).toBe('old')
    expect(nextOf(queue, 'large')).toBe('old')
    expect(nextOf(queue.slice(0, 1), 'new')).toBeUndefined()
  })
})

describe('a copy of a policy', () => {
  const rules = [
    { id: 'low', cells: { score: '< 0.4', outcome: '"REJECTED"' } },
    { id: 'high', cells: { score: '>= 0.4' } },
  ]
  const stage = { id: 'score', kind: 'thresholds', title: 'Score', inputs: [], outputs: [], rules } as const
  const document = { stages: [stage], tests: [] } as unknown as PolicyDocumentOf

  it('counts cells, rules and tests that differ', () => {
    expect(changesOf(document, document)).toBe(0)
    expect(changesOf(document, withCell(document, 0, 0, 'score', '< 0.5'))).toBe(1)
    expect(changesOf(document, withCell(document, 0, 0, 'outcome', ''))).toBe(1)
    expect(changesOf(document, withoutRule(document, 0, 1))).toBe(1)
    expect(changesOf(document, withNewRule(document, 0))).toBe(1)
    expect(document.stages[0]!.rules).toEqual(rules)
  })

  it('reads a quoted text as the text it is, and nothing else', () => {
    expect(readCell('"REJECTED"')).toEqual({ text: 'REJECTED', plain: true })
    expect(readCell('"a" + "b"')).toEqual({ text: '"a" + "b"', plain: false })
    expect(readCell('  ')).toBeUndefined()
  })

  it('finds the cell the server could not read', () => {
    const problem = new ApiProblem({
      type: 't',
      title: 'Unusable',
      status: 422,
      detail: 'd',
      instance: 'i',
      error_code: 'unusable_data',
      timestamp: '2026-03-31T10:00:00.000Z',
      errors: [{ pointer: '/document/stages/0/rules/1/cells/score', detail: 'is no expression' }],
    })
    expect(wrongPlaces(problem, document)).toEqual([{ stage: 'score', rule: 'high', column: 'score' }])
  })
})
