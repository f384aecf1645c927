import { aucInterval } from '@pratibimba/learning/metrics'
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import {
  ageBandOf,
  compareGroups,
  creditAlertRules,
  creditFigures,
  decisionTally,
  estimatedAuc,
  liveFigures,
  monitorCredit,
} from '../../../governance/monitoring/index.ts'
import { evaluateAlerts, profileOf, scoreProfileOf } from '../../../monitoring/index.ts'

/** Applicants whose outcomes follow their scores: a calibrated model. */
function applicants(rows: number, seed: number) {
  const stream = openStream(seed, 'monitor-credit')
  const score = Float64Array.from({ length: rows }, (_, i) => 1 - 0.9 * stream.at(2 * i).uniform() ** 2)
  const good = Uint8Array.from(score, (chance, i) => Number(stream.at(2 * i + 1).uniform() < chance))
  return { score, good }
}

function approved({ score, good }: ReturnType<typeof applicants>, from: number) {
  const rows = Int32Array.from(score.keys()).filter((row) => score[row] >= from)
  return {
    score: Float64Array.from(rows, (row) => score[row]),
    good: Uint8Array.from(rows, (row) => good[row]),
  }
}

const weeks = [{ week: '2026-03-02', decisions: 100, approved: 60, reviewed: 30, overridden: 10 }]
const nothing = {
  modelVersion: 'cd-20260301-0001',
  from: '2026-02-01T00:00:00.000Z',
  to: '2026-05-01T00:00:00.000Z',
  weeks,
  scores: new Float64Array(0),
  matured: { score: new Float64Array(0), good: new Uint8Array(0) },
  counts: [],
  inputs: decisionTally(undefined).inputs(),
  readEvery: 1,
  unreadable: 0,
}

describe('live figures', () => {
  const all = applicants(40_000, 3)
  const accepted = approved(all, 0.8)
  const truth = aucInterval(
    Float64Array.from(all.good, (value) => 1 - value),
    all.score.map((value) => 1 - value),
  ).value
  const estimated = estimatedAuc(all.score)!.value
  const live = liveFigures(accepted.score, accepted.good, estimated)!

  it('of the approved alone lie far below those of all who applied, and as low as their scores promise', () => {
    expect(live.auc!.value).toBeLessThan(truth - 0.08)
    expect(live.expectedAuc!).toBeGreaterThan(live.auc!.lower)
    expect(live.expectedAuc!).toBeLessThan(live.auc!.upper)
  })

  it('carried over to all come back to what is true of all, where the model is calibrated', () => {
    expect(Math.abs(live.correctedAuc! - truth)).toBeLessThan(0.03)
  })

  it('fall below it where outcomes no longer follow the scores', () => {
    const stream = openStream(5, 'broken')
    const broken = accepted.good.map((_, i) => Number(stream.at(i).uniform() < 0.9))
    const found = liveFigures(accepted.score, broken, estimated)!
    expect(found.correctedAuc!).toBeLessThan(truth - 0.08)
  })

  it('are none where too few outcomes are known, and nothing where none is', () => {
    expect(liveFigures(new Float64Array(0), new Uint8Array(0), null)).toBeNull()
    const few = liveFigures(accepted.score.slice(0, 15), new Uint8Array(15).fill(1), estimated)!
    expect(few.auc).toBeNull()
    expect(few.correctedAuc).toBeNull()
    expect(few.accuracy).not.toBeNull()
    expect(() => liveFigures(new Float64Array(2), new Uint8Array(1), null)).toThrow(RangeError)
  })
})

