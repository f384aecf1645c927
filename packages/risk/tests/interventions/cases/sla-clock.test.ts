import { describe, expect, it } from 'vitest'
import { slaClock } from '../../../interventions/index.ts'
import { after, assign, contact, minutesLater, policy, proposed, supervisor } from '../support/customers.ts'

const at = (one: ReturnType<typeof proposed>, hours: number) =>
  slaClock(one, minutesLater(hours * 60), policy)

describe('slaClock', () => {
  const waiting = after(proposed(), assign)

  it('runs in plain hours from the opening, by tier and type', () => {
    expect(at(waiting, 0)).toEqual({
      state: 'within',
      dueAt: minutesLater(24 * 60),
      allowedMs: 24 * 3_600_000,
      remainingMs: 24 * 3_600_000,
    })
    expect(at(proposed({ tier: 1 }), 0)?.dueAt).toEqual(minutesLater(4 * 60))
  })

  it.each([
    [17.99, 'within'],
    [18, 'approaching'],
    [24, 'approaching'],
    [24.01, 'overdue'],
  ])('after %d of 24 hours is %s', (hours, state) => {
    expect(at(waiting, hours)?.state).toBe(state)
  })

  it('stops with the first contact, for good', () => {
    const met = after(waiting, contact)
    expect(at(met, 1_000)).toMatchObject({ state: 'met' })
    const late = slaClock({ ...met, contactedAt: [minutesLater(25 * 60)] }, minutesLater(26 * 60), policy)
    expect(late).toMatchObject({ state: 'breached', remainingMs: -3_600_000 })
  })

  it('stands while paused and gives the time back', () => {
    const paused = after(waiting, { action: 'pause', note: 'in hospital' })
    expect(at(paused, 20)).toMatchObject({ state: 'paused' })
    expect(at(paused, 500)).toMatchObject({ state: 'paused', remainingMs: 24 * 3_600_000 - 120_000 })
    const resumed = after(paused, { action: 'resume', actor: supervisor })
    expect(resumed.pausedMs).toBe(60_000)
    expect(at(resumed, 1)?.dueAt).toEqual(minutesLater(24 * 60 + 1))
  })

  it('is not there without a contact to make', () => {
    expect(at(proposed({ tier: null }), 1)).toBeNull()
    expect(at(proposed({ arm: 'held_out' }), 1)).toBeNull()
    expect(at(after(proposed(), { action: 'cancel', note: 'mistake' }), 1)).toBeNull()
  })
})
