/** Supervisory guidance on model risk in the United States, since 2026. */
import { usModelRiskChecks } from '../checks/us-model-risk.ts'
import { judgement, type RulePackEntry } from '../rule-pack.ts'

export const usSr262: RulePackEntry = {
  id: 'us-sr-26-2',
  title: 'Revised guidance on model risk management (SR 26-2)',
  regulator: 'Board of Governors of the Federal Reserve System, with OCC and FDIC',
  jurisdiction: 'United States',
  status: 'in_force',
  effectiveFrom: '2026-04-17',
  source: 'SR 26-2, OCC Bulletin 2026-13 and FDIC FIL-15-2026, all of 17 April 2026',
  note: 'Guidance by principles, by its own words not enforceable, and most relevant to banks above USD 30 billion; generative and agentic systems are outside it. It supersedes SR 11-7 / OCC 2011-12 and SR 21-8. Needs a person: headings of the final text (checks name its themes, not its numbers), and whether the bank falls under it.',
  checks: [
    ...usModelRiskChecks({
      inventory: 'Governance: inventory',
      development: 'Model development and use',
      challenge: 'Model validation: conceptual soundness and effective challenge',
      outcomes: 'Model validation: outcomes analysis',
      monitoring: 'Model validation: ongoing monitoring',
      governance: 'Governance: policies, roles and approval',
      documentation: 'Governance: documentation',
    }),
    judgement(
      {
        id: 'materiality',
        title: 'Depth of the work fits the materiality of the model',
        citation: 'Scope: risk-based and tailored',
      },
      'How material the model is, and whether the guidance applies, follows from the bank’s size and use.',
    ),
  ],
}
