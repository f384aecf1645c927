/** Who acts: the caller, or on a server without login the person that the caller names. */
import { ProblemError } from '@pratibimba/contract'
import type { Caller } from '../routes/handlers.ts'
import { loopbackCaller } from '../routes/open-on-loopback.ts'

/** Names under which the program itself acts. */
const reserved = ['system', 'installation', 'schedule']

/**
 * The person a step is recorded under.
 *
 * Without a login nobody is who they say they are: the name is kept beside the caller, and whoever reads the audit log
 * sees that it was given, not proven. A caller who is known acts as themselves.
 *
 * @throws ProblemError `forbidden` for another name than that of the login; `out_of_range` for a name of the program's
 */
export function actingPerson(caller: Caller, actedBy: string | undefined): string {
  if (actedBy === undefined || actedBy === caller.id) return caller.id
  if (caller !== loopbackCaller)
    throw new ProblemError(
      'forbidden',
      `You are logged in as ${caller.id} and cannot act as ${actedBy}; leave acted_by out.`,
    )
  if (reserved.includes(actedBy)) {
    const detail = `must be a person; ${reserved.join(', ')} are the program itself.`
    throw new ProblemError('out_of_range', `acted_by ${detail}`, [{ pointer: '/acted_by', detail }])
  }
  return actedBy
}

/** What an audit entry says of the acting person beside its actor, who is the caller. */
export function actedByOf(caller: Caller, person: string): { acted_by?: string } {
  return person === caller.id ? {} : { acted_by: person }
}
