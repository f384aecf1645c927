import { describe, expect, it } from 'vitest'
import {
  applyPaymentRecord,
  applyTransactionRecord,
  openStoredWindow,
  openWindow,
  storedWindow,
  windowLayout,
} from '../../../features/index.ts'

const transaction = {
  transactionId: 'T1',
  customerId: 'C1',
  accountKind: 'current',
  timestamp: new Date('2026-03-01T10:00:00Z'),
  amountMinor: -500,
  currency: 'EUR',
  category: 'groceries',
  status: 'posted',
  ingestedAt: new Date('2026-03-02T01:00:00Z'),
} as const
const rent = {
  paymentId: 'P1',
  customerId: 'C1',
  kind: 'rent',
  dueDate: '2026-03-05',
  amountDueMinor: 900,
  status: 'scheduled',
} as const

describe('a stored window', () => {
  it('gives back what went in, and says through which day it knows something', () => {
    const window = openWindow()
    expect(storedWindow('C1', window)).toBeUndefined()
    expect(applyTransactionRecord(window, transaction)).toBe('applied')
    expect(applyTransactionRecord(window, transaction)).toBe('repeated')
    applyPaymentRecord(window, rent)
    expect(storedWindow('C1', window)?.through).toBe('2026-03-01')
    applyPaymentRecord(window, { ...rent, paidDate: '2026-03-06', amountPaidMinor: 900, status: 'late' })
    const stored = storedWindow('C1', window)!
    expect(stored).toMatchObject({ customerId: 'C1', layout: windowLayout, through: '2026-03-06' })
    expect(openStoredWindow(stored)?.facts()).toEqual(window.facts())
  })

  it('does not read another layout', () => {
    expect(
      openStoredWindow({
        customerId: 'C1',
        bytes: new Uint8Array(3),
        layout: 'events-0',
        through: '2026-03-01',
      }),
    ).toBeUndefined()
  })
})
