import { describe, expect, it } from 'vitest'
import {
  assessCustomer,
  defaultInterventionPolicy,
  exposureOf,
  hasInstalmentOf,
  type ScoreFacts,
} from '../../../interventions/index.ts'

const now = new Date('2026-03-01T12:00:00Z')
const score: ScoreFacts = {
  customerId: 'C0000001',
  probability: 0.4,
  level: 'HIGH',
  contributions: [
    { feature: 'emi_delay_days_mean', contribution: 1.5 },
    { feature: 'liquidity_ratio_mean', contribution: 0.5 },
  ],
  expectedDaysToFailure: 12,
  imminentProbability: 0.05,
  pastScores: [],
  asOfDay: 20_000,
  exposureMinor: 1_000_000,
  hasInstalment: true,
}
const assess = (changes: Partial<ScoreFacts> = {}) =>
  assessCustomer({ ...score, ...changes }, now, defaultInterventionPolicy)

describe('assessCustomer', () => {
  it('multiplies probability, exposure and loss given default', () => {
    expect(assess().expectedLossMinor).toBe(180_000)
  })

  it('is urgent where the failure is near, and has no tier below HIGH', () => {
    expect(assess({ imminentProbability: 0.2 }).tier).toBe(1)
    expect(assess().tier).toBe(3)
    expect(assess({ level: 'MEDIUM', probability: 0.1 }).tier).toBeNull()
  })

  it('sees acceleration in past scores, and leaves out scores of the same or later days', () => {
    const rising = [0.05, 0.08, 0.12, 0.2].map((probability, i) => ({ day: 19_990 + 2 * i, probability }))
    expect(assess({ pastScores: rising }).tier).toBe(2)
    const later = rising.map(({ day, probability }) => ({ day: day + 20, probability }))
    expect(assess({ pastScores: later }).tier).toBe(3)
  })

  it('recommends what answers the drivers', () => {
    const { recommendation } = assess()
    expect(recommendation.action?.answers).toContain('late_payments')
    expect(assess({ exposureMinor: 0 }).recommendation.action).toBeNull()
  })
})

describe('exposureOf', () => {
  it('adds what is owed on loans and cards', () => {
    const accounts = [
      { kind: 'loan', outstandingMinor: 500 },
      { kind: 'loan', outstandingMinor: 70 },
      { kind: 'current' },
    ] as const
    expect(exposureOf(accounts, -30)).toBe(600)
    expect(exposureOf(accounts, 30)).toBe(570)
    expect(exposureOf([], undefined)).toBe(0)
    expect(exposureOf([], Number.NaN)).toBe(0)
  })

  it('knows whether there is an instalment', () => {
    expect(hasInstalmentOf([{ kind: 'loan' }])).toBe(true)
    expect(hasInstalmentOf([{ kind: 'loan', outstandingMinor: 0 }, { kind: 'current' }])).toBe(false)
  })
})
