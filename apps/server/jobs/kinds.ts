/** Kinds of jobs, as the queue stores them. */

export const generationKind = 'generate-portfolio'
export const cloneKind = 'clone-portfolio'

/** Jobs of early warning and of the training of credit models; of each kind one at a time. */
const pipelineKinds = [
  'simulate-bank',
  'import-transactions',
  'train-warning',
  'score-portfolio',
  'backfill-scores',
  'flush-lake',
  'observe-outcomes',
  'monitor-warning',
  'train-credit',
] as const
export type PipelineKind = (typeof pipelineKinds)[number]

export function isPipelineKind(kind: string): kind is PipelineKind {
  return (pipelineKinds as readonly string[]).includes(kind)
}
