/** Scores into probabilities that can be taken at their word. */
export { fitBeta } from './beta.ts'
export {
  type Calibrator,
  type CalibratorKind,
  calibrate,
  calibrateOne,
  type ScoreScale,
  toLogOdds,
} from './calibrator.ts'
export { type CalibratorFit, fitCalibrator } from './fit-calibrator.ts'
export { fitIsotonic } from './isotonic.ts'
export { fitPlatt } from './platt.ts'
export { type RecalibrationTest, recalibrationTest } from './recalibration-test.ts'
export { type ReliabilityPoint, reliabilityDiagram } from './reliability.ts'
export type { ScoredSample } from './scored-sample.ts'
