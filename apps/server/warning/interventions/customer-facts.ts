/** What is known of customers when something is done for them, one or ten thousand at a time. */
import { contactChannels, type PriorityTier, terminalInterventionStates } from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import { type CustomerFacts, driversFrom, tierOf } from '@pratibimba/risk/interventions'
import type { InterventionRecord, WorklistRow } from '@pratibimba/risk/ports'
import type { WarningStores } from '../stores.ts'
import { contactsOf, detailOf, type Trial } from './case-record.ts'
import type { DeskPolicy } from './desk-policy.ts'

export interface KnownCustomer {
  readonly facts: CustomerFacts
  /** The latest score. */
  readonly row: WorklistRow
  /** Newest first. */
  readonly cases: readonly InterventionRecord[]
  readonly trial?: Trial
}

type Stores = Pick<WarningStores, 'customers' | 'scores' | 'interventions'>

const DAY_MS = 86_400_000
/** A plan that was agreed to counts as running for so long. */
const PLAN_DAYS = 365

/**
 * Customers who have a score, by id; those without are not in it.
 *
 * Channels are all that there are: addresses and objections are the sender's to know. Past scores are left out; only the
 * tier asks for them.
 */
export async function knownCustomers(
  stores: Stores,
  customerIds: readonly string[],
  now: Date,
  policy: DeskPolicy,
): Promise<Map<string, KnownCustomer>> {
  const rows = await stores.scores.latestMany(customerIds, now)
  const ids = rows.map(({ customerId }) => customerId)
  const [accounts, records] = [
    await stores.customers.accountsOf(ids),
    await stores.interventions.ofCustomers(ids),
  ]
  const borrowers = new Set(
    accounts.filter(({ kind }) => kind === 'loan').map(({ customerId }) => customerId),
  )
  const casesOf = Map.groupBy(records, ({ customerId }) => customerId)
  const known = new Map<string, KnownCustomer>()
  for (const row of rows) {
    const cases = casesOf.get(row.customerId) ?? []
    const trial = trialOf(cases, policy)
    const facts: CustomerFacts = {
      customerId: row.customerId,
      probability: row.score,
      level: row.level,
      exposureMinor: row.exposureMinor,
      drivers: driversFrom(row.drivers),
      daysToFailure: row.expectedDaysToFailure ?? null,
      // Not stored: the tier that came with the score knew it.
      imminentProbability: null,
      scores: [],
      hasInstalment: borrowers.has(row.customerId),
      inPlan: cases.some((one) => isPlan(one, now)),
      channels: contactChannels,
      timeZone: policy.timeZoneOf(row.region),
      contacts: contactsOf(cases),
      hasOpenCase: cases.some(isOpen),
      ...(trial !== undefined && { arm: trial.arm }),
    }
    known.set(row.customerId, { facts, row, cases, ...(trial !== undefined && { trial }) })
  }
  return known
}

export function isOpen({ state }: Pick<InterventionRecord, 'state'>): boolean {
  return !(terminalInterventionStates as readonly string[]).includes(state)
}

/** The first draw of the programme binds. */
function trialOf(cases: readonly InterventionRecord[], policy: DeskPolicy): Trial | undefined {
  return cases
    .map((one) => detailOf(one).trial)
    .findLast((trial) => trial?.programme === policy.programme.name)
}

function isPlan({ type, state, outcome, updatedAt }: InterventionRecord, now: Date): boolean {
  return (
    (type === 'payment_plan' || type === 'restructure') &&
    state === 'resolved' &&
    outcome !== 'declined' &&
    outcome !== 'withdrawn' &&
    now.getTime() - updatedAt.getTime() < PLAN_DAYS * DAY_MS
  )
}

/** The tier that the score came with, else by the scores of the last days. */
export async function tierFor(
  { scores }: Pick<WarningStores, 'scores'>,
  { facts, row }: KnownCustomer,
  now: Date,
  policy: DeskPolicy,
): Promise<PriorityTier | null> {
  if (row.tier !== undefined) return row.tier
  if (row.level !== 'HIGH' && row.level !== 'CRITICAL') return null
  const from = new Date(now.getTime() - policy.acceleration.windowDays * DAY_MS).toISOString().slice(0, 10)
  const history = await scores.history(row.customerId, from)
  const dated = history.map(({ asOfDate, score }) => ({
    day: parseDay(asOfDate),
    probability: score,
  }))
  return tierOf({ ...facts, scores: dated }, policy)
}
