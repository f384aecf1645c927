import {
  contactChannels,
  interventionTypes,
  priorityTiers,
  riskDrivers,
  riskLevels,
} from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { shapesOf } from '../../../interventions/effect/uplift-posterior.ts'
import {
  type ActionType,
  actionTypes,
  contactHoursInWords,
  eligibilityInWords,
  nextContactTime,
} from '../../../interventions/index.ts'

const entries: [string, ActionType][] = Object.entries(actionTypes)

describe('the registry of actions', () => {
  it('holds every type of the contract, in its order', () => {
    expect(Object.keys(actionTypes)).toEqual([...interventionTypes])
  })

  it('takes over the stated probabilities, as assumptions', () => {
    const stated = { soft_reminder: 0.75, agent_call: 0.65, restructure: 0.55 }
    for (const [type, mean] of Object.entries(stated))
      expect(actionTypes[type as keyof typeof stated].success).toMatchObject({ mean, assumption: true })
  })

  it('has an answer to every driver', () => {
    for (const driver of riskDrivers)
      expect(
        entries.filter(([, { answers }]) => answers.includes(driver)),
        driver,
      ).not.toEqual([])
  })

  it('offers support, and nothing but support, to gambling and illness', () => {
    for (const [, { purpose, answers }] of entries)
      expect(answers.includes('gambling') || answers.includes('health_costs')).toBe(purpose === 'support')
  })
})

describe.each(entries)('%s', (type, action) => {
  it('says what it is', () => {
    expect(action.type).toBe(type)
    expect(action.title).toMatch(/^[A-Z]/)
    expect(action.does).toMatch(/^[A-Z].*\.$/)
  })

  it('has a price, a belief and clocks that can be', () => {
    expect(Number.isSafeInteger(action.costMinor.value) && action.costMinor.value > 0).toBe(true)
    expect(action.success.source).not.toBe('')
    const { a, b } = shapesOf(action.success)
    expect(a / (a + b)).toBeCloseTo(action.success.mean, 12)
    for (const tier of priorityTiers) expect(action.slaHours[tier]).toBeGreaterThan(0)
    expect(action.slaHours[1]).toBeLessThanOrEqual(action.slaHours[2])
    expect(action.slaHours[2]).toBeLessThanOrEqual(action.slaHours[3])
    expect(Number.isInteger(action.coolDownDays) && action.coolDownDays > 0).toBe(true)
    expect(action.officerMinutes).toBeGreaterThanOrEqual(0)
  })

  it('names what exists, once', () => {
    for (const [named, known] of [
      [action.channels, contactChannels],
      [action.answers, riskDrivers],
      [action.eligibility.levels, riskLevels],
    ] as const) {
      expect(named.length).toBeGreaterThan(0)
      expect(new Set<string>(named).size).toBe(named.length)
      for (const one of named) expect(known).toContain(one)
    }
  })

  it('lets nobody be woken', () => {
    for (let hour = 0; hour < 168; hour++) {
      const at = new Date(Date.UTC(2026, 2, 9, hour))
      const local = nextContactTime(at, action.contactHours, 'UTC').getUTCHours()
      expect(local).toBeGreaterThanOrEqual(8)
      expect(local).toBeLessThan(20)
    }
  })

  it('can be put in words', () => {
    expect(contactHoursInWords(action.contactHours)).toMatch(/^Mon–Fri \d\d:00–\d\d:00/)
    expect(eligibilityInWords(action.eligibility, 'EUR')[0]).toMatch(/^Risk level/)
  })
})
