/** Who takes part in which race. */
import { boostedCandidates } from './boosted-candidates.ts'
import type { Candidate } from './candidate.ts'
import type { LearnerChoice } from './champion.ts'
import { forestCandidates } from './forest-candidates.ts'
import { regressionCandidate, scorecardCandidate } from './other-candidates.ts'

/** A scorecard and a regression are in every race: what is complicated has to beat what is simple. */
export function candidatesOf(learner: LearnerChoice): readonly Candidate[] {
  const simple = [scorecardCandidate, regressionCandidate]
  switch (learner) {
    case 'ensemble':
      return [...boostedCandidates, ...forestCandidates, ...simple]
    case 'boosting':
      return [...boostedCandidates, ...simple]
    case 'forest':
      return [...forestCandidates, ...simple]
    case 'scorecard':
      return simple
  }
}
