import { evidenceOf, evidenceSentences } from '@pratibimba/risk/monitoring'
import { describe, expect, test } from 'vitest'

const DAY_MS = 86_400_000
const learntBy = 20_000

describe('what a score is worth as evidence', () => {
  test('made when the day had ended, or two days later where a batch was held up: live', () => {
    for (const asOfDay of [learntBy - 40, learntBy, learntBy + 40])
      for (const late of [0, 0.1, 1.9])
        expect(evidenceOf(asOfDay, (asOfDay + 1 + late) * DAY_MS, learntBy)).toBe('live')
  })

  test('back-filled: a test on later days, or nothing at all', () => {
    const made = (learntBy + 100) * DAY_MS
    expect(evidenceOf(learntBy + 1, made, learntBy)).toBe('hindsight')
    expect(evidenceOf(learntBy, made, learntBy)).toBe('in_sample')
    expect(evidenceOf(learntBy - 60, made, learntBy)).toBe('in_sample')
    expect(evidenceOf(learntBy - 60, (learntBy - 57) * DAY_MS, learntBy)).toBe('in_sample')
  })
})

describe('what figures of performance are of', () => {
  const none = { inSample: 0, otherVersions: 0, contacted: 0, learntBy: '2026-05-30' }

  test('nothing is said where nothing is left out', () => {
    expect(evidenceSentences(none)).toEqual([])
  })

  test('everything that is left out is named with its number', () => {
    const figures = {
      auc: { value: 0.9, lower: 0.88, upper: 0.92 },
      recall: { value: 0.8, lower: 0.7, upper: 0.9 },
      precision: null,
      calibrationError: { value: 0.01, lower: 0, upper: 0.02, expectedByChance: 0.01 },
    }
    const hindsight = { rows: 2_000, customers: 2_000, events: 80, figures }
    const told = evidenceSentences({
      ...none,
      inSample: 12_000,
      otherVersions: 300,
      contacted: 45,
      hindsight,
    })
    expect(told).toHaveLength(4)
    expect(told[0]).toMatch(
      /2,000 scores .* after 2026-05-30 .* after the fact: AUC 0?\.9.*not performance in use/,
    )
    expect(told[1]).toContain('12,000 back-filled scores of days up to 2026-05-30 are left out')
    expect(told[2]).toContain('300 scores of other model versions')
    expect(told[3]).toMatch(/45 of the customers were contacted .* counts as a false alarm/)
    const few = evidenceSentences({ ...none, hindsight: { rows: 9, customers: 9, events: 1 } })
    expect(few[0]).toContain('too few events')
  })
})
