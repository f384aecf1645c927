import { describe, expect, it } from 'vitest'
import { memoHtml, memoMarkdown, validationMemo } from '../../../governance/memo/index.ts'
import { soundFacts, soundReports, subject } from '../support/sound-facts.ts'

const content = {
  gates: soundFacts.model.gates,
  approvals: [
    { by: 'm.okafor', on: '2026-03-02', reason: 'Validated on later applications.', overrides: [] },
  ],
  openChecks: [{ pack: 'SS1/23', title: 'The model has a tier', why: 'Tiers are of the bank.' }],
}
const memo = validationMemo(subject, soundReports, content)

describe('the validation memo', () => {
  it('is the same, as Markdown and as a page', async () => {
    await expect(memoMarkdown(memo)).toMatchFileSnapshot('./fixtures/memo.golden.md')
    await expect(memoHtml(memo)).toMatchFileSnapshot('./fixtures/memo.golden.html')
  })

  it('has every section that a validator signs', () => {
    expect(memo.sections.map(({ id }) => id)).toEqual([
      'conceptual-soundness',
      'data',
      'performance',
      'calibration',
      'stability',
      'fairness',
      'explainability',
      'limitations',
      'gates',
    ])
    expect(memo.open.length).toBeGreaterThan(3)
  })

  it('says of a step that did not run that nothing is known, and recommends nothing without gates', () => {
    const bare = validationMemo(subject, {}, { gates: [], approvals: [] })
    expect(bare.sections.filter(({ paragraphs }) => paragraphs[0]?.includes('did not run'))).toHaveLength(7)
    expect(bare.recommendation).toContain('nothing can be recommended')
  })

  it('does not recommend what failed a gate that nobody signed for', () => {
    const [gate] = content.gates
    const failed = { ...gate!, passed: false }
    const of = (overriddenBy: string | null) =>
      validationMemo(subject, soundReports, {
        ...content,
        gates: [{ ...failed, overridden_by: overriddenBy }],
      }).recommendation
    expect(of(null)).toContain('do not use')
    expect(of('m.okafor')).not.toContain('do not use')
  })

  it('takes nothing in names for markup', () => {
    const hostile = validationMemo(
      {
        ...subject,
        name: '<script>alert(1)</script>',
        owner: '"><img src=x>',
        dataName: '[x](http://y) | `z`',
      },
      soundReports,
      { ...content, approvals: [{ ...content.approvals[0]!, reason: '<b>\n# x' }] },
    )
    const page = memoHtml(hostile)
    expect(page).not.toMatch(/<script|<img|<b>/)
    const text = memoMarkdown(hostile)
    expect(text).toContain('\\[x\\]')
    expect(text).not.toContain('\n# x')
    expect(text).not.toMatch(/[^\\]<script/)
  })
})
