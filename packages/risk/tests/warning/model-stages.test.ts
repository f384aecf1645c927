import type { ModelRecord } from '@pratibimba/risk/ports'
import { moveModel, pointAlias, rollBack, settleCandidate } from '@pratibimba/risk/warning'
import { describe, expect, it } from 'vitest'

const by = { by: 'ana', at: new Date('2026-03-01T00:00:00Z') }

function record(version: string, stage: ModelRecord['stage'], more: Partial<ModelRecord> = {}): ModelRecord {
  return {
    version,
    stage,
    aliases: [],
    trainedAt: by.at,
    trainedBy: 'ana',
    reason: 'trained',
    transitions: [],
    artifact: `${version}.model`,
    predictionsArtifact: `${version}.parquet`,
    sha256: '0'.repeat(64),
    featureSet: { name: 'catalogue', hash: '0'.repeat(64), features: 104 },
    seed: 42,
    rows: 100,
    customers: 50,
    trainFrom: '2026-01-01',
    trainTo: '2026-02-01',
    testDates: ['2026-03-01'],
    threshold: 0.02,
    auc: { value: 0.8, lower: 0.78, upper: 0.82 },
    report: {},
    ...more,
  }
}

describe('stages of models', () => {
  it('promotes one and archives the one before, each with its reason', () => {
    const changed = moveModel([record('a', 'champion'), record('b', 'challenger')], 'b', 'champion', {
      ...by,
      reason: 'better',
    })
    expect(changed.map(({ version, stage }) => [version, stage])).toEqual([
      ['a', 'archived'],
      ['b', 'champion'],
    ])
    expect(changed[0].reason).toBe('Replaced by b: better')
    expect(changed[1].transitions).toEqual([{ from: 'challenger', to: 'champion', reason: 'better', ...by }])
    expect(changed[1].promotedAt).toEqual(by.at)
  })

  it('rejects a candidate that is kept out, and promotes the first of all', () => {
    const [rejected] = settleCandidate(
      [record('a', 'champion'), record('b', 'challenger')],
      'b',
      { verdict: 'keep', reason: 'worse' },
      by,
    )
    expect([rejected.version, rejected.stage, rejected.reason]).toEqual(['b', 'rejected', 'worse'])
    const [first] = settleCandidate([record('a', 'challenger')], 'a', undefined, by)
    expect(first.stage).toBe('champion')
    expect(() =>
      settleCandidate([record('a', 'champion'), record('b', 'challenger')], 'b', undefined, by),
    ).toThrow(/was not compared/)
  })

  it('rolls back to the champion before', () => {
    const records = [
      record('a', 'archived', { promotedAt: new Date('2026-01-01') }),
      record('b', 'archived', { promotedAt: new Date('2026-02-01') }),
      record('c', 'champion', { promotedAt: new Date('2026-03-01') }),
    ]
    const changed = rollBack(records, { ...by, reason: 'recall fell' })
    expect(changed.map(({ version, stage }) => [version, stage])).toEqual([
      ['c', 'archived'],
      ['b', 'champion'],
    ])
    expect(() => rollBack([record('a', 'champion')], { ...by, reason: 'x' })).toThrow(/no earlier champion/)
  })

  it('refuses steps that are not allowed, without a reason, or of unknown versions', () => {
    const records = [record('a', 'rejected')]
    expect(() => moveModel(records, 'a', 'champion', { ...by, reason: 'x' })).toThrow(
      /cannot become champion/,
    )
    expect(() => moveModel(records, 'a', 'challenger', { ...by, reason: ' ' })).toThrow(/reason is needed/)
    expect(() => moveModel(records, 'z', 'archived', { ...by, reason: 'x' })).toThrow(/no model z/)
  })

  it('points a name to one version', () => {
    const records = [record('a', 'archived', { aliases: ['nightly'] }), record('b', 'champion')]
    const changed = pointAlias(records, 'nightly', 'b')
    expect(changed.map(({ version, aliases }) => [version, aliases])).toEqual([
      ['a', []],
      ['b', ['nightly']],
    ])
    expect(pointAlias(changed, 'nightly', 'b')).toEqual([])
  })
})
