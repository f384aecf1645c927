/** Hiding rows among each other. */
export {
  enforceKAnonymity,
  type KAnonymityOptions,
  type KAnonymityReport,
} from './enforce-k-anonymity.ts'
export { type ClassSizeBin, type KAnonymity, measureKAnonymity } from './measure-k-anonymity.ts'
export { sampleAnonymously } from './sample-anonymously.ts'
