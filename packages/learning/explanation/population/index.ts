/** What explanations know of the training rows: statistics by input, never rows. */
export {
  type CategoryMarginal,
  type InputMarginal,
  inputMarginals,
  type NumberMarginal,
  quantileOf,
} from './input-marginals.ts'
export { type ScoringFunction, scored } from './scoring-function.ts'
export { isOnStep, stepAtMost, stepNear } from './steps.ts'
