import { expect, it } from 'vitest'
import { periodSummary } from '../../monitoring/index.ts'

it('a week in sentences, in the order of the topics, each with its figures', () => {
  const { title, sentences } = periodSummary({
    from: '2026-03-02',
    to: '2026-03-08',
    findings: [{ topic: 'drift', sentences: ['104 columns were compared.'] }],
    customersScored: { current: 5000, previous: 4800 },
    highRisk: { current: 250, previous: 300 },
    criticalRisk: { current: 1 },
    meanScore: { current: 0.061, previous: 0.058 },
    drivers: [{ title: 'Days late with utilities', customers: 91 }],
    interventions: { current: 40, previous: 40 },
    outcomes: { treated: 200, treatedSucceeded: 150, heldOut: 50, heldOutSucceeded: 30 },
    alertsRaised: [{ sentence: 'A source has gone quiet: 25 is above 24.' }],
  })
  expect(title).toBe('Early warning, 2026-03-02 to 2026-03-08')
  expect(sentences.map(({ text }) => text)).toEqual([
    '5,000 customers were scored, 200 more than in the period before (+4.2%).',
    '250 customers are at high risk (5.0% of those scored), 50 fewer than in the period before (−16.7%).',
    '1 customer is at critical risk (0.0% of those scored).',
    'The mean score is 6.1%, 5.8% in the period before.',
    'What raised scores most often: Days late with utilities (91).',
    '40 interventions began, as many as in the period before.',
    'Of 200 treated customers whose outcome is known, 75.0% paid; of 50 held out, 60.0%.',
    '1 alert raised, 0 resolved.',
    'A source has gone quiet: 25 is above 24.',
    '104 columns were compared.',
  ])
  expect(sentences[1].figures).toEqual({ high_risk: 250, high_risk_before: 300 })
})

it('says nothing of what it was not given, and that success alone proves nothing', () => {
  expect(periodSummary({ from: '2026-03-02', to: '2026-03-02' })).toEqual({
    title: 'Early warning, 2026-03-02',
    sentences: [],
  })
  const [{ text }] = periodSummary({
    from: 'a',
    to: 'b',
    outcomes: { treated: 4, treatedSucceeded: 3 },
  }).sentences
  expect(text).toContain('how many would have paid anyway is not known')
})

it('refuses counts that cannot be', () => {
  const of = (figures: object) => () => periodSummary({ from: 'a', to: 'b', ...figures })
  expect(of({ customersScored: { current: 1.5 } })).toThrow(/whole number/)
  expect(of({ outcomes: { treated: 1, treatedSucceeded: 2 } })).toThrow(/treatedSucceeded from 0 to 1, got 2/)
})
