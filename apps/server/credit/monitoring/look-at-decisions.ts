/** One look at the decisions of a span, against what the champion learnt from. */
import { ProblemError } from '@pratibimba/contract'
import type { CreditMonitoring } from '@pratibimba/risk/governance/monitoring'
import type { DecisionFacts } from '@pratibimba/risk/governance/packs'
import type { Context } from '../../context.ts'
import { reportsOf } from '../compliance/model-reports.ts'
import { readDecisions } from './read-decisions.ts'

export interface CreditLook {
  readonly figures: CreditMonitoring
  readonly decisions: DecisionFacts
}

export interface LookOptions {
  readonly from: Date
  readonly to: Date
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number, stage: string) => void
}

/** Newest scores, and scores with an outcome, that are looked at. */
const MOST_SCORES = 100_000

/** @throws ProblemError `unavailable` before the first model was promoted */
export async function lookAtDecisions(
  { credit, threads }: Pick<Context, 'credit' | 'threads'>,
  { from, to, signal, onProgress }: LookOptions,
): Promise<CreditLook> {
  const champion = credit.deciders.champion()?.record
  if (champion === undefined)
    throw new ProblemError('unavailable', 'No credit model is in use yet; there is nothing to monitor.')
  const { train, evaluate } = reportsOf(champion)
  const span = { from, to, modelVersion: champion.version }
  onProgress?.(0, 'Reading figures')
  const [weeks, scores, matured] = await Promise.all([
    credit.figures.weeks({ from, to }),
    credit.figures.scores(span, MOST_SCORES),
    credit.figures.matured(span, MOST_SCORES),
  ])
  const total = weeks.reduce((sum, { decisions }) => sum + decisions, 0)
  const read = await readDecisions(credit, {
    from,
    to,
    total,
    ...(train && { reference: train.reference.inputs }),
    ...(signal && { signal }),
    onProgress: (share) => onProgress?.(0.1 + 0.7 * share, 'Reading decisions'),
  })
  const { counts, inputs, readEvery, unreadable, facts } = read
  onProgress?.(0.8, 'Comparing with the training')
  const figures = await threads.run(
    'monitor-credit',
    {
      decisions: {
        modelVersion: champion.version,
        from: from.toISOString(),
        to: to.toISOString(),
        weeks,
        scores,
        matured,
        counts,
        inputs,
        readEvery,
        unreadable,
      },
      reference: {
        ...(train && { profile: train.reference }),
        ...(evaluate && { onAccepted: evaluate.onAccepted }),
      },
    },
    signal === undefined ? {} : { signal },
  )
  return { figures, decisions: facts }
}
