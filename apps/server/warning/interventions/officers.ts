/** Who cases are given to. */
import { type FieldError, type OfficersRequest, ProblemError } from '@pratibimba/contract'
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

/** What filters call those who have no officer. */
const NOBODY = 'nobody'

/** Each once, with a name. @throws ProblemError `out_of_range` naming every row that is not so */
export function requirePlausibleOfficers({ officers }: OfficersRequest): void {
  const rows = new Map<string, number>()
  const errors: FieldError[] = []
  for (const [row, { id, name }] of officers.entries()) {
    const before = rows.get(id)
    const say = (field: string, detail: string) =>
      errors.push({ pointer: `/officers/${row}/${field}`, detail: `Row ${row + 1}, ${field}: ${detail}` })
    if (before !== undefined) say('id', `${id} is in row ${before + 1} already; give each officer once.`)
    if (id.toLowerCase() === NOBODY)
      say('id', `"${NOBODY}" stands for cases without an officer; take another.`)
    if (name.trim() === '') say('name', 'need a name, got only spaces.')
    rows.set(id, row)
  }
  const [first] = errors
  if (first !== undefined) throw new ProblemError('out_of_range', first.detail, errors.slice(0, 20))
}
