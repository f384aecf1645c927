/** Policies: rules as data, checked, tested, compared, simulated and moved through their life. */
export { CellError, type CellExpression, type CellValue, cellPaths } from './cells/index.ts'
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
export { type PolicyAnswers, policyAnswers, policyValue } from './policy-answers.ts'
export {
  type PolicyPlace,
  type PolicyProblem,
  type ReadRule,
  type ReadStage,
  readPolicy,
  unanswerableRule,
} from './read-policy.ts'
export { moreCautious, stageKind } from './stage-kinds.ts'
