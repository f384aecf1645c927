/** The validation memo of a registered model, with what the rule packs leave to a person. */
import type { ModelCard } from '@pratibimba/contract'
import type { ModelSubject } from '@pratibimba/risk/governance/card'
import { type ValidationMemo, validationMemo } from '@pratibimba/risk/governance/memo'
import { rulePacks } from '@pratibimba/risk/governance/packs'
import type { CreditModelRecord } from '@pratibimba/risk/ports'
import { reportsOf } from './model-reports.ts'

export function modelMemo(model: CreditModelRecord): ValidationMemo {
  const reports = reportsOf(model)
  return validationMemo(subjectOf(model), reports, {
    gates: model.gates,
    approvals: model.approvals.map(({ by, at, reason, overrides }) => ({
      by,
      on: at.toISOString().slice(0, 10),
      reason,
      overrides,
    })),
    openChecks: rulePacks
      .filter(({ status }) => status === 'in_force')
      .flatMap(({ title: pack, checks }) =>
        checks
          .filter(({ kind }) => kind === 'judgement')
          .map((check) => ({
            pack,
            title: check.title,
            why: check.assess({ asOf: '', reports }).why,
          })),
      ),
  })
}

/** Owner and validator stand in the card, as the pipeline was told of them. */
function subjectOf({
  name,
  version,
  trainedAt,
  trainedBy,
  sha256,
  lineage,
  card,
  reports,
}: CreditModelRecord): ModelSubject {
  const details = (card as unknown as Partial<ModelCard>).model_details ?? {}
  const { owner, validator } = details
  return {
    name,
    version,
    trainedOn: trainedAt.toISOString().slice(0, 10),
    trainedBy,
    ...(typeof owner === 'string' && { owner }),
    ...(typeof validator === 'string' && { validator }),
    sha256,
    codeVersion: lineage.codeVersion,
    dataName: reportsOf({ reports }).validate?.source ?? 'unknown',
    dataSha256: lineage.dataSha256,
  }
}
