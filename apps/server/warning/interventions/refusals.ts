/** Steps that were not taken, as answers. */
import {
  type FieldError,
  type InterventionRefusal,
  type ProblemCode,
  ProblemError,
} from '@pratibimba/contract'
import type { Refusal } from '@pratibimba/risk/interventions'

/** One item that failed, by itself or among others. */
export interface ItemFailure {
  readonly customerId: string | null
  readonly interventionId: string | null
  readonly code: string
  readonly detail: string
  /** What it is when it was the only item. */
  readonly problem: ProblemCode
  readonly errors?: readonly FieldError[]
}

/** Refusals by what the request lacks are its fault; the others are the state's. */
const lacking: Readonly<Partial<Record<InterventionRefusal, string>>> = {
  note_required: '/note',
  note_too_long: '/note',
  outcome_required: '/outcome',
  assignee_required: '/assign_to',
  channel_not_offered: '/channel',
  override_reason_required: '/override_reason',
}

export function failureOf(
  refusal: Refusal,
  of: { readonly customerId: string | null; readonly interventionId: string | null },
): ItemFailure {
  const { code, message, possible, state } = refusal
  const pointer = lacking[code]
  const instead =
    state === null
      ? ''
      : possible.length === 0
        ? ' Nothing is possible now.'
        : ` Possible now: ${possible.join(', ')}.`
  return {
    ...of,
    code,
    detail: `${message}${instead}`,
    problem: pointer !== undefined ? 'out_of_range' : code === 'not_permitted' ? 'forbidden' : 'conflict',
    ...(pointer !== undefined && { errors: [{ pointer, detail: message }] }),
  }
}

export function problemOfFailure({ problem, detail, errors }: ItemFailure): ProblemError {
  return new ProblemError(problem, detail, errors)
}
