/** Gates held against stored reports: what a version is measured at now, whatever was said of it before. */
import type { GateResult } from '@pratibimba/contract'
import { type Gate, usualGates } from './gates.ts'
import { type MeasureSurroundings, measures, type StoredReports } from './measures.ts'

/**
 * Measures every gate. What cannot be measured is not met.
 *
 * @see docs/methods/promotion-gates.md
 */
export function measureGates(
  reports: StoredReports,
  surroundings: MeasureSurroundings = {},
  gates: readonly Gate[] = usualGates,
): GateResult[] {
  return gates.map(({ id, kind, title, measure, passes, limit }) => {
    const { value, text } = measures[measure](reports, surroundings)
    const passed = value !== null && (passes === 'at_least' ? value >= limit : value <= limit)
    return {
      id,
      kind,
      title,
      passed,
      value,
      limit,
      text: `${text} Passes ${passes === 'at_least' ? 'from' : 'up to'} ${limit}.`,
      overridden_by: null,
    }
  })
}

/**
 * The usual gates with other limits.
 *
 * @throws RangeError naming a gate that there is not, or a limit that is no number
 */
export function gatesWith(limits: Readonly<Record<string, unknown>>): readonly Gate[] {
  for (const [id, limit] of Object.entries(limits)) {
    if (!usualGates.some((gate) => gate.id === id))
      throw new RangeError(`gates: need one of ${usualGates.map((gate) => gate.id).join(', ')}, got "${id}"`)
    if (typeof limit !== 'number' || !Number.isFinite(limit))
      throw new RangeError(`gates: need a number as the limit of ${id}, got ${JSON.stringify(limit)}`)
  }
  return usualGates.map((gate) =>
    Object.hasOwn(limits, gate.id) ? { ...gate, limit: limits[gate.id] as number } : gate,
  )
}
