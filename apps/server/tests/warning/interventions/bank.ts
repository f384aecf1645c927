/** Customers with scores, by number. */
import type { RiskLevel } from '@pratibimba/contract'
import type { RiskScore } from '@pratibimba/risk/ports'

export const customerId = (n: number): string => `C${String(n).padStart(7, '0')}`

const levels: readonly RiskLevel[] = ['HIGH', 'CRITICAL', 'HIGH', 'MEDIUM']
const probabilities = { HIGH: 0.35, CRITICAL: 0.7, MEDIUM: 0.1, LOW: 0.01 } as const

/** Every fourth is of medium risk and so without a tier. */
export function scoreOf(n: number, more: Partial<RiskScore> = {}): RiskScore {
  const level = levels[n % levels.length]!
  return {
    customerId: customerId(n),
    asOfDate: '2026-04-01',
    modelVersion: 'test-1',
    score: probabilities[level],
    level,
    flagged: level !== 'MEDIUM',
    exposureMinor: 1_000_000 + n,
    expectedLossMinor: Math.round(probabilities[level] * 0.45 * 1_000_000),
    drivers: [
      { feature: 'salary_delay_weeks_mean', value: 2, contribution: 0.9 },
      { feature: 'failed_autodebits_max', value: 3, contribution: 0.5 },
    ],
    ...(level !== 'MEDIUM' && {
      tier: ((n % 3) + 1) as 1 | 2 | 3,
      expectedDaysToFailure: 10,
      recommendedAction: 'soft_reminder' as const,
    }),
    scoredAt: new Date('2026-04-02T00:10:00Z'),
    ...more,
  }
}
