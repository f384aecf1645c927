/** A made-up bank of early warning, of a size that pages and stores are measured on: customers, days of scores, cases. */
import {
  type Database,
  openBulkScores,
  openCustomerStore,
  openInterventionStore,
} from '@pratibimba/adapters/postgres'
import { ageBands, incomeBrackets } from '@pratibimba/contract'
import { openStream } from '@pratibimba/numerics/random'
import type { NewIntervention, RiskScore } from '@pratibimba/risk/ports'

export const CUSTOMERS = 100_000
export const DAYS = 30
const CASES = 5_000
/** The morning after the last day. */
export const now = new Date('2026-04-01T06:00:00Z')

export const customerId = (n: number) => `C${String(n + 1).padStart(7, '0')}`
export const dayOf = (d: number) => new Date(Date.UTC(2026, 2, 2 + d)).toISOString().slice(0, 10)

export async function loadCustomers(database: Database): Promise<void> {
  const customers = openCustomerStore(database.kysely)
  for (let from = 0; from < CUSTOMERS; from += 10_000)
    await customers.upsert(
      Array.from({ length: 10_000 }, (_, i) => ({
        customerId: customerId(from + i),
        region: `region ${(from + i) % 12}`,
        employmentType: ['FULL_TIME', 'PART_TIME', 'SELF_EMPLOYED', 'UNEMPLOYED'][(from + i) % 4]!,
        homeOwnership: ['RENT', 'OWN', 'MORTGAGE'][(from + i) % 3]!,
        ageBand: ageBands[(from + i) % ageBands.length]!,
        incomeBracket: incomeBrackets[(from + i) % incomeBrackets.length]!,
      })),
    )
}

export async function loadScores(database: Database): Promise<void> {
  await openBulkScores(database).load(scores())
}

export async function loadCases(database: Database): Promise<void> {
  const cases = openInterventionStore(database.kysely)
  for (let from = 0; from < CASES; from += 1000)
    await cases.create(
      Array.from({ length: 1000 }, (_, i) => caseOf(from + i)),
      [],
    )
}

function* scores(): Generator<RiskScore> {
  const random = openStream(1, 'warning-store').at(0)
  const base = Float64Array.from({ length: CUSTOMERS }, () => random.uniform() ** 6)
  for (let d = 0; d < DAYS; d++)
    for (let n = 0; n < CUSTOMERS; n++) {
      const score = Math.min(1, base[n]! * (0.8 + 0.4 * random.uniform()))
      const isHigh = score >= 0.2
      yield {
        customerId: customerId(n),
        asOfDate: dayOf(d),
        modelVersion: 'bench-1',
        score,
        level: score < 0.05 ? 'LOW' : score < 0.2 ? 'MEDIUM' : isHigh && score < 0.5 ? 'HIGH' : 'CRITICAL',
        flagged: score >= 0.1,
        ...(isHigh && { expectedDaysToFailure: n % 30, tier: (1 + (n % 3)) as 1 | 2 | 3 }),
        ...(isHigh && {
          recommendedAction: n % 2 === 0 ? ('agent_call' as const) : ('soft_reminder' as const),
        }),
        exposureMinor: 100_000 + ((n * 7919) % 1_000_003),
        expectedLossMinor: Math.round(score * 500_000),
        drivers: [
          { feature: `feature_${n % 40}`, value: n % 17, contribution: 0.5 },
          { feature: `feature_${(n + d) % 40}`, value: null, contribution: 0.25 },
        ],
        scoredAt: new Date(Date.UTC(2026, 2, 2 + d, 23)),
      }
    }
}

function caseOf(n: number): NewIntervention {
  const dueAt = new Date(now.getTime() + (n - CASES / 2) * 60_000)
  return {
    interventionId: `INT_${String(n).padStart(8, '0')}`,
    customerId: customerId(n * 17),
    type: 'agent_call',
    state: 'assigned',
    heldOut: false,
    assignee: `officer-${n % 20}`,
    sla: { dueAt, warnAt: new Date(dueAt.getTime() - 4 * 3_600_000) },
    costMinor: 5000,
    detail: {},
    createdBy: 'bench',
    createdAt: now,
  }
}
