import { evaluateExpressionSync } from '@gorules/zen-engine'
import {
  overlay,
  type PolicyDocument,
  type PolicyInput,
  type RecordedCase,
  simulatePolicy,
} from '@pratibimba/risk/policies'
import { PolicyUnusable } from '@pratibimba/risk/ports'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { compileCell, readExpression } from '../../../risk/policies/cells/index.ts'
import { smallPolicy, usual } from '../../../risk/tests/policies/small-policy.ts'
import { openZenRules } from '../../rules/index.ts'
import { zenExpression } from '../../rules/zen-expression.ts'

const engine = openZenRules()
afterAll(() => engine.dispose())
// biome-ignore lint/suspicious/noExplicitAny: documents are changed freely
const changed = (change: (document: any) => void): PolicyDocument => {
  const document = smallPolicy()
  change(document)
  return document
}
const decide = (input: Readonly<Record<string, unknown>>, document = smallPolicy()) =>
  engine.compile(document).decide(overlay(usual, input))
const rulesOf = (result: { fired: readonly { rule: string }[] }) => result.fired.map(({ rule }) => rule)

describe('openZenRules', () => {
  it('names the rules that fired, in the order of the stages, with what they derived', async () => {
    expect(await decide({})).toEqual({
      decision: 'APPROVED',
      derived: { dti: 0.1 },
      fired: [
        { stage: 'ratios', kind: 'derivation', rule: 'dti', text: 'Ratios' },
        { stage: 'score', kind: 'thresholds', rule: 'yes', outcome: 'APPROVED', text: 'Score' },
        { stage: 'prices', kind: 'pricing', rule: 'good', text: 'Prices' },
      ],
      limit: 30_000,
      annualRate: 0.1,
    })
  })

  it('takes the most cautious outcome', async () => {
    const result = await decide({ features: { recent_inquiries: 6 }, application: { existing_debt: 50_000 } })
    expect(result.decision).toBe('REJECTED')
    expect(rulesOf(result)).toEqual(['dti', 'inquiries', 'debt', 'yes'])
    expect(result.limit).toBeUndefined()
  })

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['divides by zero', { application: { annual_income: 0 } }, 'ratios:unanswerable'],
    ['misses a value', { features: { recent_inquiries: null } }, 'knock-outs:unanswerable'],
    ['meets another type', { features: { recent_inquiries: 'many' } }, 'knock-outs:unanswerable'],
    ['meets no threshold', { score: null }, 'score:unanswerable'],
    ['meets no price', { pd: 0.19 }, 'prices:unanswerable'],
    ['meets a number beyond all money', { features: { recent_inquiries: 1e300 } }, 'knock-outs:unanswerable'],
    ['meets what is no number', { features: { recent_inquiries: Number.NaN } }, 'knock-outs:unanswerable'],
  ])('sends a case to a person that %s', async (_, input, rule) => {
    const result = await decide(input)
    expect(result.decision).toBe('MANUAL_REVIEW')
    expect(rulesOf(result)).toContain(rule)
  })

  it('does not ask the engine for what leaves its range', async () => {
    const document = changed((d) => {
      d.stages[0].rules[0].cells.dti = 'application.loan_amount * application.loan_amount'
    })
    const result = await decide({ application: { loan_amount: 1e14 } }, document)
    expect(result).toMatchObject({
      decision: 'MANUAL_REVIEW',
      fired: [{ rule: 'ratios:unanswerable' }, { rule: 'knock-outs:unanswerable' }],
    })
  })

  it('does not doubt a rule that another column refuses, whatever the order', async () => {
    const document = changed((d) => {
      d.stages[1].rules[0].cells.dti = '> 0.5'
      d.stages[1].inputs.reverse()
    })
    expect(rulesOf(await decide({ features: { recent_inquiries: null } }, document))).toEqual([
      'dti',
      'yes',
      'good',
    ])
  })

  it.each<[string, string]>([
    ['no expression', '>= ('],
    ['a clock', '> date("now")'],
    ['chance', '> rand(6)'],
    ['an assignment', '$ = 5'],
    ['an unknown name', '> secret.value'],
  ])('refuses %s with its place', (_, cell) => {
    const document = changed((d) => {
      d.stages[1].rules[0].cells.inquiries = cell
    })
    const place = { name: 'PolicyUnusable', stage: 'knock-outs', rule: 'inquiries', column: 'inquiries' }
    expect(() => engine.compile(document)).toThrow(PolicyUnusable)
    expect(() => engine.compile(document)).toThrow(expect.objectContaining(place))
  })

  it('refuses rubbish documents as unusable, and nothing else', () => {
    const parts = fc.constantFrom('format', 'usual', 'stages', 'tests', 'name')
    const deep = fc.constantFrom('id', 'kind', 'inputs', 'outputs', 'rules')
    const tryIt = (document: unknown) => {
      try {
        engine.compile(document as PolicyDocument).dispose()
      } catch (error) {
        expect(error).toBeInstanceOf(PolicyUnusable)
      }
    }
    fc.assert(fc.property(fc.anything(), tryIt))
    fc.assert(
      fc.property(parts, deep, fc.nat(3), fc.anything(), (part, inner, stage, rubbish) => {
        tryIt({ ...smallPolicy(), [part]: rubbish })
        tryIt(
          changed((d) => {
            d.stages[stage][inner] = rubbish
          }),
        )
        tryIt(
          changed((d) => {
            d.stages[stage].rules[0] = { id: 'x', cells: rubbish }
          }),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same answer whatever the order of rules that collect', async () => {
    const turned = changed((d) => d.stages[1].rules.reverse())
    const [one, other] = [engine.compile(smallPolicy()), engine.compile(turned)]
    await fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        fc.nat(80_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (inquiries, debt, score) => {
          const input = overlay(usual, {
            features: { recent_inquiries: inquiries },
            application: { existing_debt: debt },
            score,
            pd: 1 - score,
          })
          const [a, b] = [await one.decide(input), await other.decide(input)]
          expect(b.decision).toBe(a.decision)
          expect(rulesOf(b).sort()).toEqual(rulesOf(a).sort())
          expect(await one.decide(input)).toEqual(a)
          if (inquiries >= 6) expect(a.decision).not.toBe('APPROVED')
          if (debt > 30_000) expect(a.decision).toBe('REJECTED')
        },
      ),
      { numRuns: 200 },
    )
  })

  it('answers whatever the input, and never approves without a score', async () => {
    const policy = engine.compile(smallPolicy())
    const rubbish = fc.oneof(
      fc.anything(),
      fc.double(),
      fc.constantFrom(null, Number.NaN, 1e308, 5e-324, -0, '', true),
    )
    await fc.assert(
      fc.asyncProperty(rubbish, rubbish, rubbish, async (income, inquiries, score) => {
        const result = await policy.decide({
          ...usual,
          application: { ...usual.application, annual_income: income },
          features: { recent_inquiries: inquiries },
          score,
        } as PolicyInput)
        if (!(typeof score === 'number' && score >= 0.8)) expect(result.decision).not.toBe('APPROVED')
        if (typeof inquiries !== 'number') expect(result.decision).not.toBe('APPROVED')
      }),
      { numRuns: 500 },
    )
  })

  it('reads cells as the engine does', () => {
    const leaf = fc.constantFrom('a', 'b', '2', '3.5', '"x"', 'none', 'yes')
    const { cell } = fc.letrec<{ cell: string }>((tie) => ({
      cell: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(
            tie('cell'),
            fc.constantFrom('+', '-', '*', '/', '<', '>=', '==', '!=', 'and', 'or', '??'),
            tie('cell'),
          )
          .map(([l, o, r]) => `(${l} ${o} ${r})`),
        fc.tuple(tie('cell'), tie('cell'), tie('cell')).map(([t, a, b]) => `(${t} ? ${a} : ${b})`),
        tie('cell').map((one) => `(${one} in [2, "x", none])`),
        tie('cell').map((one) => `(not ${one})`),
      ),
    }))
    const values: Record<string, number | null | boolean> = { a: 4, b: 2, none: null, yes: true }
    fc.assert(
      fc.property(cell, (text) => {
        const read = readExpression(text)
        const ours = compileCell(read)((path) => values[path])
        fc.pre(typeof ours !== 'symbol')
        const theirs = evaluateExpressionSync(
          zenExpression(read, (path) => path),
          values,
        )
        if (typeof ours === 'number') expect(theirs).toBeCloseTo(ours, 9)
        else expect(theirs).toEqual(ours)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('simulatePolicy', () => {
  it('counts what a candidate would have changed', async () => {
    const stricter = changed((d) => {
      d.stages[1].rules[0].cells.inquiries = '>= 3'
    })
    const cases: RecordedCase[] = Array.from({ length: 200 }, (_, i) => ({
      input: overlay(usual, {
        features: { recent_inquiries: i % 5 },
        ...(i % 10 === 0 ? { score: 0.5, pd: 0.5 } : {}),
      }),
      groups: { gender: i % 2 === 0 ? 'f' : 'm', rare: i < 5 ? 'few' : 'many' },
    }))
    const result = await simulatePolicy(engine.compile(stricter), engine.compile(smallPolicy()), cases, {
      lgd: 0.5,
    })
    expect(result.present).toMatchObject({ applications: 200, approved: 0.9, rejected: 0.1 })
    expect(result.present.meanPd).toBeCloseTo(0.1, 12)
    expect(result.present.expectedLoss).toBeCloseTo(180 * 0.1 * 0.5 * 12_000, 6)
    expect(result.candidate.review).toBeCloseTo(0.4, 12)
    expect(result.moved).toEqual([
      { from: 'APPROVED', to: 'APPROVED', applications: 100 },
      { from: 'APPROVED', to: 'MANUAL_REVIEW', applications: 80 },
      { from: 'REJECTED', to: 'REJECTED', applications: 20 },
    ])
    expect(result.rules).toContainEqual({ stage: 'knock-outs', rule: 'inquiries', fired: 80 })
    const group = (name: string) => result.fairness.find(({ group: one }) => one === name)
    expect(group('f')).toMatchObject({ applications: 100, approvedCandidate: 0.4, fourFifths: 0.4 / 0.6 })
    expect(group('few')).toMatchObject({ applications: 5, approvedCandidate: null, fourFifths: null })
    expect(result.segments.find(({ segment }) => segment === 'car')?.candidate.applications).toBe(200)
    expect(result.warnings[0]).toContain('rejected have no outcomes')
  })
})
