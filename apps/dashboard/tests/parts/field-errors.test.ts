import { ApiProblem } from '@pratibimba/client'
import { expect, it } from 'vitest'
import { fieldErrors, hasHomelessErrors, inWordsOf } from '../../src/parts/field-errors.ts'

const labels = {
  '/rate': 'Target rate',
  '/rate_tolerance': 'Tolerance',
  '/group': 'Group',
  '/group/shift': 'Score shift',
  '/dti': 'DTI range',
}

const problem = (...errors: { pointer: string; detail: string }[]) =>
  new ApiProblem({
    type: 'about:blank',
    title: 'Refused',
    status: 422,
    detail: 'Refused.',
    instance: 'urn:1',
    error_code: 'out_of_range',
    timestamp: '2026-01-01T00:00:00Z',
    errors,
  })

it('speaks of fields by their labels', () => {
  const said = (detail: string) => inWordsOf(detail, labels)
  expect(said('rate must be from 0 to 1; got 2.')).toBe('Target rate must be from 0 to 1; got 2.')
  expect(said('rate_tolerance is too small.')).toBe('Tolerance is too small.')
  expect(said('rate 0.9 is out of reach, or change dti.')).toBe(
    'Target rate 0.9 is out of reach, or change DTI range.',
  )
  expect(said('Change rate or rate_tolerance.')).toBe('Change target rate or tolerance.')
  expect(said('group/shift must be from -3 to 3.')).toBe('Score shift must be from -3 to 3.')
  expect(said('A separate matter: rates of /rate and my/rate.')).toBe(
    'A separate matter: rates of /rate and my/rate.',
  )
})

it('puts an error at the innermost field there is', () => {
  const at = fieldErrors(problem({ pointer: '/group/shift', detail: 'group/shift is too large.' }), labels)
  expect(at('/group/shift')).toBe('Score shift is too large.')
  expect(at('/group')).toBeUndefined()
  expect(fieldErrors(problem({ pointer: '/group/other', detail: 'No.' }), labels)('/group')).toBe('No.')
})

it('knows which errors have no field', () => {
  expect(hasHomelessErrors(problem({ pointer: '/group/other', detail: 'No.' }), labels)).toBe(false)
  expect(hasHomelessErrors(problem({ pointer: '/nothing', detail: 'No.' }), labels)).toBe(true)
  expect(hasHomelessErrors(problem(), labels)).toBe(true)
  expect(hasHomelessErrors(new Error('gone'), labels)).toBe(true)
})
