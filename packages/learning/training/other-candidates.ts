/** A scorecard and a plain regression, in every race. */

import type { Feature } from '../data/index.ts'
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
  keepsDirections: true,
  fit: async (data, features, options) => ({
    model: fitScorecard(prepared(data, options), features, {
      binning: { categoryCutoff: Math.min(MOST_CUTOFF, ROWS_OF_A_CATEGORY / data.rows) },
      binningOf: trendsOf(features, options.monotone),
    }),
  }),
}

export const regressionCandidate: Candidate = {
  id: 'regression',
  title: 'logistic regression',
  family: 'regression',
  complexity: 1,
  scale: 'log-odds',
  keepsDirections: false,
  fit: async (data, features, options) => ({ model: fitLogisticBaseline(prepared(data, options), features) }),
}

/** Of the event rate over the bins: the direction asked for. */
function trendsOf(
  features: readonly Feature[],
  monotone: Int8Array | undefined,
): Record<string, { readonly trend: 'ascending' | 'descending' }> {
  return Object.fromEntries(
    features.flatMap(({ name }, input) => {
      const direction = monotone?.[input] ?? 0
      return direction === 0 ? [] : [[name, { trend: direction > 0 ? 'ascending' : 'descending' } as const]]
    }),
  )
}
