import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPolicy, diffPolicies, type PolicyDocument, policySha256 } from '../../policies/index.ts'
import { smallPolicy } from './small-policy.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents are broken on purpose
type Broken = any
const broken = (change: (document: Broken) => void): PolicyDocument => {
  const document = smallPolicy()
  change(document)
  return document
}

describe('checkPolicy', () => {
  it('finds nothing wrong with a good one', () => {
    expect(checkPolicy(smallPolicy())).toEqual([])
  })

  it.each<[string, (document: Broken) => void, object]>([
    [
      'another format',
      (d) => {
        d.format = 2
      },
      { message: expect.stringContaining('format 2') },
    ],
    [
      'a rule id twice',
      (d) => {
        d.stages[1].rules[1].id = 'dti'
      },
      { rule: 'dti', message: expect.stringContaining('two rules') },
    ],
    [
      'a stage id twice',
      (d) => {
        d.stages[1].id = 'score'
      },
      { stage: 'score', message: expect.stringContaining('two stages') },
    ],
    [
      'a test name twice',
      (d) => {
        d.tests[1].name = 'usual'
      },
      { message: expect.stringContaining('two tests') },
    ],
    [
      'a cell without column',
      (d) => {
        d.stages[1].rules[0].cells.x = '1'
      },
      { rule: 'inquiries', column: 'x' },
    ],
    [
      'a cell that is no expression',
      (d) => {
        d.stages[1].rules[0].cells.inquiries = '>= ('
      },
      { stage: 'knock-outs', rule: 'inquiries', column: 'inquiries' },
    ],
    [
      'a clock',
      (d) => {
        d.stages[1].rules[0].cells.inquiries = '> date("now")'
      },
      { column: 'inquiries', message: expect.stringContaining('date()') },
    ],
    [
      'an unknown feature',
      (d) => {
        d.stages[1].inputs[0].field = 'features.no'
      },
      { column: 'inquiries', message: expect.stringContaining('features.no') },
    ],
    [
      'a value derived nowhere',
      (d) => {
        d.stages[1].inputs[1].field = 'derived.no'
      },
      { column: 'dti' },
    ],
    [
      'a value that derives from itself',
      (d) => {
        d.stages[0].rules[0].cells.dti = 'derived.dti + 1'
      },
      { rule: 'dti', message: expect.stringContaining('not derived') },
    ],
    [
      'a knock-out that approves',
      (d) => {
        d.stages[1].rules[0].cells.outcome = '"APPROVED"'
      },
      { rule: 'inquiries' },
    ],
    [
      'no reason',
      (d) => {
        delete d.stages[1].rules[0].cells.reason
      },
      { rule: 'inquiries', message: expect.stringContaining('reason') },
    ],
    [
      'a limit among knock-outs',
      (d) => {
        d.stages[1].outputs[0].field = 'limit'
      },
      { column: 'outcome' },
    ],
    [
      'a score without rule',
      (d) => {
        d.stages[2].rules[1].cells.score = '< 0.79'
      },
      { stage: 'score', message: expect.stringContaining('meets no rule') },
    ],
    [
      'no thresholds',
      (d) => {
        d.stages.splice(2, 1)
      },
      { message: expect.stringContaining('thresholds') },
    ],
    [
      'a test of an unknown rule',
      (d) => {
        d.tests[0].expect.fires = ['nothing']
      },
      { message: expect.stringContaining('nothing') },
    ],
    [
      'a derivation too late',
      (d) => {
        d.stages.push(d.stages.shift())
      },
      { stage: 'ratios' },
    ],
  ])('names %s', (_, change, problem) => {
    expect(checkPolicy(broken(change))).toContainEqual(expect.objectContaining(problem))
  })

  it('never throws over rubbish in cells and fields', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.string(), fc.string(), (stage, cell, field) => {
        const document = broken((d) => {
          const [column] = d.stages[stage].outputs
          d.stages[stage].rules[0].cells[column.id] = cell
          if (d.stages[stage].inputs.length > 0) d.stages[stage].inputs[0].field = field
        })
        expect(Array.isArray(checkPolicy(document))).toBe(true)
      }),
    )
  })
})

describe('policySha256', () => {
  it('does not depend on the order of keys', () => {
    const document = smallPolicy()
    const { tests, ...rest } = document
    expect(policySha256({ tests, ...rest })).toBe(policySha256(document))
    expect(policySha256(document)).toMatch(/^[0-9a-f]{64}$/)
    expect(policySha256({ ...document, title: 'Other' })).not.toBe(policySha256(document))
  })
})

describe('diffPolicies', () => {
  it('finds no difference to itself', () => {
    expect(diffPolicies(smallPolicy(), smallPolicy())).toEqual([])
  })

  it('names each cell, rule and stage that differs', () => {
    const after = broken((d) => {
      d.stages[1].rules[0].cells.inquiries = '>= 7'
      d.stages[1].rules.reverse()
      delete d.stages[1].rules[0].cells.text
      d.stages[2].rules.push({ id: 'new', cells: { outcome: '"REJECTED"', score: ' ' } })
      d.stages.pop()
    })
    const changes = diffPolicies(smallPolicy(), after)
    expect(changes).toContainEqual({
      stage: 'prices',
      rule: null,
      column: null,
      kind: 'removed',
      before: 'Prices',
      after: null,
    })
    expect(changes).toContainEqual({
      stage: 'knock-outs',
      rule: 'inquiries',
      column: 'inquiries',
      kind: 'changed',
      before: '>= 6',
      after: '>= 7',
    })
    expect(changes).toContainEqual({
      stage: 'knock-outs',
      rule: 'debt',
      column: 'text',
      kind: 'removed',
      before: '"Debt"',
      after: null,
    })
    expect(changes).toContainEqual({
      stage: 'score',
      rule: 'new',
      column: 'outcome',
      kind: 'added',
      before: null,
      after: '"REJECTED"',
    })
    expect(changes.filter(({ kind }) => kind === 'moved')).toHaveLength(1)
    expect(changes).toHaveLength(6)
  })
})
