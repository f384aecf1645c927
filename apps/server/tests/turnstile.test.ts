import { describe, expect, it } from 'vitest'
import { createTurnstile } from '../threads/turnstile.ts'

describe('a turnstile', () => {
  it('lets so many in at a time, and callers take turns', async () => {
    const turnstile = createTurnstile(1, 10)
    const order: string[] = []
    const leave = await turnstile.enter('a')
    const waiting = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map(async (name) => {
      const done = await turnstile.enter(name[0])
      order.push(name)
      done()
    })
    expect(turnstile.load).toEqual({ running: 1, waiting: 6 })
    leave()
    leave()
    await Promise.all(waiting)
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
    expect(turnstile.load).toEqual({ running: 0, waiting: 0 })
  })

  it('turns away whom it has no room for', async () => {
    const turnstile = createTurnstile(1, 1)
    await turnstile.enter('a')
    void turnstile.enter('a')
    await expect(turnstile.enter('b')).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 5 })
  })

  it('forgets who gives up', async () => {
    const turnstile = createTurnstile(1, 5)
    const leave = await turnstile.enter('a')
    const controller = new AbortController()
    const impatient = turnstile.enter('b', controller.signal)
    const patient = turnstile.enter('c')
    controller.abort(new Error('gone'))
    await expect(impatient).rejects.toThrow('gone')
    leave()
    await patient
    expect(turnstile.load).toEqual({ running: 1, waiting: 0 })
    await expect(turnstile.enter('d', AbortSignal.abort(new Error('late')))).rejects.toThrow('late')
  })
})
