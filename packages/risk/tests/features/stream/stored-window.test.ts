import { describe, expect, it } from 'vitest'
import { featureCatalogue } from '../../../features/catalogue/index.ts'
import {
  applyPaymentRecord,
  applyTransactionRecord,
  compileFeatures,
  openStoredWindow,
  openWindow,
  readStoredWindow,
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

  it('is read alike without ids, also where late rows close a day at the same moment', () => {
    const program = compileFeatures(featureCatalogue)
    const window = openWindow()
    const at = new Date('2026-03-01T10:00:00Z')
    for (const [transactionId, balanceMinor, ingested] of [
      ['T2', 7_000, '2026-03-01T11:00:00Z'],
      ['T1', 9_000, '2026-03-03T11:00:00Z'],
      ['T3', 4_000, '2026-03-04T11:00:00Z'],
    ] as const)
      applyTransactionRecord(window, {
        ...transaction,
        transactionId,
        timestamp: at,
        balanceMinor,
        ingestedAt: new Date(ingested),
      })
    applyPaymentRecord(window, rent)
    const read = readStoredWindow(storedWindow('C1', window)!)!
    expect(read.earliestAsOfDay()).toBe(window.earliestAsOfDay())
    const day = Date.parse('2026-03-01') / 86_400_000
    for (let later = 0; later < 8; later++)
      expect(read.featuresAt(program, day + later)).toEqual(window.featuresAt(program, day + later))
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
