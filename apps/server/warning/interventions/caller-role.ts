/** In which role a caller acts on cases. */
import type { CaseActor } from '@pratibimba/risk/interventions'
import type { Caller } from '../../routes/handlers.ts'

/** What the platform does on its own. */
export const systemActor: CaseActor = { id: 'system', role: 'system' }

/**
 * The one place where roles of callers become roles on cases. Both that may act are supervisors: on a loopback server
 * everybody is the same caller, so "one's own case" would mean nothing.
 */
export function actorOf({ id }: Caller): CaseActor {
  return { id, role: 'supervisor' }
}
