/** The champion, fitted once more, to all rows. */
import type { Feature, LabelledMatrix } from '../data/index.ts'
import type { Model, SingleModel } from '../models/index.ts'
import type { Candidate, FitOptions } from './candidate.ts'
import { medianIterations } from './champion.ts'
import type { Runner } from './contenders.ts'

/**
 * Fits every member to all rows, with as many trees as the folds decided on: but where settings were searched for, the
 * trees go with the settings, and are decided by the inner divisions of all rows.
 *
 * @param searched  whether settings were searched for in each fold
 * @param optionsOf what a member is fitted with
 */
export async function fitChampion(
  champion: Runner,
  data: LabelledMatrix,
  features: readonly Feature[],
  searched: boolean,
  optionsOf: (candidate: Candidate) => Promise<FitOptions>,
  onProgress: (share: number, stage: string) => void,
): Promise<Model> {
  const { members } = champion
  const fitted: SingleModel[] = []
  for (const [m, { raced }] of members.entries()) {
    const { candidate, folds } = raced
    const stage = `all rows: ${candidate.title}`
    const options = await optionsOf(candidate)
    const iterations =
      searched && candidate.tunable && options.innerFolds.length > 0 ? undefined : medianIterations(folds)
    const { model } = await candidate.fit(data, features, {
      ...options,
      ...(iterations === undefined ? {} : { iterations }),
      onProgress: (share) => onProgress((m + share) / members.length, stage),
    })
    fitted.push(model)
  }
  if (fitted.length === 1) return fitted[0]
  return {
    kind: 'stacked',
    members: fitted,
    weights: Float64Array.from(members, ({ weight }) => weight),
    intercept: 0,
    scale: 'log-odds',
  }
}
