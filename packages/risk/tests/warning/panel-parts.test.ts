import { openStream } from '@pratibimba/numerics/random'
import { checkPanel, describeDriver, inWords, planSplit } from '@pratibimba/risk/warning'
import { describe, expect, it } from 'vitest'
import { typicalProfiles } from '../../warning/background.ts'
import { dealLabels } from '../../warning/deal-labels.ts'
import { fitView } from '../../warning/fold-view.ts'
import { FIRST_DAY, plantedPanel } from './support/planted-panel.ts'

const { panel } = plantedPanel(800, [FIRST_DAY, FIRST_DAY + 35], 10)

describe('checkPanel', () => {
  it('names what never varies, what is mostly missing, and labels that are late', () => {
    const columns = [...panel.matrix.columns]
    columns[4] = columns[4].map((value, row) => (row % 50 === 0 ? value : Number.NaN))
    const odd = { ...panel, matrix: { ...panel.matrix, columns } }
    const split = planSplit(panel, { seed: 1 })
    const found = checkPanel({ ...odd, knownOnDay: panel.knownOnDay.map((day) => day + 5) }, split)
    expect(found.find(({ check }) => check === 'constant')!.features).toEqual(['noise_6'])
    expect(found.find(({ check }) => check === 'missing')!.features).toEqual(['gambling_share_90d'])
    expect(found.find(({ check }) => check === 'label-delay')!.severity).toBe('warning')
  })

  it('takes labels that are known when the days of grace are over', () => {
    const found = checkPanel(panel, planSplit(panel, { seed: 1 }))
    expect(panel.knownOnDay[0] - panel.asOfDay[0]).toBe(33)
    expect(found.some(({ check }) => check === 'label-delay')).toBe(false)
  })

  it('stops at labels that were known before their date', () => {
    const split = planSplit(panel, { seed: 1 })
    const found = checkPanel({ ...panel, knownOnDay: panel.asOfDay }, split)
    expect(found.find(({ check }) => check === 'label-delay')!.severity).toBe('stop')
  })
})

describe('customers who were helped', () => {
  it('are counted, with those who missed all the same', () => {
    const split = planSplit(panel, { seed: 1 })
    const contacted = panel.label.map((missed, row) => (missed === 1 || row % 2 === 0 ? 1 : 0))
    const found = checkPanel({ ...panel, contacted: Uint8Array.from(contacted) }, split)
    const events = split.train.reduce((sum, row) => sum + panel.label[row], 0)
    const told = found.find(({ check }) => check === 'contacted')!
    expect(told.severity).toBe('warning')
    expect(told.message).toContain(`; ${events} of them missed all the same`)
    const nobody = checkPanel({ ...panel, contacted: new Uint8Array(panel.label.length) }, split)
    expect(nobody.some(({ check }) => check === 'contacted')).toBe(false)
  })
})

describe('features that give the outcome away', () => {
  const split = planSplit(panel, { seed: 1 })
  const random = openStream(3, 'leaks').at(0)
  const draws = panel.label.map(() => random.uniform())
  const withColumn = (column: Float64Array) => ({
    ...panel,
    features: [...panel.features, { ...panel.features[0], id: 'planted' }],
    matrix: { ...panel.matrix, columns: [...panel.matrix.columns, column] },
  })
  const leaks = (of: (missed: boolean, draw: number) => number) =>
    checkPanel(withColumn(panel.label.map((missed, row) => of(missed === 1, draws[row]))), split).find(
      ({ check }) => check === 'leak',
    )?.features

  it.each<[string, (missed: boolean, draw: number) => number]>([
    ['the outcome itself', (missed) => (missed ? 1 : 0)],
    ['the outcome turned round', (missed, draw) => (missed ? -1 : draw)],
    ['a flag set after four misses in ten', (missed, draw) => (missed && draw < 0.4 ? 1 : 0)],
    ['filled in for those who missed alone', (missed, draw) => (missed ? draw : Number.NaN)],
    ['deleted for those who missed', (missed, draw) => (missed ? Number.NaN : draw)],
    ['days since a miss that lies ahead', (missed, draw) => (missed ? -30 * draw : 200 * draw)],
  ])('are named: %s', (_, of) => {
    expect(leaks(of)).toEqual(['planted'])
  })

  it.each<[string, (missed: boolean, draw: number) => number]>([
    ['one that shifts chances far', (missed, draw) => draw + (missed ? 0.2 : 0)],
    ['one that is usually missing for both', (_, draw) => (draw < 0.9 ? Number.NaN : draw)],
    ['chance', (_, draw) => draw],
  ])('and no others: %s', (_, of) => {
    expect(leaks(of)).toBeUndefined()
  })
})

