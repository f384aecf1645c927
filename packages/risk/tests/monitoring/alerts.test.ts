import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type AlertRule,
  type AlertState,
  decisionAlertRules,
  evaluateAlerts,
  figureTitles,
  freshness,
  maturedPerformance,
  monitoringFigures,
  qualityReport,
  warningAlertRules,
} from '../../monitoring/index.ts'
import { drawn, driftOf, hump, quickUniform } from './support.ts'

const HOUR = 3_600_000
const rule: AlertRule = {
  id: 'psi',
  title: 'PSI is high',
  figure: 'psi',
  comparison: 'at_least',
  threshold: 0.25,
  clearsAt: 0.2,
  consecutive: 2,
  coolDownHours: 5,
  severity: 'warning',
  opensRetraining: true,
}

/** What each hour's value does: + raised, − resolved, . nothing. */
function course(values: readonly (number | null)[], of: AlertRule = rule): string {
  let history: readonly AlertState[] = []
  return values
    .map((value, hour) => {
      const before = structuredClone(history)
      const changes = evaluateAlerts([of], { psi: value }, history, hour * HOUR)
      expect(history).toEqual(before)
      history = changes.history
      return changes.raise.length > 0 ? '+' : changes.resolve.length > 0 ? '-' : '.'
    })
    .join('')
}

it('comes after enough breaches in a row, goes after as many clear ones, and does not flap in between', () => {
  expect(course([0.3, 0.1, 0.3, 0.3, 0.3])).toBe('...+.')
  expect(course([0.3, 0.3, 0.22, 0.24, 0.22, 0.22])).toBe('.+....')
  expect(course([0.3, 0.3, 0.1, 0.22, 0.1, 0.1])).toBe('.+...-')
  expect(course([0.3, null, 0.3, null, 0.1, Number.NaN, 0.1])).toBe('..+...-')
})

it('waits for the cool-down to end, and comes then if it still holds', () => {
  expect(course([0.3, 0.3, 0, 0, 0.3, 0.3, 0.3, 0.3, 0.3])).toBe('.+.-....+')
  expect(course([0.3, 0.3, 0, 0, 0.3, 0.3, 0, 0, 0, 0])).toBe('.+.-......')
})

it('compares each way', () => {
  const at = (comparison: AlertRule['comparison'], value: number) =>
    course([value], { ...rule, comparison, clearsAt: undefined, consecutive: 1 })
  expect(at('above', 0.25) + at('at_least', 0.25) + at('below', 0.25) + at('at_most', 0.25)).toBe('.+.+')
})

it('raises and resolves in turn whatever the figures do', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0.21, 0.26, null), { maxLength: 60 }), (values) => {
      const turns = course(values).replaceAll('.', '')
      expect(turns).toMatch(/^(\+-)*\+?$/)
    }),
  )
})

it('says what happened', () => {
  const changes = evaluateAlerts([{ ...rule, consecutive: 1 }], { psi: 0.31 }, [], 7 * HOUR)
  expect(changes.raise[0]).toMatchObject({
    ruleId: 'psi',
    value: 0.31,
    raisedAtMs: 7 * HOUR,
    opensRetraining: true,
  })
  expect(changes.raise[0].sentence).toBe('PSI is high: 0.31 is at or above 0.25; retraining is due.')
  const over = evaluateAlerts([{ ...rule, consecutive: 1 }], { psi: 0.1 }, changes.history, 9 * HOUR)
  expect(over.resolve[0]).toMatchObject({ raisedAtMs: 7 * HOUR, resolvedAtMs: 9 * HOUR })
  expect(evaluateAlerts([rule], {}, [], 0).unmeasured).toEqual(['psi'])
  expect(evaluateAlerts([], {}, changes.history, 0).history).toEqual([])
})

it('refuses rules that are not sound', () => {
  const bad = (change: Partial<AlertRule>) => () => evaluateAlerts([{ ...rule, ...change }], {}, [], 0)
  expect(bad({ clearsAt: 0.3 })).toThrow(/clearsAt <= 0.25 in psi, got 0.3/)
  expect(bad({ consecutive: 0 })).toThrow(/consecutive/)
  expect(bad({ threshold: Number.NaN })).toThrow(/finite threshold/)
  expect(bad({ coolDownHours: -1 })).toThrow(/coolDownHours/)
  expect(() => evaluateAlerts([rule, rule], {}, [], 0)).toThrow(/ids that differ/)
})

it('default rules are sound, and those of early warning watch figures that exist', () => {
  evaluateAlerts([...warningAlertRules, ...decisionAlertRules], {}, [], 0)
  for (const { figure } of warningAlertRules) expect(Object.keys(figureTitles)).toContain(figure)
})

it('reports become figures, and a bad day raises what it should', () => {
  const uniform = quickUniform(3)
  const drift = driftOf(
    drawn(900, hump(uniform)),
    drawn(900, () => hump(uniform)() + 1),
  )
  const now = 100 * HOUR
  const quality = qualityReport([
    freshness({ source: 'a', lastEventAtMs: now - 2 * HOUR }, now),
    freshness({ source: 'b', lastEventAtMs: now - 60 * HOUR }, now),
  ])
  const probability = drawn(2000, () => uniform())
  const performance = maturedPerformance(
    { customer: Int32Array.from(probability.keys()), scoreDay: new Int32Array(2000), probability },
    probability.map(() => (uniform() < 0.3 ? 1 : 0)),
    { today: 40, threshold: 0.5, seed: 1, training: { auc: { value: 0.8, lower: 0.78, upper: 0.82 } } },
  )
  const figures = monitoringFigures({ drift, quality, performance })
  expect(figures).toMatchObject({
    drift_severe_columns: 1,
    freshness_hours: 60,
    quality_severe_findings: 1,
    score_psi: null,
  })
  expect(figures.auc_gap_to_training).toBeGreaterThan(0.2)
  expect(figures.calibration_error).toBeGreaterThan(0.1)
  expect(Object.keys(figures)).toEqual(Object.keys(figureTitles))
  const first = evaluateAlerts(warningAlertRules, figures, [], now)
  expect(first.raise.map(({ ruleId }) => ruleId).sort()).toEqual(['data_quality', 'stale_source'])
  const second = evaluateAlerts(warningAlertRules, figures, first.history, now + HOUR)
  expect(second.raise.map(({ ruleId }) => ruleId).sort()).toEqual(['auc_below_training', 'miscalibrated'])
})
