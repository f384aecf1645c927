/** Every benchmark case, in the order of the results. */
import type { BenchmarkCase } from '../harness/case.ts'
import { creditApi } from './credit-api.ts'
import { creditBatch } from './credit-batch.ts'
import { creditReplay } from './credit-replay.ts'
import { creditSimulation } from './credit-simulation.ts'
import { drift } from './drift.ts'
import { featureEngines } from './feature-engines.ts'
import { featureParity } from './feature-parity.ts'
import { featureSpeed } from './feature-speed.ts'
import { freshStart } from './fresh-start.ts'
import { householdsCase } from './households.ts'
import { learningRealData } from './learning-real-data.ts'
import { portfolioCalibration } from './portfolio-calibration.ts'
import { portfolioHistories } from './portfolio-histories.ts'
import { portfolioMillion } from './portfolio-million.ts'
import { serverLoad } from './server-load.ts'
import { symmetricTraining } from './symmetric-training.ts'
import { tailDependence } from './tail-dependence.ts'
import { treePrediction } from './tree-prediction.ts'
import { treeShap } from './tree-shap.ts'
import { treeTraining } from './tree-training.ts'
import { twinArena } from './twin-arena.ts'
import { twinTaiwan } from './twin-taiwan.ts'
import { warningApi } from './warning-api.ts'
import { warningPages } from './warning-pages.ts'
import { warningPipeline } from './warning-pipeline.ts'
import { warningQuality } from './warning-quality.ts'
import { warningStore } from './warning-store.ts'
import { warningTiers } from './warning-tiers.ts'

export const cases: readonly BenchmarkCase[] = [
  portfolioMillion,
  portfolioCalibration,
  portfolioHistories,
  householdsCase,
  twinTaiwan,
  twinArena,
  tailDependence,
  learningRealData,
  treePrediction,
  treeShap,
  treeTraining,
  symmetricTraining,
  featureEngines,
  drift,
  warningPipeline,
  warningQuality,
  warningTiers,
  warningStore,
  warningApi,
  warningPages,
  featureSpeed,
  featureParity,
  serverLoad,
  freshStart,
  creditApi,
  creditBatch,
  creditReplay,
  creditSimulation,
]
