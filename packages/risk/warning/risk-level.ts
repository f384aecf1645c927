/** From a probability to a level: where levels begin is policy. */
import { type RiskLevel, riskLevels } from '@pratibimba/contract'

/** Calibrated probabilities from which on a level holds, ascending; LOW begins at 0. */
export interface LevelPolicy {
  readonly medium: number
  readonly high: number
  readonly critical: number
}

export const usualLevels: LevelPolicy = { medium: 0.05, high: 0.2, critical: 0.5 }

/** @throws RangeError unless 0 < medium < high < critical < 1 */
export function requireLevels({ medium, high, critical }: LevelPolicy): void {
  if (!(medium > 0 && high > medium && critical > high && critical < 1))
    throw new RangeError(
      `requireLevels: need 0 < medium < high < critical < 1, got ${medium}, ${high}, ${critical}`,
    )
}

/** Place of the level in `riskLevels`: 0 LOW … 3 CRITICAL. */
export function levelIndex(probability: number, { medium, high, critical }: LevelPolicy): 0 | 1 | 2 | 3 {
  if (probability >= critical) return 3
  if (probability >= high) return 2
  return probability >= medium ? 1 : 0
}

export function levelOf(probability: number, policy: LevelPolicy): RiskLevel {
  return riskLevels[levelIndex(probability, policy)]
}