describe('typical profiles', () => {
  it('are medians of equal cells, and follow the spread of the population', () => {
    const profiles = typicalProfiles(panel.matrix, [0, 3, 5])
    expect(profiles.rows).toBe(64)
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean(profiles.columns[0]) - mean(panel.matrix.columns[0]))).toBeLessThan(0.1)
    expect(Math.max(...profiles.columns[0]) - Math.min(...profiles.columns[0])).toBeGreaterThan(2)
  })

  it('are fewer where customers are few, so that none stands for one', () => {
    const few = { rows: 45, columns: panel.matrix.columns.map((values) => values.slice(0, 45)) }
    expect(typicalProfiles(few, [0, 3]).rows).toBe(2)
  })
})

describe('dealt labels', () => {
  it('keep the share of every date, and move a customer’s labels together', () => {
    const dealt = dealLabels(panel, 5)
    for (const from of [0, 800])
      expect(dealt.subarray(from, from + 800).reduce((a, b) => a + b)).toBe(
        panel.label.subarray(from, from + 800).reduce((a, b) => a + b),
      )
    const pairs = (label: Float64Array) =>
      Array.from({ length: 800 }, (_, c) => `${label[c]}${label[800 + c]}`)
        .sort()
        .join()
    expect(pairs(dealt)).toBe(pairs(panel.label))
    expect(dealt).not.toEqual(panel.label)
  })
})

describe('fitView', () => {
  const features = panel.features.map(({ id }) => ({ name: id, kind: 'number' as const }))
  const data = { ...panel.matrix, label: panel.label }
  const options = { seed: 1, clipQuantile: 0.99, leastImportance: 0.001 }

  it('draws outliers in to the rows it learnt from, and leaves flags of a few alone', async () => {
    const stream = openStream(1, 'flag')
    const flag = Float64Array.from({ length: panel.matrix.rows }, () => (stream.uniform() < 0.005 ? 1 : 0))
    const columns = panel.matrix.columns.with(8, flag)
    const view = await fitView({ ...data, columns }, features, { ...options, leastImportance: 0 })
    const { columns: clipped } = view.apply({ rows: panel.matrix.rows, columns })
    const place = Array.from(view.kept).indexOf(4)
    expect(Math.max(...clipped[place])).toBe(view.clipping.upper[4])
    expect(Math.max(...clipped[place])).toBeLessThan(Math.max(...columns[4]))
    expect(view.clipping.upper[8]).toBe(Number.POSITIVE_INFINITY)
    expect(view.features.map(({ name }) => name)).not.toContain('noise_6')
  })

  it('keeps what carries signal', async () => {
    const view = await fitView(data, features, options)
    const names = view.features.map(({ name }) => name)
    expect(names).toContain('overall_stress_score')
    expect(names).toContain('failed_autodebits_90d')
  })
})

describe('drivers in words', () => {
  const feature = (unit: 'days' | 'money' | 'flag' | 'percent') => ({ id: 'x', title: 'X', unit })
  it.each([
    [feature('days'), 2, 1, 0.4, 'X: 1 day, usually 2 days; raises the risk.'],
    [feature('money'), 250_000, 120_450, -0.2, 'X: 1,204.50, usually 2,500.00; lowers the risk.'],
    [feature('flag'), 0, 1, 0.1, 'X: yes, usually no; raises the risk.'],
    [feature('percent'), 12.54, 12.51, 0.1, 'X: 12.5%, as usual; raises the risk.'],
    [feature('days'), Number.NaN, 3, 0.1, 'X: 3 days, usually not known; raises the risk.'],
    [feature('days'), 4, Number.NaN, 0.1, 'X: not known, usually 4 days; raises the risk.'],
    [feature('days'), Number.NaN, Number.NaN, 0.1, 'X: not known, as usual; raises the risk.'],
    [feature('days'), 22.1, 0.458, 0.1, 'X: 11 hours, usually 22.1 days; raises the risk.'],
    [
      { ...feature('days'), id: 'days_since_failed_debit' },
      91,
      1,
      0.1,
      'X: 1 day, usually never in 91 days; raises the risk.',
    ],
  ])('%o', (what, typical, own, contribution, text) => {
    expect(describeDriver(what, typical, own, contribution).text).toBe(text)
  })

  it('shows no minus before nothing', () => {
    expect(inWords(-0.0001, 'ratio')).toBe('0')
  })
})
