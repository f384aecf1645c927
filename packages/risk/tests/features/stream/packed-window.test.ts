/** A window comes back from its bytes as it was, from any bytes or none of it. */
import { CorruptWindowError, openWindow, packWindow } from '@pratibimba/risk/features'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32, HEADER_BYTES } from '../../../features/stream/window-format.ts'
import { DAY_MS, transaction } from '../support/events.ts'
import { histories } from '../support/random-events.ts'

const TODAY = 20_000

/** A busy customer: 600 events in ninety days, seconds, balances that follow from amounts. */
function busyWindow() {
  const window = openWindow()
  let balanceMinor = 100_000
  for (let i = 0; i < 600; i++) {
    const amountMinor = ((i * 7919) % 9000) - 4500
    balanceMinor += amountMinor
    const timestampMs = (TODAY - 90) * DAY_MS + i * 13_000_000
    window.applyTransaction(
      transaction(0, {
        id: `T${String(i * 4321).padStart(9, '0')}`,
        timestampMs,
        ingestedMs: timestampMs + 90_000,
        amountMinor,
        balanceMinor,
      }),
    )
  }
  return window
}

describe('packed windows', () => {
  it('come back as they were, whatever was in them', () => {
    fc.assert(
      fc.property(
        histories,
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
        (history, prefix) => {
          const window = openWindow()
          for (const event of history.transactions)
            window.applyTransaction({ ...event, id: `${prefix}${event.id}` })
          for (const { paidDay, ...payment } of history.payments) {
            window.applyPaymentDue(payment)
            if (paidDay !== null) window.applyPaymentSettled({ ...payment, paidDay })
          }
          const bytes = packWindow(window)
          const again = openWindow(bytes)
          expect(packWindow(again)).toEqual(bytes)
          const { transactions, payments, day, lostThrough } = window.facts()
          expect(again.facts()).toMatchObject({ day, lostThrough })
          expect(new Set(again.facts().transactions.ids)).toEqual(new Set(transactions.ids))
          expect(new Set(again.facts().payments)).toEqual(new Set(payments))
        },
      ),
    )
  })

  it('keep the largest numbers', () => {
    const window = openWindow()
    const most = Number.MAX_SAFE_INTEGER
    for (const [i, amountMinor] of [most, -most, 1].entries())
      window.applyTransaction(transaction(TODAY, { id: `T${i}`, amountMinor, balanceMinor: -amountMinor }))
    window.applyTransaction(
      transaction(0, { timestampMs: 2 ** 52 - 1, ingestedMs: -(2 ** 52) + 1, id: 'far' }),
    )
    const { amounts, balances, timestampsMs, ingestedMs } = openWindow(packWindow(window)).facts()
      .transactions
    expect(amounts).toEqual([most, -most, 1, -1000])
    expect(balances).toEqual([-most, most, -1, NaN])
    expect([timestampsMs[3], ingestedMs[3]]).toEqual([2 ** 52 - 1, -(2 ** 52) + 1])
  })

  it('do not depend on the order of arrival', () => {
    const [forth, back] = [openWindow(), openWindow()]
    const events = Array.from({ length: 20 }, (_, i) => transaction(TODAY - i, { id: `T${i}` }))
    for (const event of events) forth.applyTransaction(event)
    for (const event of events.toReversed()) back.applyTransaction(event)
    expect(packWindow(back)).toEqual(packWindow(forth))
  })

  it('are a few kilobytes for a busy customer', () => {
    expect(packWindow(busyWindow()).length).toBeLessThan(600 * 16)
    expect(packWindow(openWindow()).length).toBeLessThan(20)
  })

  it('are refused with any byte changed, cut off, or too many', () => {
    const bytes = packWindow(busyWindow())
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const changed = bytes.slice()
        changed[place] ^= by
        expect(() => openWindow(changed)).toThrow(CorruptWindowError)
        expect(() => openWindow(bytes.subarray(0, place))).toThrow(CorruptWindowError)
      }),
    )
    expect(() => openWindow(Uint8Array.of(...bytes, 0))).toThrow(CorruptWindowError)
    expect(() => openWindow(new Uint8Array(0))).toThrow(/begin/)
    expect(() => openWindow(Uint8Array.of(0x50, 0x57, 2, 0, 0, 0, 0))).toThrow(/version 1, got 2/)
  })

  it('are refused or opened, and nothing else, where the checksum was made to fit', () => {
    const bytes = packWindow(busyWindow()).subarray(0, 400)
    let refused = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 3 }),
        fc.nat(300),
        (changes, cut) => {
          const forged = bytes.slice(0, bytes.length - cut)
          for (const [place, value] of changes) forged[HEADER_BYTES + place] = value
          new DataView(forged.buffer).setUint32(3, crc32(forged.subarray(HEADER_BYTES)), true)
          try {
            openWindow(forged)
          } catch (error) {
            expect(error).toBeInstanceOf(CorruptWindowError)
            refused++
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(refused).toBeGreaterThan(100)
  })
})
