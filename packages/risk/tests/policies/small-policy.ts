import type { PolicyDocument, PolicyInput } from '../../policies/policy.ts'

export const usual: PolicyInput = {
  application: {
    annual_income: 60_000,
    employment_years: 4,
    existing_debt: 6_000,
    loan_amount: 12_000,
    loan_purpose: 'car',
    loan_term_months: 36,
    age: 40,
  },
  features: { recent_inquiries: 1, credit_score: 700 },
  score: 0.9,
  pd: 0.1,
  sources: { bureau: 'given' },
  early_warning: { risk_score: null, risk_level: null },
}

const adverse = () => ['outcome', 'reason', 'text'].map((field) => ({ id: field, title: field, field }))

/** A policy of one stage of each sort, fresh at each call. */
export const smallPolicy = (): PolicyDocument => ({
  format: 1,
  name: 'small',
  title: 'Small',
  description: '',
  usual: structuredClone(usual),
  stages: [
    {
      id: 'ratios',
      kind: 'derivation',
      title: 'Ratios',
      inputs: [],
      outputs: [{ id: 'dti', title: 'Debt to income', field: 'derived.dti' }],
      rules: [{ id: 'dti', cells: { dti: 'application.existing_debt / application.annual_income' } }],
    },
    {
      id: 'knock-outs',
      kind: 'knock_out',
      title: 'Knock-outs',
      inputs: [
        { id: 'inquiries', title: 'Inquiries', field: 'features.recent_inquiries' },
        { id: 'dti', title: 'Debt to income', field: 'derived.dti' },
      ],
      outputs: adverse(),
      rules: [
        {
          id: 'inquiries',
          cells: { inquiries: '>= 6', outcome: '"MANUAL_REVIEW"', reason: '"INQUIRIES_MANY"' },
        },
        { id: 'debt', cells: { dti: '> 0.5', outcome: '"REJECTED"', reason: '"DTI_HIGH"', text: '"Debt"' } },
      ],
    },
    {
      id: 'score',
      kind: 'thresholds',
      title: 'Score',
      inputs: [{ id: 'score', title: 'Score', field: 'score' }],
      outputs: adverse(),
      rules: [
        { id: 'yes', cells: { score: '>= 0.8', outcome: '"APPROVED"' } },
        { id: 'no', cells: { score: '< 0.8', outcome: '"REJECTED"', reason: '"SCORE_LOW"' } },
      ],
    },
    {
      id: 'prices',
      kind: 'pricing',
      title: 'Prices',
      inputs: [{ id: 'pd', title: 'PD', field: 'pd' }],
      outputs: [
        { id: 'limit', title: 'Limit', field: 'limit' },
        { id: 'rate', title: 'Rate', field: 'annual_rate' },
      ],
      rules: [{ id: 'good', cells: { pd: '<= 0.15', limit: 'application.annual_income / 2', rate: '0.1' } }],
    },
  ],
  tests: [
    {
      name: 'usual',
      input: {},
      expect: { decision: 'APPROVED', fires: ['dti', 'yes', 'good'], limit: 30_000 },
    },
    { name: 'asked', input: { features: { recent_inquiries: 6 } }, expect: { decision: 'MANUAL_REVIEW' } },
    { name: 'bad', input: { score: 0.1, pd: 0.9 }, expect: { decision: 'REJECTED', fires_not: ['debt'] } },
  ],
})
