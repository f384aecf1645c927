import type { GateResult, RulePack } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { byRegulator, countVerdicts } from '../../src/credit/governance/verdict-counts.ts'
import { instantOrNone, versionOrNone } from '../../src/credit/models/credit-models-search.ts'
import { failedFirst, notPassed } from '../../src/credit/models/gate-order.ts'
import {
  readCalibration,
  readImportance,
  readMetrics,
  reportOf,
} from '../../src/credit/models/report-reading.ts'

const gate = (id: string, passed: boolean, overridden_by: string | null = null): GateResult => ({
  id,
  kind: 'performance',
  title: id,
  passed,
  value: 1,
  limit: 1,
  text: '',
  overridden_by,
})

describe('gates', () => {
  it('begin with those that hold a version back, then those signed for', () => {
    const gates = [gate('a', true), gate('b', false, 'someone'), gate('c', false), gate('d', true)]
    expect(failedFirst(gates).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd'])
    expect(notPassed(gates).map(({ id }) => id)).toEqual(['b', 'c'])
  })
})

describe('reports of two versions', () => {
  const estimate = (value: number) => ({ value, lower: value - 0.01, upper: value + 0.01 })
  const reports = {
    train: {
      training: { calibration: { points: [{ predicted: 0.1, happened: estimate(0.12), rows: 50 }] } },
    },
    evaluate: { figures: { auc: estimate(0.8), brier: estimate(0.07) } },
    explain: { importance: [{ feature: 'credit_score', title: 'Credit score', share: 0.4 }] },
  }

  it('are found where the steps leave them', () => {
    expect(readImportance(reports)).toEqual([{ feature: 'Credit score', value: 0.4 }])
    expect(readCalibration(reports)).toEqual([{ predicted: 0.1, observed: 0.12, rows: 50 }])
    expect(readMetrics(reports).map(({ name, value }) => [name, value])).toEqual([
      ['AUC', 0.8],
      ['Brier score', 0.07],
    ])
  })

  it('are absent where a step did not run or says something else', () => {
    for (const other of [{}, { train: null, evaluate: 3, explain: { importance: 'much' } }]) {
      expect(readImportance(other)).toEqual([])
      expect(readCalibration(other)).toEqual([])
      expect(readMetrics(other)).toEqual([])
    }
  })

  it('are unwrapped from what they were made from', () => {
    expect(reportOf({ bench: { step: 'bench', inputs: {}, report: { calls: 3 } } }, 'bench')).toEqual({
      calls: 3,
    })
    expect(reportOf({ drift: { against: 'x', report: {} } }, 'drift')).toEqual({ against: 'x', report: {} })
  })
})

describe('addresses', () => {
  it('read versions and instants, and nothing else', () => {
    expect(versionOrNone('cd-20260301-0001')).toBe('cd-20260301-0001')
    expect(versionOrNone('../secret')).toBeUndefined()
    expect(instantOrNone('2026-03-01T10:00Z')).toBe('2026-03-01T10:00:00.000Z')
    expect(instantOrNone('2026-03-01T10:00:00.000Z')).toBe('2026-03-01T10:00:00.000Z')
    for (const rubbish of ['yesterday', '2026-13-01T10:00Z', '2026-03-01', 7, null])
      expect(instantOrNone(rubbish)).toBeUndefined()
  })
})

describe('rule packs', () => {
  const pack = (id: string, regulator: string, status: RulePack['status']): RulePack => ({
    id,
    title: id,
    regulator,
    jurisdiction: '',
    status,
    effective_from: null,
    source: '',
    note: '',
    checks: [
      { id: 'x', title: '', citation: '', verdict: 'met', why: '', evidence: [] },
      { id: 'y', title: '', citation: '', verdict: 'needs_a_person', why: '', evidence: [] },
    ],
  })

  it('stand by regulator, those in force first', () => {
    const packs = [pack('old', 'A', 'history'), pack('b', 'B', 'in_force'), pack('new', 'A', 'in_force')]
    expect(byRegulator(packs).map(([regulator, ones]) => [regulator, ones.map(({ id }) => id)])).toEqual([
      ['A', ['new', 'old']],
      ['B', ['b']],
    ])
    expect(countVerdicts(packs)).toEqual({ met: 3, not_met: 0, needs_a_person: 3 })
  })
})
