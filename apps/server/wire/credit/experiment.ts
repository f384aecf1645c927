/** Experiments on the wire. */
import type { BodyOf, Experiment, Operations } from '@pratibimba/contract'
import type { ExperimentGuardrails, ExperimentRecord } from '@pratibimba/risk/ports'

export function experimentToWire(record: ExperimentRecord): Experiment {
  const { guardrails } = record
  return {
    id: record.id,
    title: record.title,
    state: record.state,
    arms: record.arms.map(({ name, modelVersion, policyVersion, share }) => ({
      name,
      model_version: modelVersion,
      policy_version: policyVersion ?? null,
      share,
    })),
    rollout: [...record.rollout],
    step: record.step,
    guardrails: {
      approval_rate_change: guardrails.approvalRateChange,
      pd_psi: guardrails.pdPsi,
      p99_latency_ms: guardrails.p99LatencyMs,
      four_fifths: guardrails.fourFifths,
      min_decisions: guardrails.minDecisions,
    },
    started_at: record.startedAt?.toISOString() ?? null,
    stopped_at: record.stoppedAt?.toISOString() ?? null,
    stopped_because: record.stoppedBecause ?? null,
    created_by: record.createdBy,
    created_at: record.createdAt.toISOString(),
    transitions: record.transitions.map(({ from, to, step, by, at, reason }) => ({
      from: from ?? null,
      to,
      step,
      by,
      at: at.toISOString(),
      reason,
    })),
  }
}

type WireGuardrails = NonNullable<BodyOf<Operations['createExperiment']>['guardrails']>

export function guardrailsFromWire(limits: WireGuardrails): ExperimentGuardrails {
  return {
    approvalRateChange: limits.approval_rate_change,
    pdPsi: limits.pd_psi,
    p99LatencyMs: limits.p99_latency_ms,
    fourFifths: limits.four_fifths,
    minDecisions: limits.min_decisions,
  }
}
