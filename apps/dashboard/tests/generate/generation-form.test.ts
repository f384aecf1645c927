import { GeneratePortfolioRequest } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { emptyForm, requestOf, usualDefaultRate } from '../../src/generate/generation-form.ts'

describe('the request of the form', () => {
  it('says nothing of what was left alone', () => {
    expect(requestOf(emptyForm)).toEqual({})
  })

  it('leaves out grades without a share, and months without a history', () => {
    const request = requestOf({
      ...emptyForm,
      grades: { A: 0.6, B: 0.4, C: 0, D: 0, E: 0 },
      history_months: 12,
      copulas: false,
    })
    expect(request).toEqual({ risk_grade_distribution: { A: 0.6, B: 0.4 }, use_copulas: false })
  })

  it('sends a group as a label, and as an object once it shifts something', () => {
    expect(requestOf({ ...emptyForm, group: ' young ' })).toEqual({ demographic_override: 'young' })
    expect(requestOf({ ...emptyForm, group: 'young', score_shift: -0.5 })).toEqual({
      demographic_override: { group: 'young', score_shift: -0.5 },
    })
    expect(requestOf({ ...emptyForm, group: ' ', score_shift: -0.5 })).toEqual({})
  })
})

it('names the usual default rate as the contract does', () => {
  const { description } = GeneratePortfolioRequest.properties.target_default_rate as { description?: string }
  expect(description).toContain(`Default ${usualDefaultRate} when`)
})
