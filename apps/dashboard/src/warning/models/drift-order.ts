/** Features by how far they moved. */
import type { DriftReport } from '@pratibimba/contract'

type Feature = DriftReport['features'][number]
const ranks = { severe: 0, moderate: 1, none: 2 } as const satisfies Record<Feature['severity'], number>

/** The most severe first, then by PSI; what cannot be measured comes last. */
export function worstFirst(features: readonly Feature[]): Feature[] {
  return features.toSorted((a, b) => ranks[a.severity] - ranks[b.severity] || (b.psi ?? -1) - (a.psi ?? -1))
}
