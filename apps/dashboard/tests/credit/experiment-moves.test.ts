import { describe, expect, it } from 'vitest'
import { movesOf } from '../../src/credit/experiments/experiment-moves.ts'

const actions = (state: Parameters<typeof movesOf>[0]['state'], step = 0) =>
  movesOf({ state, step, rollout: [0.05, 0.5] }).map(({ action }) => action)

describe('what can be done with an experiment', () => {
  it('follows from where it stands', () => {
    expect(actions('draft')).toEqual(['start', 'shadow'])
    expect(actions('shadow')).toEqual(['stop', 'conclude', 'start'])
    expect(actions('running')).toEqual(['stop', 'conclude', 'advance'])
    expect(actions('stopped')).toEqual([])
    expect(actions('concluded')).toEqual([])
  })

  it('offers no step beyond the last; then concluding is the usual next one', () => {
    const moves = movesOf({ state: 'running', step: 1, rollout: [0.05, 0.5] })
    expect(moves.map(({ action, main }) => [action, main])).toEqual([
      ['stop', false],
      ['conclude', true],
    ])
  })
})
