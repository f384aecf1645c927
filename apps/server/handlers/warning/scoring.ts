/** Scores on request. */
import type { Operations } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { batchPredict, predict } from '../../warning/scoring/predict.ts'

type ScoringOperations = Pick<Operations, 'predict' | 'batchPredict'>

export const scoringHandlers: Handlers<ScoringOperations, Context> = {
  predict: ({ body }, { warning }) => predict(warning.scoring, body),
  batchPredict: ({ body }, { warning }) => batchPredict(warning.scoring, body),
}
