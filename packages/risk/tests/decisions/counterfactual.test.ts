import { describe, expect, it } from 'vitest'
import type { Application } from '../../applications/application.ts'
import { changeableFields } from '../../decisions/changeable-fields.ts'
import { caseAt } from './support/applicants.ts'
import { goldenDecider } from './support/golden-model.ts'

const { decider } = goldenDecider()

function changed(
  application: Application,
  changes: readonly { field: string; to: number | null }[],
): Application {
  return changes.reduce((one, { field, to }) => {
    const own = changeableFields.find((each) => each.field === field)!
    return own.set(one, to!)
  }, application)
}

describe('counterfactuals', () => {
  it('flip the decision, each one that is offered, and change only what a person can', async () => {
    let refused = 0
    let offered = 0
    for (let place = 40_000; place < 40_060; place++) {
      const credit = caseAt(place, { explain: 'full' })
      const { decision, counterfactual } = await decider.decide(credit)
      if (decision === 'APPROVED') {
        expect(counterfactual).toBeNull()
        continue
      }
      refused++
      if (counterfactual === null) continue
      offered++
      const application = changed(credit.application, counterfactual.changes)
      const again = await decider.decide({ ...credit, application, explain: 'none' })
      expect(again.decision).toBe('APPROVED')
      expect(again.score).toBe(counterfactual.score)
      expect(counterfactual.changes.length).toBeGreaterThan(0)
      for (const { field, from, to, text } of counterfactual.changes) {
        const own = changeableFields.find((each) => each.field === field)!
        expect(own.of(credit.application)).toBe(from)
        if (own.change === 'down') expect(to!).toBeLessThan(from!)
        if (own.change === 'up') expect(to!).toBeGreaterThan(from!)
        expect(text.startsWith('In time: ')).toBe(own.inTime)
        if (field === 'loan_term_months') {
          expect(to! >= 6 && to! <= 120).toBe(true)
          expect(Number.isInteger(to!)).toBe(true)
        }
      }
    }
    expect(offered).toBeGreaterThan(refused / 4)
  })

  it('are not offered where nothing that can be changed helps', async () => {
    const { application } = caseAt(40_000)
    const minor = { ...application, birthDay: caseAt(40_000).asOfDay - 17 * 365 }
    const answer = await decider.decide(caseAt(40_000, { application: minor, explain: 'full' }))
    expect(answer.decision).toBe('REJECTED')
    expect(answer.counterfactual).toBeNull()
  })

  it('never touch what a person is', () => {
    const fields = changeableFields.map(({ field }) => field)
    for (const field of ['age', 'date_of_birth', 'gender', 'credit_score', 'loan_purpose'])
      expect(fields).not.toContain(field)
  })

  it('hold for applications at the edge', async () => {
    const { application } = caseAt(40_001)
    for (const more of [
      { annualIncome: 0, existingDebt: 0 },
      { loanAmount: 0.01 },
      { loanAmount: 1e12, existingDebt: 1e12 },
      { loanTermMonths: 480 },
    ]) {
      const { loanTermMonths, ...others } = application
      const answer = await decider.decide(
        caseAt(40_001, { application: { ...others, ...more }, explain: 'full' }),
      )
      if (answer.counterfactual !== null) expect(answer.counterfactual.outcome).toBe('APPROVED')
    }
  })
})
