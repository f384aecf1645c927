/** What the guard-rails of an experiment are read from. */
import {
  type ArmEvidence,
  comparedSince,
  type GuardrailReading,
  readGuardrails,
} from '@pratibimba/risk/experiments'
import type { ExperimentRecord, ExperimentStore } from '@pratibimba/risk/ports'

/** Scores of an arm that its distribution is told by. */
const MOST_SCORES = 20_000

/** Of the present step: who is in an arm changes from step to step, and so does who applies. */
export async function evidenceOf(
  experiments: ExperimentStore,
  record: ExperimentRecord,
): Promise<ArmEvidence> {
  const since = comparedSince(record)
  if (since === undefined)
    return {
      figures: [],
      groups: [],
      scores: { champion: new Float64Array(), challenger: new Float64Array() },
    }
  const { id } = record
  const [figures, groups, champion, challenger] = await Promise.all([
    experiments.figures(id, since),
    experiments.groupFigures(id, since),
    experiments.scores(id, 'champion', MOST_SCORES, since),
    experiments.scores(id, 'challenger', MOST_SCORES, since),
  ])
  return { figures, groups, scores: { champion, challenger } }
}

export async function guardrailsOf(
  experiments: ExperimentStore,
  record: ExperimentRecord,
): Promise<GuardrailReading[]> {
  return readGuardrails(record.guardrails, await evidenceOf(experiments, record))
}
