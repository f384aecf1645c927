/** A scorecard and a plain regression, in every race. */
import { fitLogisticBaseline, fitScorecard } from '../scorecard/index.ts'
import { prepared } from './boosted-candidates.ts'
import type { Candidate } from './candidate.ts'

export const scorecardCandidate: Candidate = {
  id: 'scorecard',
  title: 'scorecard',
  family: 'scorecard',
  complexity: 2,
  scale: 'log-odds',
  fit: async (data, features, options) => ({ model: fitScorecard(prepared(data, options), features) }),
}

export const regressionCandidate: Candidate = {
  id: 'regression',
  title: 'logistic regression',
  family: 'regression',
  complexity: 1,
  scale: 'log-odds',
  fit: async (data, features, options) => ({ model: fitLogisticBaseline(prepared(data, options), features) }),
}
