/** Events of a case as JSON and back. */
import { type InterventionEventKind, interventionEventKinds } from '@pratibimba/contract'
import type { JsonObject } from '../../ports/index.ts'
import type { CaseEvent } from './intervention-case.ts'

/** Instants become ISO strings, the rest stays. */
export function eventToJson(event: CaseEvent): JsonObject {
  return JSON.parse(JSON.stringify(event)) as JsonObject
}

/** @throws RangeError when it is not an event that `eventToJson` wrote */
export function eventFromJson(stored: JsonObject): CaseEvent {
  const { kind, at, scheduledFor, sequence } = stored as Readonly<Record<string, unknown>>
  if (!interventionEventKinds.includes(kind as InterventionEventKind))
    throw new RangeError(`eventFromJson: need a known kind, got ${String(kind)}`)
  if (!Number.isInteger(sequence))
    throw new RangeError(`eventFromJson: need a whole sequence, got ${String(sequence)}`)
  const event = { ...stored, at: instant('at', at) }
  return (scheduledFor === undefined
    ? event
    : { ...event, scheduledFor: instant('scheduledFor', scheduledFor) }) as unknown as CaseEvent
}

function instant(name: string, value: unknown): Date {
  const date = new Date(String(value))
  if (Number.isNaN(date.getTime()))
    throw new RangeError(`eventFromJson: need an instant ${name}, got ${String(value)}`)
  return date
}
