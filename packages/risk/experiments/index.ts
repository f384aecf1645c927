/** Champion and challenger: who is decided by which, what is compared, and what stops it. */
export { type ArmName, armDraw, assignArm } from './assign-arm.ts'
export { assignCustomer, type CustomerArms, shadowPolicyId } from './assign-customer.ts'
export { type ArmEvidence, type GuardrailReading, readGuardrails } from './guardrails.ts'
export { lastingHalfWidth } from './lasting-interval.ts'
export { modelMayNotDecide, policyMayNotDecide } from './may-decide.ts'
export { mootBecause, type Standing } from './moot-because.ts'
export {
  comparedSince,
  draftExperiment,
  type ExperimentAction,
  type ExperimentMove,
  ExperimentRefused,
  type ExperimentWish,
  moveExperiment,
  possibleActions,
  usualGuardrails,
  usualRollout,
} from './move-experiment.ts'
