/** Who cases are given to. */
import { ProblemError } from '@pratibimba/contract'
import type { InterventionStore } from '@pratibimba/risk/ports'

/** An officer who is active, or the caller. @throws ProblemError `out_of_range` */
export async function requireOfficer(
  interventions: InterventionStore,
  officerId: string | undefined,
  callerId: string,
): Promise<void> {
  if (officerId === undefined || officerId.trim() === callerId) return
  const officer = await interventions.officer(officerId.trim())
  if (officer?.active) return
  const detail =
    officer === undefined
      ? `There is no officer "${officerId}"; GET /api/warning/intervention-types lists them.`
      : `The officer "${officerId}" is not active any more.`
  throw new ProblemError('out_of_range', detail, [{ pointer: '/assign_to', detail }])
}
