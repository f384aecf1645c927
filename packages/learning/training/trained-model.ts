/** A model ready for use: what it learnt, how its scores become probabilities, and from which one on to act. */
import type { Calibrator } from '../calibration/index.ts'
import type { Model } from '../models/index.ts'
import type { TrainingReport } from './training-report.ts'

export interface TrainedModel {
  readonly kind: 'trained'
  /** Column that was learnt, and its value that is the event. */
  readonly target: string
  readonly positive: string
  readonly model: Model
  readonly calibrator: Calibrator
  /** Calibrated probability from which on a row is called an event. */
  readonly threshold: number
  readonly report: TrainingReport
}
