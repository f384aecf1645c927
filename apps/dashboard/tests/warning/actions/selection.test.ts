import type { CustomerRow } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { firstDirection, readActionsSearch } from '../../../src/warning/actions/actions-search.ts'
import {
  commonRecommendation,
  nobody,
  refreshed,
  selectRows,
} from '../../../src/warning/actions/selection.ts'

function row(id: string, type: 'agent_call' | 'soft_reminder' | null = null, score = 0.3): CustomerRow {
  const recommended_action = type === null ? null : { type, title: type, reason: '' }
  return { customer_id: id, risk_score: score, recommended_action } as CustomerRow
}

describe('a selection', () => {
  const [a, b, c] = [row('A', 'agent_call'), row('B', 'soft_reminder'), row('C', 'soft_reminder')]

  it('holds rows of several pages, and gives up only those that are named', () => {
    const first = selectRows(nobody, [a, b], ['A', 'B'], true)
    const both = selectRows(first, [c], ['C'], true)
    expect([...both.keys()]).toEqual(['A', 'B', 'C'])
    expect([...selectRows(both, [c], ['C'], false).keys()]).toEqual(['A', 'B'])
    expect(nobody.size).toBe(0)
  })

  it('shows the rows as they are now, and does not hold what no page showed', () => {
    const selection = selectRows(nobody, [a], ['A', 'Z'], true)
    expect([...refreshed(selection, [row('A', null, 0.9)]).values()][0]!.risk_score).toBe(0.9)
    expect(selection.has('Z')).toBe(false)
  })

  it('knows what is recommended most often', () => {
    expect(commonRecommendation(selectRows(nobody, [a, b, c], ['A', 'B', 'C'], true))).toBe('soft_reminder')
    expect(commonRecommendation(selectRows(nobody, [row('D')], ['D'], true))).toBeUndefined()
  })
})

describe('the address of the queue', () => {
  it('keeps what a filter can mean and drops the rest', () => {
    const search = {
      tier: 1,
      level: 'HIGH',
      assigned_to: 'nobody',
      case: 'open',
      sla: 'overdue',
      customer: 'C1',
    }
    expect(readActionsSearch(search)).toMatchObject({ ...search, tier: '1' })
    const rubbish = { tier: '9', level: 'x', sort: 'tier', order: 'up', page: -1, customer: '', case: 1 }
    expect(Object.values(readActionsSearch(rubbish)).every((value) => value === undefined)).toBe(true)
  })

  it('reads tiers and days from the small end', () => {
    expect([firstDirection('tier'), firstDirection('expected_loss')]).toEqual(['asc', 'desc'])
  })
})
