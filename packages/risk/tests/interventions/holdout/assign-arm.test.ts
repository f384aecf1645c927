import { priorityTiers } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { assignArm, type Programme } from '../../../interventions/index.ts'

const programme: Programme = { name: 'pre-delinquency', seed: 42, holdoutShare: { 1: 0.1, 2: 0.1, 3: 0.1 } }
const ids = Array.from({ length: 20_000 }, (_, i) => `C${String(i).padStart(7, '0')}`)
const heldOut = (tier: 1 | 2 | 3, change: Partial<Programme> = {}) =>
  new Set(ids.filter((id) => assignArm(id, tier, { ...programme, ...change }).arm === 'held_out'))

describe('assignArm', () => {
  it('answers the same whoever asks when, and whatever the tier where shares are equal', () => {
    const first = heldOut(1)
    for (const tier of priorityTiers) expect(heldOut(tier)).toEqual(first)
  })

  it('holds out its share in every tier', () => {
    const holdoutShare = { 1: 0.05, 2: 0.1, 3: 0.3 }
    for (const tier of priorityTiers) {
      const share = heldOut(tier, { holdoutShare }).size / ids.length
      const standardError = Math.sqrt((holdoutShare[tier] * (1 - holdoutShare[tier])) / ids.length)
      expect(Math.abs(share - holdoutShare[tier])).toBeLessThan(4 * standardError)
    }
  })

  it('keeps who is held out when the share grows', () => {
    const larger = heldOut(1, { holdoutShare: { 1: 0.2, 2: 0.2, 3: 0.2 } })
    for (const id of heldOut(1)) expect(larger).toContain(id)
  })

  it('draws anew for another seed or programme', () => {
    for (const change of [{ seed: 43 }, { name: 'another' }]) {
      const other = heldOut(1, change)
      const both = [...heldOut(1)].filter((id) => other.has(id)).length
      expect(both / ids.length).toBeGreaterThan(0.005)
      expect(both / ids.length).toBeLessThan(0.015)
    }
  })

  it('draws numbers that spread evenly', () => {
    const draws = ids.map((id) => assignArm(id, 1, programme).draw).sort((a, b) => a - b)
    const distance = Math.max(...draws.map((draw, i) => Math.abs(draw - (i + 0.5) / draws.length)))
    expect(distance).toBeLessThan(1.95 / Math.sqrt(ids.length))
    expect(new Set(draws).size).toBe(ids.length)
  })

  it('holds nobody out at a share of 0, and refuses one of 1 and names that are empty', () => {
    expect(heldOut(1, { holdoutShare: { 1: 0, 2: 0, 3: 0 } }).size).toBe(0)
    expect(() => assignArm('C1', 1, { ...programme, holdoutShare: { 1: 1, 2: 0, 3: 0 } })).toThrow('got 1')
    expect(() => assignArm('', 1, programme)).toThrow(RangeError)
  })
})
