/** A rule engine of tests: eligibility by age and debt, the three outcomes by score, a limit and a rate. */
import type { PolicyFired, PolicyInput, PolicyResult } from '../../../policies/policy.ts'
import type { CompiledPolicy } from '../../../ports/rules.ts'

/** Debt to income above it is knocked out. */
export const MOST_DEBT_TO_INCOME = 0.9

export const threeThresholds: CompiledPolicy = {
  decide: async (input) => decided(input),
  dispose: () => undefined,
}

function decided({ application, features, score, sources }: PolicyInput): PolicyResult {
  const fired: PolicyFired[] = []
  if (application.age !== null && application.age < 18)
    fired.push({
      stage: 'eligibility',
      kind: 'eligibility',
      rule: 'adult',
      outcome: 'REJECTED',
      reasonCode: 'AGE_BELOW_MINIMUM',
      text: 'Under 18',
    })
  const debt = features.debt_to_income
  if (debt !== null && debt > MOST_DEBT_TO_INCOME)
    fired.push({
      stage: 'affordability',
      kind: 'affordability',
      rule: 'dti',
      outcome: 'REJECTED',
      reasonCode: 'DTI_HIGH',
      text: 'Debt to income',
    })
  if (sources.bureau === 'timed_out')
    fired.push({
      stage: 'routing',
      kind: 'routing',
      rule: 'bureau',
      outcome: 'MANUAL_REVIEW',
      reasonCode: 'SOURCE_UNAVAILABLE',
      text: 'No answer of the bureau',
    })
  const byScore = score >= 0.8 ? 'APPROVED' : score >= 0.4 ? 'MANUAL_REVIEW' : 'REJECTED'
  fired.push({
    stage: 'thresholds',
    kind: 'thresholds',
    rule: byScore.toLowerCase(),
    outcome: byScore,
    ...(byScore === 'APPROVED' ? {} : { reasonCode: 'SCORE_LOW' }),
    text: `Score for ${byScore}`,
  })
  const outcomes = fired.map(({ outcome }) => outcome)
  const decision = outcomes.includes('REJECTED')
    ? 'REJECTED'
    : outcomes.includes('MANUAL_REVIEW')
      ? 'MANUAL_REVIEW'
      : 'APPROVED'
  return {
    decision,
    fired,
    derived: {},
    ...(decision === 'APPROVED' && { limit: application.annual_income / 2, annualRate: 0.129 }),
  }
}
