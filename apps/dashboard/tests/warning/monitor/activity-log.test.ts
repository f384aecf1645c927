import type { LiveEvent } from '@pratibimba/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEPT, paceOf, withEvents } from '../../../src/warning/monitor/activity-log.ts'
import { readMonitorSearch } from '../../../src/warning/monitor/monitor-search.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const event = (id: number, minutesAgo = 0): LiveEvent => ({
  id,
  kind: 'score',
  at: new Date(now - minutesAgo * 60_000).toISOString(),
  customer_id: 'C0000001',
  risk_score: 0.3,
  previous_score: 0.2,
  risk_level: 'HIGH',
  severity: 'info',
  text: '',
})

describe('withEvents', () => {
  it('keeps each event once, newest first, whatever order they come in', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 60 }))), (batches) => {
        const log = batches.reduce<readonly LiveEvent[]>(
          (known, ids) =>
            withEvents(
              known,
              ids.map((id) => event(id)),
            ),
          [],
        )
        const ids = [...new Set(batches.flat())].sort((a, b) => b - a)
        expect(log.map(({ id }) => id)).toEqual(ids)
      }),
    )
  })
  it('forgets what is too old to be shown', () => {
    const log = withEvents(
      [],
      Array.from({ length: KEPT + 5 }, (_, id) => event(id + 1)),
    )
    expect(log).toHaveLength(KEPT)
    expect(log[0]!.id).toBe(KEPT + 5)
  })
})

describe('paceOf', () => {
  it('counts by minute over the last hour and leaves out what is older', () => {
    const pace = paceOf([event(5), event(4, 0.5), event(3, 1.5), event(2, 59.9), event(1, 60)], true, now)
    expect(pace.events).toBe(4)
    expect(pace.minutes.at(-1)).toBe(2)
    expect(pace.minutes.at(-2)).toBe(1)
    expect(pace.minutes[0]).toBe(1)
    expect(pace.seen).toBe(60)
  })
  it('does not speak of an hour of which it saw ten minutes', () => {
    expect(paceOf([event(2), event(1, 9.5)], false, now).seen).toBe(10)
    expect(paceOf([], true, now)).toMatchObject({ events: 0, seen: 60 })
  })
})

it('the address of the monitor is read with tolerance', () => {
  expect(readMonitorSearch({ kind: 'alert,nonsense,score', page: '3' })).toEqual({
    kind: 'score,alert',
    page: 3,
  })
  expect(readMonitorSearch({ kind: 7, page: -1 })).toEqual({ kind: undefined, page: undefined })
})
