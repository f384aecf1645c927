import {
  approvalWeeksChart,
  chartThemes,
  comparedCalibrationChart,
  comparedImportanceChart,
  experimentArmsChart,
  featureDriftChart,
  groupApprovalChart,
  guardrailChart,
} from '@pratibimba/reports/charts'
import { describe, expect, it } from 'vitest'
import {
  arms,
  brokenGuardrails,
  groups,
  guardrails,
  moved,
  newer,
  older,
  unknown,
  unknownGroups,
  weeks,
  youngArms,
} from './governance-examples.ts'

const theme = chartThemes.light

describe('arms of an experiment', () => {
  it('tells a difference from chance', () => {
    const near = experimentArmsChart(theme, arms, 'auc')
    expect(near.title).toBe(
      'The challenger ranks with an AUC of 0.803, the champion 0.781: no further apart than chance allows',
    )
    const far = arms.map((arm) =>
      arm.name === 'challenger' ? { ...arm, approval_rate: { value: 0.7, low: 0.66, high: 0.74 } } : arm,
    )
    expect(experimentArmsChart(theme, far, 'approval_rate').title).toMatch(
      /further apart than chance allows$/,
    )
    expect(experimentArmsChart(theme, far, 'approval_rate').title).not.toContain('no further')
  })

  it('says when nothing can be compared, and shows dashes', () => {
    const chart = experimentArmsChart(theme, youngArms, 'approval_rate')
    expect(chart.title).toBe('Too few decisions to compare the arms')
    expect(chart.table.rows.map(([, value]) => value)).toEqual(['–', '–'])
  })
})

describe('guard-rails', () => {
  it('names the nearest limit while all hold', () => {
    expect(guardrailChart(theme, guardrails).title).toBe(
      '3 of 4 guard-rails hold, the others wait; approval rate is nearest with 62% of its limit',
    )
  })

  it('names those that broke; a floor is used up from above', () => {
    const chart = guardrailChart(theme, brokenGuardrails)
    expect(chart.title).toBe('Fairness broke its limit')
    expect(chart.table.rows.at(-1)).toEqual(['Fairness', '0.410', 'at least 0.800', '195%', 'broken'])
  })

  it('waits', () => {
    const waiting = guardrails.map((one) => ({ ...one, value: null, state: 'waiting' as const }))
    expect(guardrailChart(theme, waiting).title).toBe('Every guard-rail waits for enough decisions')
  })
})

describe('monitoring', () => {
  it('holds the last week against the first; an empty week has no rates', () => {
    const chart = approvalWeeksChart(theme, weeks)
    expect(chart.title).toBe(
      '53.5% of the 200 applications of the week of 2026-03-23 were approved, 50.0% in that of 2026-02-02',
    )
    expect(chart.table.rows.find(([week]) => week === '2026-02-23')).toEqual([
      '2026-02-23',
      '0',
      '–',
      '–',
      '–',
    ])
  })

  it('counts the groups short of four fifths', () => {
    expect(groupApprovalChart(theme, groups).title).toBe(
      '1 of 3 groups falls short of four fifths; under 30 is approved 0.70 times as often as the best group',
    )
    expect(groupApprovalChart(theme, unknownGroups).title).toBe('No group has enough decisions for a figure')
  })

  it('puts the feature that moved furthest first', () => {
    const chart = featureDriftChart(theme, moved)
    expect(chart.title).toBe('2 of 4 inputs have moved; "Debt to income" moved furthest, PSI 0.310')
    expect(chart.table.rows[0]![0]).toBe('Debt to income')
    expect(chart.table.rows.at(-1)).toEqual(['Has defaults', '–', '–', 'none'])
  })
})

describe('two versions', () => {
  it('names the feature whose weight changed most, and those one of them does not read', () => {
    const chart = comparedImportanceChart(theme, newer, older)
    expect(chart.title).toBe(
      '"Age of the file" differs most: 9.1% of the importance in cd-20260301-0002, 0.0% in cd-20260201-0001',
    )
    expect(chart.table.rows.find(([feature]) => feature === 'Age of the file')).toEqual([
      'Age of the file',
      '9.1%',
      '–',
    ])
  })

  it('measures how far probabilities miss', () => {
    expect(comparedCalibrationChart(theme, newer, older).title).toBe(
      'Probabilities of cd-20260301-0002 miss by 0.40% on average, those of cd-20260201-0001 by 2.00%',
    )
    expect(comparedCalibrationChart(theme, newer, unknown).title).toContain('not known')
  })
})
