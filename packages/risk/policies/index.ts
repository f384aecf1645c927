/** Policies: rules as data, checked, tested, compared, simulated and moved through their life. */
export { ageBand } from './age-band.ts'
export { CellError, type CellExpression, type CellValue, cellPaths } from './cells/index.ts'
export { checkPolicy } from './check-policy.ts'
export { type ChosenPolicy, choosePolicy, customerShare, underKillSwitch } from './choose-policy.ts'
export { diffPolicies, type PolicyChange } from './diff-policies.ts'
export {
  missingBeforeProposal,
  movePolicy,
  type PolicyMove,
  PolicyMoveRefused,
  rollBackPolicy,
  versionInForce,
} from './move-policy.ts'
export type {
  PolicyDocument,
  PolicyFired,
  PolicyInput,
  PolicyResult,
  PolicyStage,
  PolicyTest,
  TableColumn,
  TableRule,
} from './policy.ts'
export { type PolicyAnswers, policyAnswers, policyPaths } from './policy-answers.ts'
export { policySha256 } from './policy-sha256.ts'
export {
  type PolicyPlace,
  type PolicyProblem,
  type ReadRule,
  type ReadStage,
  readPolicy,
  unanswerableRule,
} from './read-policy.ts'
export { overlay, type PolicyTestRun, runPolicyTests } from './run-policy-tests.ts'
export {
  type PolicyComparison,
  type RecordedCase,
  type SimulationOptions,
  simulatePolicy,
} from './simulate-policy.ts'
export type { PolicyRates } from './simulation-rates.ts'
export { moreCautious, stageKind } from './stage-kinds.ts'
