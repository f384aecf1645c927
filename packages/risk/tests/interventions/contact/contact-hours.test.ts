import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callingHours, writingHours } from '../../../interventions/contact/contact-hours.ts'
import { nextContactTime, type WeeklyHours } from '../../../interventions/index.ts'

const next = (at: string, hours = callingHours, zone = 'Europe/Berlin') =>
  nextContactTime(new Date(at), hours, zone).toISOString()

describe('nextContactTime', () => {
  it('is now within the hours, and the opening before them', () => {
    expect(next('2026-03-11T09:00:00Z')).toBe('2026-03-11T09:00:00.000Z')
    expect(next('2026-03-11T05:00:00Z')).toBe('2026-03-11T08:00:00.000Z')
  })

  it('counts the closing minute as closed', () => {
    expect(next('2026-03-11T16:59:59.999Z')).toBe('2026-03-11T16:59:59.999Z')
    expect(next('2026-03-11T17:00:00Z')).toBe('2026-03-12T08:00:00.000Z')
  })

  it('waits over a Sunday', () => {
    expect(next('2026-03-14T13:30:00Z')).toBe('2026-03-16T08:00:00.000Z')
  })

  it('follows the clocks of the customer, over a change of the clocks too', () => {
    expect(next('2026-03-27T18:00:00Z')).toBe('2026-03-28T09:00:00.000Z')
    expect(next('2026-03-28T20:00:00Z')).toBe('2026-03-30T07:00:00.000Z')
    expect(next('2026-03-11T23:00:00Z', callingHours, 'Asia/Kolkata')).toBe('2026-03-12T03:30:00.000Z')
  })

  it('begins after an hour that the clocks skip', () => {
    const night: WeeklyHours = [null, null, null, null, null, null, { from: 150, to: 300 }]
    expect(next('2026-03-28T20:00:00Z', night)).toBe('2026-03-29T01:30:00.000Z')
  })

  it('refuses hours that never come', () => {
    const never: WeeklyHours = [null, null, null, null, null, null, null]
    expect(() => next('2026-03-11T09:00:00Z', never)).toThrow(RangeError)
    const backwards: WeeklyHours = [{ from: 600, to: 540 }, null, null, null, null, null, null]
    expect(() => next('2026-03-11T09:00:00Z', backwards)).toThrow('got 600 to 540')
    expect(() => next('2026-03-11T09:00:00Z', callingHours, 'Mars/Olympus')).toThrow(RangeError)
  })

  it('is never before, always allowed, and its own next', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ]
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) }),
        fc.constantFrom(...zones),
        fc.constantFrom(callingHours, writingHours),
        (at, zone, hours) => {
          const first = nextContactTime(new Date(at), hours, zone)
          expect(first.getTime()).toBeGreaterThanOrEqual(at)
          expect(nextContactTime(first, hours, zone)).toEqual(first)
          const parts = Object.fromEntries(
            new Intl.DateTimeFormat('en-US', {
              timeZone: zone,
              weekday: 'short',
              hour: 'numeric',
              minute: 'numeric',
              hourCycle: 'h23',
            })
              .formatToParts(first)
              .map(({ type, value }) => [type, value]),
          )
          const span = hours[['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday)]
          const minute = Number(parts.hour) * 60 + Number(parts.minute)
          expect(span).not.toBeNull()
          expect(minute).toBeGreaterThanOrEqual(span!.from)
          expect(minute).toBeLessThan(span!.to)
        },
      ),
    )
  })
})
