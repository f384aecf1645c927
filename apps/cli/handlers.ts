/** Which code does the work of each command; loaded when the command is called. */
import type { Commands } from '@pratibimba/contract'
import type { Handlers } from './command-line/handler.ts'

export const handlers: Handlers<Commands> = {
  up: async () => (await import('./commands/up.ts')).up,
  generate: async () => (await import('./commands/generate.ts')).generate,
  twin: async () => (await import('./commands/twin.ts')).twin,
  twinFit: async () => (await import('./commands/twin-fit.ts')).twinFit,
  twinSample: async () => (await import('./commands/twin-sample.ts')).twinSample,
  twinTables: async () => (await import('./commands/twin-tables.ts')).twinTables,
  train: async () => (await import('./commands/learning/train.ts')).train,
  predict: async () => (await import('./commands/learning/predict.ts')).predict,
  convert: async () => (await import('./commands/learning/convert.ts')).convert,
  fairness: async () => (await import('./commands/learning/fairness.ts')).fairness,
  features: async () => (await import('./commands/warning/features.ts')).features,
  drift: async () => (await import('./commands/warning/drift.ts')).drift,
  import: async () => (await import('./commands/warning/import.ts')).importCommand,
  categorizeFit: async () => (await import('./commands/warning/categorize-fit.ts')).categorizeFit,
  households: async () => (await import('./commands/warning/households.ts')).households,
  warningTrain: async () => (await import('./commands/warning/train.ts')).warningTrain,
  warningScore: async () => (await import('./commands/warning/score.ts')).warningScore,
  warningBackfill: async () => (await import('./commands/warning/backfill.ts')).warningBackfill,
  creditApplications: async () => (await import('./commands/credit/applications.ts')).creditApplications,
  auditVerify: async () => (await import('./commands/audit-verify.ts')).auditVerify,
}
