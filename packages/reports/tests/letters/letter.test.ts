import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  jurisdictions,
  type LetterFacts,
  letterHtml,
  letterKind,
  noticePacks,
} from '../../templates/letters/index.ts'

const facts: LetterFacts = {
  decision: {
    decision_id: '3f2b8f5e-6f0c-4d9a-8a7e-000000000001',
    decision: 'REJECTED',
    reasons: [
      {
        code: 'DTI_HIGH',
        text: 'Existing debt too high in relation to income',
        source: 'rule',
        features: ['debt_to_income'],
      },
      {
        code: 'EMPLOYMENT_SHORT',
        text: 'Length of employment with the present employer too short',
        source: 'model',
        features: ['employment_years'],
      },
    ],
    counterfactual: {
      changes: [
        { field: 'loan_amount', from: 25_000, to: 18_000, text: 'Ask for 18,000 instead of 25,000.' },
      ],
      outcome: 'APPROVED',
      score: 0.81,
      verified: true,
    },
    limit: null,
    annual_rate: null,
    sources: [{ kind: 'bureau', state: 'answered' }],
  },
  applicant: { name: 'A. Person', address: '1 Street\nTown', customerId: 'c-1' },
  loanAmount: 25_000,
  currency: 'EUR',
  lender: {
    name: 'Test Bank',
    address: '2 Street\nTown',
    contact: 'credit@bank.example',
    agency: 'the agency, its address',
    bureau: 'the bureau, its address',
    dataProtection: 'dpo@bank.example',
    grievanceOfficer: 'officer@bank.example',
  },
  jurisdiction: 'us',
  applicationDate: '2026-01-02',
  date: '2026-01-03',
}

describe('letters', () => {
  it.each(jurisdictions)('tells the principal reasons and the rights of %s', (jurisdiction) => {
    const page = letterHtml({ ...facts, jurisdiction })
    for (const { text } of facts.decision.reasons) expect(page).toContain(`<li>${text}</li>`)
    for (const { title, citation } of noticePacks[jurisdiction].adverse) {
      expect(page).toContain(title)
      expect(page).toContain(citation)
    }
    expect(page).toContain('Ask for 18,000 instead of 25,000.')
    expect(page).not.toMatch(/\{\w+\}|undefined|null/)
  })

  it('names the bureau only where its answer was used', () => {
    const { sources, ...decision } = facts.decision
    const without = letterHtml({
      ...facts,
      decision: { ...decision, sources: [{ kind: 'bureau', state: 'timed_out' }] },
    })
    expect(without).not.toContain('the bureau, its address')
    expect(letterHtml(facts)).toContain('the bureau, its address')
  })

  it('goes by what a person decided', () => {
    const review = { outcome: 'APPROVED', reason: 'Income verified by payslips' } as const
    const asked = { ...facts, decision: { ...facts.decision, decision: 'MANUAL_REVIEW' as const } }
    expect(letterKind(asked)).toBe('pending')
    expect(letterHtml(asked)).toContain('A member of our staff will decide')
    expect(letterKind({ ...asked, review })).toBe('approval')
    const refused = letterHtml({
      ...asked,
      review: { outcome: 'REJECTED', reason: 'Income could not be verified' },
    })
    expect(refused).toContain('<ol><li>Income could not be verified</li>')
  })

  it('tells limit and rate of what is approved', () => {
    const decision = {
      ...facts.decision,
      decision: 'APPROVED' as const,
      reasons: [],
      limit: 30_000,
      annual_rate: 0.129,
    }
    const page = letterHtml({ ...facts, decision })
    expect(page).toContain('30,000.00 EUR')
    expect(page).toContain('12.9 %')
  })

  it('refuses a letter that would not be lawful', () => {
    expect(() => letterHtml({ ...facts, decision: { ...facts.decision, reasons: [] } })).toThrow(
      /at least 1 reason/,
    )
    const { agency, ...lender } = facts.lender
    expect(() => letterHtml({ ...facts, lender })).toThrow(/need agency of the lender for notice ecoa/)
  })

  it('escapes every text, runs nothing and loads nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const evil = `${text}<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
        const page = letterHtml({
          ...facts,
          applicant: { name: evil, address: evil, customerId: evil },
          decision: { ...facts.decision, reasons: [{ code: 'X', text: evil, source: 'rule', features: [] }] },
          lender: { ...facts.lender, name: evil, agency: evil, bureau: evil },
          date: evil,
        })
        expect(page).not.toMatch(/<script|<img|javascript:|<link|<iframe|src=x o[^&]*">/i)
        expect(
          page.match(
            /<(?!\/?(!doctype|html|head|meta|title|style|body|header|strong|br|address|p|time|h1|h2|ol|ul|li|dl|dt|dd|section)\b|!doctype)/g,
          ),
        ).toBeNull()
      }),
      { numRuns: 30 },
    )
  })
})
