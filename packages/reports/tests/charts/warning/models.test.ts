import {
  chartThemes,
  cheapestThreshold,
  driftBinsChart,
  fairnessChart,
  learnerAucChart,
  livePerformanceChart,
  modelImportanceChart,
  reliabilityChart,
  thresholdCost,
  thresholdCostChart,
} from '@pratibimba/reports/charts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bayes,
  confusion,
  drifted,
  groups,
  importance,
  learners,
  model,
  performance,
  points,
  reliability,
} from './model-examples.ts'

const theme = chartThemes.light
const own = (text: string) => text

describe('thresholdCost', () => {
  it('is what the table of outcomes says', () => {
    // (180 false alarms + 50 · 20 misses) / 1000
    expect(thresholdCost(points[2]!, confusion, 50)).toBeCloseTo(1.18, 12)
    expect(thresholdCost(points[0]!, confusion, 50)).toBeCloseTo(0.9, 12)
  })
  it('grows with what a miss costs, and is linear in it', () => {
    fc.assert(
      fc.property(
        fc.record({
          recall: fc.double({ min: 0, max: 1, noNaN: true }),
          false_alarm_rate: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        fc.double({ min: 1, max: 250, noNaN: true }),
        (point, ratio) => {
          const [at0, at1, at] = [0, 1, ratio].map((one) => thresholdCost(point, confusion, one))
          expect(at).toBeCloseTo(at0! + ratio * (at1! - at0!), 8)
        },
      ),
    )
  })
  it('moves the cheapest threshold down as misses cost more', () => {
    const best = [1, 25, 250].map((ratio) => cheapestThreshold(points, confusion, ratio)!.threshold)
    expect(best).toEqual([...best].sort((a, b) => b - a))
    expect(best[2]).toBeLessThan(best[0]!)
    expect(cheapestThreshold([], confusion, 50)).toBeUndefined()
  })
  it('is the last column of the table behind the chart', () => {
    const { table, title } = thresholdCostChart(theme, points, confusion, 50, { chosen: 0.05, model: 0.05 })
    expect(table.rows[2]!.at(-1)).toBe('1.18')
    expect(title).toContain('50 false alarms')
  })
})

describe('findings about models', () => {
  it('compare the ensemble with its best learner and with what is possible', () => {
    expect(learnerAucChart(theme, { model, learners, bayes }).title).toBe(
      'The ensemble ranks better than Symmetric trees alone: AUC 0.870 against 0.860; 0.060 below the best possible',
    )
  })
  it('say which groups lie apart', () => {
    const { title, table } = fairnessChart(theme, groups, 'flagged_rate', own)
    expect(title).toBe('Groups lie from 10.0% (north) to 30.0% (south), further apart than chance allows')
    expect(fairnessChart(theme, groups, 'recall', own).title).toContain('no further apart than chance')
    expect(table.rows[2]).toEqual(['isles', '4', '–', '–', '–', '–', 'too few customers'])
  })
  it('name the feature that matters most and draw at most twenty', () => {
    const { title, table } = modelImportanceChart(theme, importance)
    expect(title).toContain('"Feature {0}" moves scores most; the first 5 of 25')
    expect(table.rows).toHaveLength(20)
  })
  it('say where scores are not what happens', () => {
    expect(reliabilityChart(theme, reliability).title).toBe(
      '1 of 2 groups hold their mean score; at 10.0% more miss: 20.0%',
    )
    expect(reliabilityChart(theme, reliability.slice(0, 1)).title).toContain('Scores are what happens')
  })
  it('judge matured scores by the intervals', () => {
    expect(livePerformanceChart(theme, performance, model.auc).title).toContain('below the training')
    expect(livePerformanceChart(theme, performance, { value: 0.72, low: 0.7, high: 0.74 }).title).toContain(
      'as in the training',
    )
    expect(livePerformanceChart(theme, performance.slice(1), null).title).toContain('expected')
  })
  it('hold the drift against what chance brings', () => {
    expect(driftBinsChart(theme, drifted).title).toBe(
      'Moved most in above 0.5: 10.0% of customers then, 30.0% now',
    )
    expect(driftBinsChart(theme, { ...drifted, psi: 0.01 }).title).toContain('No more change than chance')
  })
})
