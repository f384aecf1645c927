/** Trials with a planted effect. */
import { openStream } from '@pratibimba/numerics/random'
import type { TrialOutcome } from '../../../interventions/index.ts'

/** Share of misses without treatment, by tier, and the share that treatment prevents of them. */
export interface PlantedTrial {
  readonly customers: number
  readonly missRate: readonly [number, number, number]
  readonly uplift: number
  readonly holdoutShare: readonly [number, number, number]
  readonly seed: number
}

export function plantedTrial({
  customers,
  missRate,
  uplift,
  holdoutShare,
  seed,
}: PlantedTrial): TrialOutcome[] {
  const stream = openStream(seed, 'planted-trial')
  return Array.from({ length: customers }, (_, i) => {
    stream.at(i)
    const place = stream.below(3)
    const arm = stream.uniform() < holdoutShare[place] ? 'held_out' : 'treated'
    const rate = missRate[place] * (arm === 'treated' ? 1 - uplift : 1)
    const contacted = arm === 'treated' && stream.uniform() < 0.8
    return {
      arm,
      type: place === 0 ? 'agent_call' : 'soft_reminder',
      level: stream.uniform() < 0.3 ? 'CRITICAL' : 'HIGH',
      tier: [1, 2, 3][place] as 1 | 2 | 3,
      missed: stream.uniform() < rate,
      lossMinor: Math.round(200_000 * Math.exp(0.7 * stream.normal())),
      contacted,
      costMinor: contacted ? 8_000 : 0,
    }
  })
}
