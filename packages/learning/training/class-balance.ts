/** Unequal classes, made equal in the rows learnt from and nowhere else. */
import type { Feature, LabelledMatrix } from '../data/index.ts'
import { adasyn, oversample, smote, undersample } from '../resampling/index.ts'

export type Resampling = 'none' | 'smote' | 'adasyn' | 'undersample' | 'oversample'

/** How much a row without and one with the event counts, each > 0. */
export interface ClassWeights {
  readonly negative: number
  readonly positive: number
}

/** Whether what is learnt from has other class shares than what is scored. */
export function changesClasses(resampling: Resampling, { negative, positive }: ClassWeights): boolean {
  return resampling !== 'none' || negative !== positive
}

/** Resamples and weights rows to learn from. @throws RangeError when a class has too few rows to be resampled */
export function balanceClasses(
  data: LabelledMatrix,
  features: readonly Feature[],
  resampling: Resampling,
  { negative, positive }: ClassWeights,
  seed: number,
): LabelledMatrix {
  const resampled = resample(data, features, resampling, seed)
  if (negative === 1 && positive === 1) return resampled
  const { label, weight } = resampled
  const weighted = label.map((value, i) => (value === 1 ? positive : negative) * (weight?.[i] ?? 1))
  return { ...resampled, weight: weighted }
}

function resample(
  data: LabelledMatrix,
  features: readonly Feature[],
  method: Resampling,
  seed: number,
): LabelledMatrix {
  switch (method) {
    case 'none':
      return data
    case 'smote':
      return smote(data, features, { seed })
    case 'adasyn':
      return adasyn(data, features, { seed })
    case 'undersample':
      return undersample(data, { seed })
    case 'oversample':
      return oversample(data, { seed })
  }
}
