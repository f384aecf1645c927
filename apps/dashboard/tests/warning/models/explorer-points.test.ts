import type { DriftReport, WarningModelReport } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { worstFirst } from '../../../src/warning/models/drift-order.ts'
import { explorerPoints, nearestPoint } from '../../../src/warning/models/explorer-points.ts'
import { readModelsSearch } from '../../../src/warning/models/models-search.ts'

type Point = WarningModelReport['thresholds'][number]
const point = (threshold: number, alerts: number): Point => ({
  threshold,
  recall: 0.5,
  precision: 0.5,
  false_alarm_rate: 0.1,
  alerts,
  alerts_a_day: alerts / 30,
  cost: 0,
})
const confusion = { true_positives: 80, false_positives: 180, false_negatives: 20, true_negatives: 720 }
const model = { threshold: 0.0196 } as WarningModelReport['model']

describe('explorerPoints', () => {
  it('steps over the stored thresholds, the model’s own, and that of 85% recall', () => {
    const thresholds = [point(0.01, 600), point(0.05, 120)]
    const points = explorerPoints({ model, thresholds, recall_85: point(0.018, 290), confusion })
    expect(points.map(({ threshold }) => threshold)).toEqual([0.01, 0.018, 0.0196, 0.05])
    expect(points[2]).toMatchObject({ recall: 0.8, false_alarm_rate: 0.2, alerts: 260 })
    expect(points[2]!.alerts_a_day).toBeCloseTo(260 / 30, 12)
    expect(nearestPoint(points, 0.019)).toBe(2)
    expect(nearestPoint([], 0.5)).toBe(-1)
  })
  it('makes no point up where the test tells nothing', () => {
    const nobody = { true_positives: 0, false_positives: 0, false_negatives: 0, true_negatives: 9 }
    expect(explorerPoints({ model, thresholds: [], recall_85: null, confusion: nobody })).toEqual([])
  })
})

describe('drift', () => {
  it('stands worst first; what is not known comes last', () => {
    const feature = (id: string, severity: 'none' | 'moderate' | 'severe', psi: number | null) =>
      ({ id, severity, psi }) as DriftReport['features'][number]
    const order = worstFirst([
      feature('a', 'none', 0.01),
      feature('b', 'severe', 0.3),
      feature('c', 'moderate', 0.9),
      feature('d', 'severe', 0.8),
      feature('e', 'none', null),
    ])
    expect(order.map(({ id }) => id).join('')).toBe('dbcae')
  })
})

it('the address of the models is read with tolerance', () => {
  expect(
    readModelsSearch({ version: 'ew-1', tab: 'fairness', by: 'region', ratio: '100', threshold: '2' }),
  ).toMatchObject({ version: 'ew-1', tab: 'fairness', by: 'region', ratio: 100, threshold: undefined })
  expect(readModelsSearch({ version: '../x', tab: 'all' })).toMatchObject({
    version: undefined,
    tab: undefined,
  })
})
