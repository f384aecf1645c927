/** Supervisory guidance on model risk in the United States, 2011 to 2026. */
import { usModelRiskChecks } from '../checks/us-model-risk.ts'
import type { RulePackEntry } from '../rule-pack.ts'

export const usSr117: RulePackEntry = {
  id: 'us-sr-11-7',
  title: 'Supervisory guidance on model risk management (SR 11-7)',
  regulator: 'Board of Governors of the Federal Reserve System, with OCC',
  jurisdiction: 'United States',
  status: 'history',
  effectiveFrom: '2011-04-04',
  source: 'SR 11-7 and OCC Bulletin 2011-12, 4 April 2011',
  note: 'Superseded by SR 26-2 / OCC Bulletin 2026-13 on 17 April 2026. Kept for models that were validated under it.',
  checks: usModelRiskChecks({
    inventory: 'SR 11-7, section VI: model inventory',
    development: 'SR 11-7, section IV: model development, implementation and use',
    challenge: 'SR 11-7, section V: evaluation of conceptual soundness',
    outcomes: 'SR 11-7, section V: outcomes analysis',
    monitoring: 'SR 11-7, section V: ongoing monitoring',
    governance: 'SR 11-7, section VI: governance, policies and controls',
    documentation: 'SR 11-7, section VI: documentation',
  }),
}
