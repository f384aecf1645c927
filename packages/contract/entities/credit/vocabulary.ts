/** The words of credit decisions. */

export const decisionOutcomes = ['APPROVED', 'MANUAL_REVIEW', 'REJECTED'] as const
export type DecisionOutcome = (typeof decisionOutcomes)[number]

/** Purposes that are known by name; others are taken, and a policy says what becomes of them. */
export const loanPurposes = [
  'debt_consolidation',
  'home_improvement',
  'car',
  'education',
  'medical',
  'wedding',
  'vacation',
  'moving',
  'business',
  'major_purchase',
  'other',
] as const

/** How much of an explanation comes with a decision. */
export const explanationDepths = ['none', 'reasons', 'full'] as const
export type ExplanationDepth = (typeof explanationDepths)[number]

/** Where a version of a policy stands. */
export const policyStates = [
  'draft',
  'proposed',
  'shadow',
  'partial',
  'active',
  'retired',
  'rejected',
] as const
export type PolicyState = (typeof policyStates)[number]

/** What a stage of a policy is for. */
export const policyStageKinds = [
  'derivation',
  'eligibility',
  'knock_out',
  'affordability',
  'thresholds',
  'pricing',
  'routing',
] as const
export type PolicyStageKind = (typeof policyStageKinds)[number]

/** Parts an answer of which may be missing when an application is decided. */
export const sourceKinds = ['bureau', 'statements', 'kyc', 'external', 'early_warning'] as const
export type SourceKind = (typeof sourceKinds)[number]
export const sourceStates = ['given', 'answered', 'timed_out', 'failed', 'not_asked'] as const
export type SourceState = (typeof sourceStates)[number]

export const verdicts = ['met', 'not_met', 'needs_a_person'] as const
export type Verdict = (typeof verdicts)[number]

export const experimentStates = ['draft', 'shadow', 'running', 'stopped', 'concluded'] as const
export type ExperimentState = (typeof experimentStates)[number]
