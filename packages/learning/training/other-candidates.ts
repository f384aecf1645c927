/** A scorecard and a plain regression, in every race. */
import { fitLogisticBaseline, fitScorecard } from '../scorecard/index.ts'
import { prepared } from './boosted-candidates.ts'
import type { Candidate } from './candidate.ts'

/** Rows from which on a category has an event rate of its own: ordered by the rates of fewer, labels tell the outcome by chance. */
const ROWS_OF_A_CATEGORY = 20
const MOST_CUTOFF = 0.05

export const scorecardCandidate: Candidate = {
  id: 'scorecard',
  title: 'scorecard',
  family: 'scorecard',
  complexity: 2,
  scale: 'log-odds',
  fit: async (data, features, options) => ({
    model: fitScorecard(prepared(data, options), features, {
      binning: { categoryCutoff: Math.min(MOST_CUTOFF, ROWS_OF_A_CATEGORY / data.rows) },
    }),
  }),
}

export const regressionCandidate: Candidate = {
  id: 'regression',
  title: 'logistic regression',
  family: 'regression',
  complexity: 1,
  scale: 'log-odds',
  fit: async (data, features, options) => ({ model: fitLogisticBaseline(prepared(data, options), features) }),
}
