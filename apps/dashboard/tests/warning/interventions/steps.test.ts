import { describe, expect, it } from 'vitest'
import {
  emptyFields,
  isComplete,
  outcomesAfter,
  requestOf,
} from '../../../src/warning/interventions/case/step-fields.ts'
import { nextStep, offered } from '../../../src/warning/interventions/case/step-words.ts'
import { readInterventionsSearch } from '../../../src/warning/interventions/interventions-search.ts'

describe('steps of a case', () => {
  it('are those the server allows and no others', () => {
    expect(offered(['undo', 'assign', 'contact', 'propose'])).toEqual(['contact', 'assign', 'undo'])
    expect(offered([])).toEqual([])
    expect(nextStep(['assign', 'cancel'], false)).toBe('assign')
    expect(nextStep(['assign', 'contact'], true)).toBe('contact')
    expect(nextStep(['assign'], true)).toBeUndefined()
  })

  it('need what they need', () => {
    expect(isComplete('cancel', { ...emptyFields, note: '  ' })).toBe(false)
    expect(isComplete('cancel', { ...emptyFields, note: 'A duplicate' })).toBe(true)
    expect(isComplete('assign', emptyFields)).toBe(false)
    expect(isComplete('resolve', { ...emptyFields, outcome: 'cured' })).toBe(true)
    expect(isComplete('record_response', emptyFields)).toBe(true)
    expect(outcomesAfter('no_response')).not.toContain('declined')
    expect(outcomesAfter('responded')).toContain('declined')
  })

  it('send their own fields and the version that was seen', () => {
    const fields = {
      ...emptyFields,
      officer: 'asha.rao',
      channel: 'sms',
      reason: 'Asked for it',
      note: ' x ',
    } as const
    expect(requestOf('assign', fields, 3, 'k')).toEqual({
      version: 3,
      action: 'assign',
      idempotency_key: 'k',
      assign_to: 'asha.rao',
      note: 'x',
    })
    expect(requestOf('contact', fields, 4, 'k')).toEqual({
      version: 4,
      action: 'contact',
      idempotency_key: 'k',
      channel: 'sms',
      override_reason: 'Asked for it',
      note: 'x',
    })
  })
})

describe('the address of the tracker', () => {
  it('opens a case by its id, and nothing that is none', () => {
    expect(readInterventionsSearch({ case: 'INT_0123456789abcdef01234567', days: '30' })).toMatchObject({
      case: 'INT_0123456789abcdef01234567',
      days: 30,
    })
    const rubbish = { case: 'INT_../x', days: 'many', type: 'none', state: 'x', page: 0, sort: 'newest' }
    expect(Object.values(readInterventionsSearch(rubbish)).every((value) => value === undefined)).toBe(true)
  })

  it('keeps several types and states in the order of their lists', () => {
    expect(
      readInterventionsSearch({ type: 'agent_call,soft_reminder', state: 'contacted,proposed' }),
    ).toMatchObject({
      type: 'soft_reminder,agent_call',
      state: 'proposed,contacted',
    })
  })
})
