/** Policies on the wire. */
import type { Operations, PolicySimulation, ReplyOf } from '@pratibimba/contract'
import type { PolicyComparison, PolicyRates, PolicyTestRun } from '@pratibimba/risk/policies'
import type { PolicyTransition, PolicyVersion } from '@pratibimba/risk/ports'

type WireVersion = ReplyOf<Operations['movePolicy']>
type WireTest = ReplyOf<Operations['testPolicy']>['tests'][number]

export function policyToWire(version: PolicyVersion): WireVersion {
  const { document, effectiveFrom, share, approvedBy, approvedAt, testsPassed } = version
  return {
    name: version.name,
    version: version.version,
    title: document.title,
    state: version.state,
    share: share ?? null,
    effective_from: effectiveFrom?.toISOString() ?? null,
    created_by: version.createdBy,
    created_at: version.createdAt.toISOString(),
    approved_by: approvedBy ?? null,
    approved_at: approvedAt?.toISOString() ?? null,
    rules: document.stages.reduce((sum, { rules }) => sum + rules.length, 0),
    tests: document.tests.length,
    tests_passed: testsPassed ?? null,
    sha256: version.sha256,
    transitions: version.transitions.map(transitionToWire),
  }
}

function transitionToWire({ from, to, by, at, reason, share }: PolicyTransition) {
  return { from: from ?? null, to, by, at: at.toISOString(), reason, share: share ?? null }
}

export function policyTestToWire({ name, passed, differences, decision, fired }: PolicyTestRun): WireTest {
  return { name, passed, differences: [...differences], decision, fired: [...fired] }
}

export interface SimulatedSpan {
  readonly candidate: number
  readonly present: number
  readonly from?: Date
  readonly to?: Date
  readonly warnings: readonly string[]
}

export function simulationToWire(comparison: PolicyComparison, span: SimulatedSpan): PolicySimulation {
  return {
    candidate: { version: span.candidate, rates: ratesToWire(comparison.candidate) },
    present: { version: span.present, rates: ratesToWire(comparison.present) },
    moved: comparison.moved.map((step) => ({ ...step })),
    segments: comparison.segments.map(({ by, segment, candidate, present }) => ({
      by,
      segment,
      candidate: ratesToWire(candidate),
      present: ratesToWire(present),
    })),
    fairness: comparison.fairness.map((group) => ({
      attribute: group.attribute,
      group: group.group,
      applications: group.applications,
      approved_candidate: group.approvedCandidate,
      approved_present: group.approvedPresent,
      four_fifths: group.fourFifths,
    })),
    rules: comparison.rules.map((rule) => ({ ...rule })),
    from: span.from?.toISOString() ?? null,
    to: span.to?.toISOString() ?? null,
    warnings: [...comparison.warnings, ...span.warnings],
  }
}

function ratesToWire(rates: PolicyRates) {
  return {
    applications: rates.applications,
    approved: rates.approved,
    review: rates.review,
    rejected: rates.rejected,
    expected_loss: rates.expectedLoss,
    amount_approved: rates.amountApproved,
    mean_pd: rates.meanPd,
  }
}
