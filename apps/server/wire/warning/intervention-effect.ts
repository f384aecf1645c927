/** Effects on the wire. */
import type { Effect as WireEffect } from '@pratibimba/contract'
import { wilson } from '@pratibimba/learning/metrics'
import type { Effect } from '@pratibimba/risk/interventions'
import type { TrialCase } from '@pratibimba/risk/ports'
import { intervalOf } from '../interval.ts'

/** @param members all that were drawn for, whether or not their end is known */
export function effectToWire(
  id: string,
  title: string,
  { measured, treated, verdict, warnings }: Effect,
  members: readonly TrialCase[],
  confidence: number,
): WireEffect {
  const left = warnings.filter((warning) => warning !== verdict)
  return {
    id,
    title,
    treated: groupOf(members, false, confidence),
    held_out: groupOf(members, true, confidence),
    misses_prevented_per_100:
      measured === null ? null : intervalOf(measured.preventedShare, (share) => 100 * share),
    misses_prevented: measured === null ? null : intervalOf(measured.preventedMisses),
    loss_prevented_minor: measured === null ? null : intervalOf(measured.preventedLossMinor),
    cost_minor: treated.costMinor,
    roi: measured?.roi == null ? null : intervalOf(measured.roi),
    verdict: [verdict, ...left].join(' '),
  }
}

function groupOf(members: readonly TrialCase[], heldOut: boolean, confidence: number): WireEffect['treated'] {
  let [customers, known, missed] = [0, 0, 0]
  for (const one of members)
    if (one.heldOut === heldOut) {
      customers++
      if (one.missed !== undefined) known++
      if (one.missed === true) missed++
    }
  return {
    customers,
    known,
    missed,
    miss_rate: known === 0 ? null : intervalOf(wilson(missed / known, known, confidence)),
  }
}
