/** Rules of regulators as versioned packs, and what the facts say to each of their checks. */
export { assessPacks } from './assess-packs.ts'
export type {
  DecisionFacts,
  FactName,
  GovernanceFacts,
  PolicyFacts,
  ReasonFacts,
  SettingFacts,
} from './governance-facts.ts'
export { policyFacts } from './policy-facts.ts'
export { rulePacks } from './registry/index.ts'
export type { Assessment, PackCheck, PackEvidence, RulePackEntry } from './rule-pack.ts'
