import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '../../monitoring/drift/benjamini-hochberg.ts'
import {
  expectLabelsToAgree,
  expectNumbersToAgree,
  type MonitoringData,
  type MonitoringFigures,
} from './scipy-agreement.ts'

const { data, figures } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/monitoring.golden.json'), 'utf8'),
) as { data: MonitoringData; figures: MonitoringFigures }

describe('SciPy', () => {
  it('says the same of labels', () => expectLabelsToAgree(data, figures))

  it('says the same of numbers, with exact p-values', () =>
    expectNumbersToAgree(data, figures, { ks: 1e-12, p: 1e-10, distance: 0.005 }))

  it('says the very same Wasserstein distance where one sample lies above the other', () => {
    const apart = { ...data, numbers: [data.numbers[2]] }
    expectNumbersToAgree(
      apart,
      { ...figures, numbers: [figures.numbers[2]] },
      { ks: 1e-12, p: 1e-10, distance: 1e-12 },
    )
  })

  it('adjusts p-values alike', () => {
    for (const [i, pValues] of data.p_values.entries())
      for (const [j, adjusted] of benjaminiHochberg(pValues).entries())
        expect(adjusted).toBeCloseTo(figures.p_values[i][j], 14)
  })
})
