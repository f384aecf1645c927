/** Credit models on the wire. */
import type { CreditModel, ModelCard } from '@pratibimba/contract'
import type { StoredReports } from '@pratibimba/risk/governance/pipeline'
import type { CreditModelRecord } from '@pratibimba/risk/ports'
import { intervalOf } from '../interval.ts'

export function creditModelToWire(record: CreditModelRecord): CreditModel {
  const { lineage } = record
  const { train, evaluate } = record.reports as unknown as StoredReports
  const figures = evaluate?.figures
  return {
    version: record.version,
    name: record.name,
    stage: record.stage,
    aliases: [...record.aliases],
    kind: train?.model.title ?? 'not known',
    trained_at: record.trainedAt.toISOString(),
    trained_by: record.trainedBy,
    rows: lineage.dataRows,
    auc: figures === undefined ? null : intervalOf(figures.auc),
    brier: figures?.brier.value ?? null,
    gates: record.gates.map((gate) => ({ ...gate })),
    approvals: record.approvals.map(({ by, at, reason, overrides }) => ({
      by,
      at: at.toISOString(),
      reason,
      overrides: [...overrides],
    })),
    lineage: {
      data_sha256: lineage.dataSha256,
      data_rows: lineage.dataRows,
      feature_set: lineage.featureSet.name,
      code_version: lineage.codeVersion,
      code_sha256: lineage.codeSha256,
      seed: lineage.seed,
      parent: lineage.parent ?? null,
      mode: lineage.mode,
    },
    sha256: record.sha256,
    transitions: record.transitions.map(({ from, to, by, at, reason }) => ({
      from: from ?? null,
      to,
      by,
      at: at.toISOString(),
      reason,
    })),
  }
}

/** Sections that a card was registered without are empty, which a gate has told. */
const emptyCard: ModelCard = {
  model_details: {},
  intended_use: {},
  training_data: {},
  evaluation_data: {},
  quantitative_analyses: {},
  ethical_considerations: {},
  recommendations: [],
}

export function creditModelFileToWire(record: CreditModelRecord): {
  model: CreditModel
  card: ModelCard
  reports: Record<string, unknown>
} {
  return {
    model: creditModelToWire(record),
    card: { ...emptyCard, ...(record.card as unknown as Partial<ModelCard>) },
    reports: { ...record.reports },
  }
}
