/** Too few rows to try anything: a regression with a ridge, and a warning instead of figures. */
import { costOptimalThreshold } from '../metrics/index.ts'
import { regressionCandidate } from './other-candidates.ts'
import { splitKindOf } from './split-plan.ts'
import type { TrainedModel } from './trained-model.ts'
import type { TrainingRequest, TrainingSurroundings } from './training-request.ts'
import { warningsAbout } from './warnings.ts'

export async function trainUntried(
  request: TrainingRequest,
  { signal }: TrainingSurroundings,
): Promise<TrainedModel> {
  const { data, features, seed } = request
  const { model } = await regressionCandidate.fit(data, features, {
    seed,
    innerFolds: [],
    ...(signal ? { signal } : {}),
  })
  const chosen = costOptimalThreshold({ falsePositive: 1, falseNegative: request.missCost })
  return {
    kind: 'trained',
    target: request.target,
    positive: request.positive,
    model,
    calibrator: { kind: 'identity', scale: 'log-odds' },
    threshold: chosen.threshold,
    report: {
      seed,
      rows: data.rows,
      events: data.label.reduce((sum, value) => sum + value, 0),
      features: features.map(({ name }) => name),
      leftOut: request.leftOut,
      split: {
        kind: splitKindOf({ ...request, label: data.label }),
        folds: 0,
        rowsTried: 0,
        rowsCalibrated: 0,
      },
      contenders: [],
      failed: [],
      champion: {
        id: regressionCandidate.id,
        title: regressionCandidate.title,
        reason: 'Nothing could be tried, so that the simplest is taken.',
      },
      threshold: { value: chosen.threshold, missCost: request.missCost, reason: chosen.why },
      importance: [],
      warnings: [
        `Nothing could be tried on unseen rows: ${whyUntried(request)}. No figure is given, and none should be assumed.`,
        ...warningsAbout(request),
      ],
    },
  }
}

function whyUntried({ data, group, time }: TrainingRequest): string {
  const events = data.label.reduce((sum, value) => sum + value, 0)
  if (Math.min(events, data.rows - events) < 2) return 'one of the outcomes has a single row'
  if (time !== undefined) return 'divided by time, no part has both outcomes before and after'
  if (group !== undefined) return 'divided by groups, no part has both outcomes inside and outside'
  return 'no division leaves both outcomes on both sides'
}