describe('groups', () => {
  const count = (group: string, decisions: number, yes: number, month = '2026-03-01') => ({
    attribute: 'age_band',
    group,
    month,
    decisions,
    approved: yes,
  })

  it('are compared with the one approved most often, with intervals', () => {
    const { groups } = compareGroups([count('a', 1000, 800), count('b', 1000, 500)])
    expect(groups.map(({ group, fourFifths }) => [group, fourFifths?.value ?? null])).toEqual([
      ['a', null],
      ['b', 0.625],
    ])
    const [, b] = groups
    expect(b!.fourFifths!.lower).toBeLessThan(0.625)
    expect(b!.fourFifths!.upper).toBeLessThan(0.8)
  })

  it('that are small are named, and not shown', () => {
    const { groups, suppressed } = compareGroups([count('a', 1000, 800), count('b', 29, 3)])
    expect(groups.map(({ group }) => group)).toEqual(['a'])
    expect(suppressed).toEqual(['age_band b'])
  })

  it('of several months are added up', () => {
    const { groups } = compareGroups([count('a', 20, 10), count('a', 20, 12, '2026-04-01')])
    expect(groups[0]!.decisions).toBe(40)
    expect(groups[0]!.approvalRate.value).toBeCloseTo(0.55)
  })

  it('by age are those that the law and the gates know', () => {
    expect([0, 24, 25, 39, 40, 61, 62, 99].map(ageBandOf)).toEqual([
      'under 25',
      'under 25',
      '25 to 39',
      '25 to 39',
      '40 to 61',
      '40 to 61',
      '62 and older',
      '62 and older',
    ])
    expect(() => ageBandOf(Number.NaN)).toThrow(RangeError)
  })
})

describe('a look', () => {
  const { score } = applicants(3000, 9)
  const reference = {
    inputs: profileOf({ rows: score.length, columns: [score] }, [{ name: 'x', kind: 'number' }]),
    scores: scoreProfileOf(score, [0.4, 0.8]),
    marks: [0.4, 0.8],
  }
  const lookAt = (values: Float64Array) => {
    const tally = decisionTally(reference.inputs, 2000)
    for (const [i, x] of values.entries())
      tally.add({
        day: '2026-03-05',
        groups: { age_band: 'a' },
        approved: i % 3 === 0 ? null : true,
        features: { x },
      })
    return monitorCredit(
      { ...nothing, scores: values, counts: tally.counts(), inputs: tally.inputs() },
      { profile: reference },
    )
  }

  it('tells that nothing moved, and how much did', () => {
    const same = lookAt(applicants(2000, 11).score)
    expect(same.drift!.severity).toBe('none')
    expect(same.scores!.severity).toBe('none')
    const moved = lookAt(applicants(2000, 11).score.map((x) => x * 0.6))
    expect(moved.drift!.severity).toBe('severe')
    expect(moved.scores!.severity).toBe('severe')
    expect(moved.drift!.features[0]!.name).toBe('x')
  })

  it('keeps no more rows than it may, and counts what is decided alone', () => {
    const look = lookAt(applicants(3000, 12).score)
    expect(look.driftRows).toBe(2000)
    expect(look.fairness[0]!.decisions).toBe(2000)
  })

  it('without a reference, scores or outcomes says so, and invents no figure', () => {
    const look = monitorCredit(nothing, {})
    expect(look.decisions).toBe(100)
    expect([look.drift, look.scores, look.live, look.estimated, look.reference]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
    expect(look.notes.join(' ')).toContain('No outcome is known yet')
    expect(Object.values(creditFigures(look)).filter((value) => value !== null)).toEqual([1 / 3])
  })

  it('survives JSON: it is kept as it is', () => {
    const look = lookAt(applicants(2000, 11).score)
    expect(JSON.parse(JSON.stringify(look))).toEqual(look)
  })
})

describe('alerts', () => {
  const figures = { live_auc: 0.79, live_accuracy: 0.74, score_psi: 0.3, smallest_four_fifths_upper: 0.79 }

  it('come after two looks in a row, and ask for a retraining where the model is the cause', () => {
    const first = evaluateAlerts(creditAlertRules, figures, [], 0)
    expect(first.raise).toEqual([])
    const second = evaluateAlerts(creditAlertRules, figures, first.history, 86_400_000)
    expect(second.raise.map(({ ruleId, opensRetraining }) => [ruleId, opensRetraining])).toEqual([
      ['live_auc', true],
      ['live_accuracy', true],
      ['score_drift', false],
      ['four_fifths', false],
    ])
  })

  it('do not come of the AUC of the approved alone', () => {
    const all = applicants(40_000, 3)
    const accepted = approved(all, 0.8)
    const look = monitorCredit({ ...nothing, scores: all.score, matured: accepted }, {})
    expect(look.live!.auc!.value).toBeLessThan(0.8)
    expect(creditFigures(look).live_auc).toBe(look.live!.correctedAuc)
  })
})
