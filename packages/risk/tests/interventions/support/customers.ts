/** Customers and cases for tests: ordinary ones, changed where a test asks. */
import type { CustomerFacts } from '../../../interventions/customer-facts.ts'
import {
  defaultInterventionPolicy,
  type InterventionCase,
  openCase,
  type StepContext,
  type StepRequest,
  takeStep,
} from '../../../interventions/index.ts'

/** A Wednesday, 10:00 in Berlin. */
export const wednesdayMorning = new Date('2026-03-11T09:00:00Z')
export const policy = defaultInterventionPolicy

export const customer = (change: Partial<CustomerFacts> = {}): CustomerFacts => ({
  customerId: 'C0000001',
  probability: 0.3,
  level: 'HIGH',
  exposureMinor: 1_000_000,
  drivers: ['income_drop'],
  daysToFailure: 10,
  imminentProbability: 0.05,
  scores: [],
  hasInstalment: true,
  inPlan: false,
  channels: ['app', 'sms', 'email', 'phone', 'letter'],
  timeZone: 'Europe/Berlin',
  contacts: [],
  hasOpenCase: false,
  ...change,
})

export const context = (change: Partial<StepContext> = {}): StepContext => ({
  now: wednesdayMorning,
  policy,
  contacts: [],
  timeZone: 'Europe/Berlin',
  ...change,
})

export const officer = { id: 'officer-1', role: 'officer' } as const
export const supervisor = { id: 'supervisor-1', role: 'supervisor' } as const
export const system = { id: 'system', role: 'system' } as const

export const minutesLater = (minutes: number, from = wednesdayMorning): Date =>
  new Date(from.getTime() + minutes * 60_000)

export function proposed(change: Partial<Parameters<typeof openCase>[0]> = {}): InterventionCase {
  const result = openCase(
    {
      id: 'INT_00000001',
      customerId: 'C0000001',
      type: 'agent_call',
      tier: 2,
      actor: officer,
      arm: 'treated',
      ...change,
    },
    context(),
  )
  if (!result.taken) throw new Error(result.refusal.message)
  return result.case
}

/** Takes steps a minute apart, each of which must be taken. */
export function after(
  one: InterventionCase,
  ...steps: readonly (Partial<StepRequest> & Pick<StepRequest, 'action'>)[]
): InterventionCase {
  let present = one
  for (const step of steps) {
    const now = minutesLater(present.events.length)
    const result = takeStep(present, { actor: officer, ...step }, context({ now }))
    if (!result.taken) throw new Error(`${step.action}: ${result.refusal.code}`)
    present = result.case
  }
  return present
}

export const assign = { action: 'assign', assignee: officer.id } as const
export const contact = { action: 'contact', channel: 'phone' } as const
