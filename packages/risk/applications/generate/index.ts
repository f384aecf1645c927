/** Applications of a bank that never was, with known truth. */
export {
  type ApplicationBlock,
  applicationBlock,
  applicationRequests,
  generateApplications,
  OUTCOME_DAYS,
} from './generate-applications.ts'
export { type ApplicationOptions, MOST_APPLICATIONS } from './options.ts'
export { type ApplicationPlan, planApplications } from './plan.ts'
export { type ProtectedAttribute, protectedAttributes, protectedNames } from './protected-attributes.ts'
