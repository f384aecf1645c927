/** Scores on request. */
import type { Operations } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { portfolioStats } from '../../warning/scoring/portfolio-stats.ts'
import { batchPredict, predict } from '../../warning/scoring/predict.ts'

type ScoringOperations = Pick<Operations, 'predict' | 'batchPredict' | 'portfolioStats'>

export const scoringHandlers: Handlers<ScoringOperations, Context> = {
  predict: ({ body }, { warning }) => predict(warning.scoring, body),
  batchPredict: ({ body }, { warning }) => batchPredict(warning.scoring, body),
  portfolioStats: (_, { warning }) =>
    portfolioStats(warning.scoring, warning.champion.current()?.record.version),
}
