/** Which weights combine the learners, and what each is fitted with to all rows. */
import { DataError } from '@pratibimba/learning/data'
import type { CrossValidation } from './cross-validate.ts'
import type { LearnerPlan } from './fit-learners.ts'
import type { LearnerId, SettingsFound } from './learners.ts'
import type { ScoredMember } from './predictions.ts'

/** The weights of less log-loss out of fold: the usual ones, or those learnt from the other folds. */
export function chooseWeights({ tried }: CrossValidation): {
  taken: 'fixed_weights' | 'stacked'
  reason: string
} {
  const fixed = tried.get('fixed_weights')
  const stacked = tried.get('stacked')
  if (fixed === undefined || stacked === undefined)
    throw new DataError(
      'One of the three learners could not be fitted to the data. Use more customers or more as-of dates.',
    )
  const taken = stacked.logLoss < fixed.logLoss ? 'stacked' : 'fixed_weights'
  const of = (which: ScoredMember): string => tried.get(which)!.logLoss.toFixed(5)
  return {
    taken,
    reason:
      taken === 'stacked'
        ? `Weights learnt from out-of-fold scores have the smaller log-loss on rows not learnt from: ${of('stacked')} against ${of('fixed_weights')} of .6, .2 and .2.`
        : `The usual weights .6, .2 and .2 are not beaten out of fold: log-loss ${of('fixed_weights')} against ${of('stacked')} of learnt weights.`,
  }
}

export function plansOf(
  { tried, raced }: CrossValidation,
  settings: readonly SettingsFound[],
  taken: 'fixed_weights' | 'stacked',
): Record<LearnerId, LearnerPlan> {
  const members = tried.get(taken)!.runner.members
  const plan = (id: LearnerId): LearnerPlan => {
    const { folds } = raced.find(({ candidate }) => candidate.id === id)!
    const trees = folds.map(({ iterations }) => iterations!).sort((a, b) => a - b)
    return {
      settings: settings.find(({ learner }) => learner === id)!.settings,
      trees: trees[trees.length >> 1],
      weight: members.find(({ raced: own }) => own.candidate.id === id)?.weight ?? 0,
    }
  }
  return { symmetric: plan('symmetric'), 'depth-wise': plan('depth-wise'), 'leaf-wise': plan('leaf-wise') }
}
