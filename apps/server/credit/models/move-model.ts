/** A person moves a version: by gates that are measured anew from what is stored, whatever was said of them. */
import { type CreditModelStage, ProblemError } from '@pratibimba/contract'
import { ModelFileError } from '@pratibimba/learning/formats'
import { featureSetHash } from '@pratibimba/risk/applications'
import { openCreditModel, sha256Of } from '@pratibimba/risk/decisions'
import { CreditModelMoveRefused, moveCreditModel } from '@pratibimba/risk/governance/pipeline'
import { ArtifactError, type CreditModelRecord, RecordConflict } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { CREDIT_MODELS_OWNER } from '../deciders.ts'
import { findCreditModel } from './find-model.ts'

export interface Move {
  readonly to: CreditModelStage
  readonly reason: string
  readonly overrides: readonly string[]
  /** Who answers for it. */
  readonly person: string
  /** Who asked, for the audit chain, with what it says of the person. */
  readonly actor: string
  readonly actedBy?: { readonly acted_by?: string }
}

/**
 * @throws ProblemError `not_found`; `conflict` for a step that cannot be, gates that are not met, a file that cannot decide,
 *   or a version that was moved meanwhile; `forbidden` for whoever signs for their own; `out_of_range` for unknown gates
 */
export async function moveModel(context: Context, wanted: string, move: Move): Promise<CreditModelRecord> {
  const { models } = context.credit.stores
  const { version } = await findCreditModel(models, wanted)
  try {
    const moved = await context.record(async ({ credit }) => {
      const record = await findCreditModel(credit.models, version)
      const changed = moveCreditModel(await touched(credit.models, record), version, {
        to: move.to,
        by: move.person,
        at: context.clock(),
        reason: move.reason,
        overrides: move.overrides,
      })
      const after = changed.find((each) => each.version === version)!
      if (move.to === 'champion' || move.to === 'challenger') await requireUsable(context, after)
      await credit.models.replace(changed)
      const open = after.gates.filter(({ passed }) => !passed)
      return {
        fact: {
          operation: operations[move.to],
          actor: move.actor,
          subjectId: version,
          dataHash: after.sha256,
          metadata: {
            ...move.actedBy,
            from: record.stage,
            to: move.to,
            reason: move.reason,
            overrides: [...move.overrides],
            gates_not_met: open.map(({ id }) => id),
            replaced: changed.find((each) => each.version !== version)?.version ?? null,
          },
        },
        result: after,
      }
    })
    await context.credit.deciders.refresh()
    return moved
  } catch (error) {
    throw asProblem(error)
  }
}

const operations: Readonly<Record<CreditModelStage, string>> = {
  champion: 'CREDIT_MODEL_PROMOTED',
  challenger: 'CREDIT_MODEL_CHALLENGES',
  archived: 'CREDIT_MODEL_ARCHIVED',
  rejected: 'CREDIT_MODEL_REJECTED',
  candidate: 'CREDIT_MODEL_CANDIDATE',
}

/** The version, and those that decide now. */
export async function touched(
  models: Context['credit']['stores']['models'],
  record: CreditModelRecord,
): Promise<CreditModelRecord[]> {
  const others = await Promise.all(['champion', 'challenger'].map((alias) => models.byAlias(alias)))
  return [
    record,
    ...others.filter((other) => other !== undefined && other.version !== record.version),
  ] as CreditModelRecord[]
}

/** What nobody can be decided with must not decide. @throws ProblemError `conflict` */
export async function requireUsable(
  { artifacts }: Pick<Context, 'artifacts'>,
  { version, artifact, sha256, lineage }: CreditModelRecord,
): Promise<void> {
  const refuse = (why: string): never => {
    throw new ProblemError('conflict', `${version} cannot decide: ${why}`)
  }
  if (lineage.featureSet.hash !== featureSetHash())
    refuse('it reads other features than those that are computed of applications here.')
  try {
    const bytes = new Uint8Array(
      await new Response(await artifacts.read(CREDIT_MODELS_OWNER, artifact)).arrayBuffer(),
    )
    if (sha256Of(bytes) !== sha256) refuse('its file is not the one that was registered.')
    openCreditModel(bytes)
  } catch (error) {
    if (error instanceof ModelFileError || error instanceof ArtifactError)
      refuse('its file is gone or damaged. Restore it from a copy, or train another.')
    throw error
  }
}

function asProblem(error: unknown): unknown {
  if (error instanceof RecordConflict) return new ProblemError('conflict', error.message)
  if (!(error instanceof CreditModelMoveRefused)) return error
  const codes = {
    invalid: 'out_of_range',
    forbidden: 'forbidden',
    conflict: 'conflict',
    gates: 'conflict',
  } as const
  return new ProblemError(
    codes[error.code],
    error.message,
    error.code === 'gates'
      ? error.gates
          .filter(({ passed }) => !passed)
          .map(({ id, text }) => ({ pointer: `/overrides/${id}`, detail: text }))
      : undefined,
  )
}
