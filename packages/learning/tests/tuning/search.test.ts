/** Searches: what is drawn, what is spent, what happens when trials fail, and that stopping changes nothing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Evaluate,
  planOf,
  type SearchOptions,
  type SearchSpace,
  type SearchState,
  type Strategy,
  search,
} from '../../tuning/index.ts'

const space: SearchSpace = {
  rate: { kind: 'float', low: 1e-3, high: 1, scale: 'log' },
  depth: { kind: 'integer', low: 1, high: 9 },
  mode: { kind: 'choice', options: ['plain', 'ordered'] },
  share: { kind: 'float', low: 0.5, high: 1, when: { parameter: 'mode', is: ['plain'] } },
}

/** Least at rate .05 and depth 4; noise shrinks with the resource. */
const bowl: Evaluate = ({ rate, depth }, { resource, trial }) =>
  Math.log((rate as number) / 0.05) ** 2 +
  ((depth as number) - 4) ** 2 +
  (((trial * 7919) % 13) - 6) / (10 * resource)

const halving: Strategy = { kind: 'halving', trials: 27, minimumResource: 10, maximumResource: 270 }
const options = (more: Partial<SearchOptions> = {}): SearchOptions => ({
  strategy: { kind: 'random', trials: 20 },
  direction: 'minimize',
  seed: 11,
  ...more,
})

describe('search', () => {
  it('answers the same for the same seed, and the best of the table', async () => {
    const [one, two] = await Promise.all([search(space, bowl, options()), search(space, bowl, options())])
    expect(one).toEqual(two)
    expect(one.trials).toHaveLength(20)
    expect(one.best!.score).toBe(Math.min(...one.trials.map(({ score }) => score!)))
    const other = await search(space, bowl, options({ seed: 12 }))
    expect(other.trials[0].configuration).not.toEqual(one.trials[0].configuration)
  })

  it('maximises as it minimises', async () => {
    const least = await search(space, bowl, options())
    const most = await search(
      space,
      async (c, context) => -((await bowl(c, context)) as number),
      options({ direction: 'maximize' }),
    )
    expect(most.best!.trial).toBe(least.best!.trial)
  })

  it('takes the first of equal scores', async () => {
    expect((await search(space, () => 1, options())).best!.trial).toBe(0)
  })

  it('records failures with their reason and goes on', async () => {
    const result = await search(
      space,
      (c, context) => {
        if (context.trial === 3) throw new RangeError('need more rows')
        if (context.trial === 4) return Number.NaN
        return bowl(c, context)
      },
      options(),
    )
    expect(result.trials[3]).toMatchObject({ status: 'failed', score: null, reason: 'need more rows' })
    expect(result.trials[4]).toMatchObject({ status: 'failed', reason: 'need a finite score, got NaN' })
    expect(result.trials).toHaveLength(20)
    expect(result.outcome).toBe('complete')
  })

  it('has no best when every trial fails', async () => {
    const result = await search(
      space,
      () => {
        throw new Error('no')
      },
      options({ strategy: halving }),
    )
    expect(result.best).toBeNull()
    // No one is promoted: the first rung is all there is.
    expect(result.trials).toHaveLength(27)
  })

  it('prunes what falls behind the median, and never lets it win', async () => {
    const result = await search(
      space,
      (c, context) => {
        const final = bowl(c, context) as number
        for (let step = 0; step < 5; step++) context.report(step, final + 1 / (step + 1))
        return final
      },
      options({ pruning: { after: 4, warmUp: 1 } }),
    )
    const pruned = result.trials.filter(({ status }) => status === 'pruned')
    expect(pruned.length).toBeGreaterThan(3)
    expect(pruned.every(({ score, reports }) => score === null && reports.length === 2)).toBe(true)
    expect(result.trials.slice(0, 4).every(({ status }) => status === 'complete')).toBe(true)
    expect(result.best!.status).toBe('complete')
  })

  it('tells progress and state after every evaluation', async () => {
    const done: number[] = []
    const states: SearchState[] = []
    const result = await search(
      space,
      bowl,
      options({
        strategy: halving,
        onProgress: (progress) => done.push(progress.done / progress.total),
        onState: (state) => states.push(state),
      }),
    )
    expect(done).toHaveLength(result.trials.length)
    expect(done.at(-1)).toBe(1)
    expect(states.map(({ trials }) => trials.length)).toEqual(done.map((_, i) => i + 1))
    expect(JSON.parse(JSON.stringify(states.at(-1)))).toEqual(result.state)
  })

  it('measures time only with a clock', async () => {
    let now = 0
    const timed = await search(
      space,
      bowl,
      options({
        clock: () => {
          now += 250
          return now
        },
      }),
    )
    expect(timed.trials[0].seconds).toBe(0.25)
    expect((await search(space, bowl, options())).trials[0]).not.toHaveProperty('seconds')
  })
})

describe('halving', () => {
  it('keeps a third on each rung with three times the resource', () => {
    expect(planOf(halving)).toEqual([
      [
        { trials: 27, resource: 10 },
        { trials: 9, resource: 30 },
        { trials: 3, resource: 90 },
        { trials: 1, resource: 270 },
      ],
    ])
  })

  it('spends what the plan says and promotes the best', async () => {
    const result = await search(space, bowl, options({ strategy: halving }))
    expect(result.spentResource).toBe(27 * 10 + 9 * 30 + 3 * 90 + 270)
    const first = result.trials.filter(({ rung }) => rung === 0).sort((a, b) => a.score! - b.score!)
    const second = result.trials.filter(({ rung }) => rung === 1)
    expect(second.map(({ trial }) => trial).sort((a, b) => a - b)).toEqual(
      first
        .slice(0, 9)
        .map(({ trial }) => trial)
        .sort((a, b) => a - b),
    )
    expect(result.best!.resource).toBe(270)
  })

  it('has the brackets of the hyperband paper', () => {
    const plan = planOf({ kind: 'hyperband', minimumResource: 1, maximumResource: 81 })
    expect(plan.map((bracket) => bracket.map(({ trials, resource }) => [trials, resource]))).toEqual([
      [
        [81, 1],
        [27, 3],
        [9, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [34, 3],
        [11, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [15, 9],
        [5, 27],
        [1, 81],
      ],
      [
        [8, 27],
        [2, 81],
      ],
      [[5, 81]],
    ])
  })

  it('never grants more than the largest resource, nor grows a rung', () => {
    fc.assert(
      fc.property(
        fc.record({
          trials: fc.integer({ min: 1, max: 200 }),
          minimumResource: fc.integer({ min: 1, max: 50 }),
          times: fc.integer({ min: 1, max: 300 }),
          eta: fc.double({ min: 1.5, max: 6, noNaN: true }),
        }),
        ({ trials, minimumResource, times, eta }) => {
          const maximumResource = minimumResource * times
          for (const kind of ['halving', 'hyperband'] as const)
            for (const bracket of planOf({ kind, trials, minimumResource, maximumResource, eta })) {
              expect(bracket.at(-1)!.resource).toBe(maximumResource)
              for (const [i, rung] of bracket.entries()) {
                expect(rung.trials).toBeGreaterThanOrEqual(1)
                expect(rung.resource).toBeGreaterThanOrEqual(minimumResource)
                if (i === 0) continue
                expect(rung.trials).toBeLessThanOrEqual(bracket[i - 1].trials)
                expect(rung.resource).toBeGreaterThanOrEqual(bracket[i - 1].resource)
              }
            }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('a search that is cancelled', () => {
  const strategies: Strategy[] = [
    { kind: 'random', trials: 12 },
    { kind: 'halving', trials: 9, minimumResource: 1, maximumResource: 9 },
    { kind: 'hyperband', minimumResource: 1, maximumResource: 9 },
  ]

  it('ends as one that never stopped, wherever it was stopped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...strategies),
        fc.integer({ min: 0, max: 30 }),
        fc.boolean(),
        async (strategy, after, midTrial) => {
          const evaluate: Evaluate = async (c, context) => {
            const score = (await bowl(c, context)) as number
            if (context.trial % 5 === 4) throw new Error(`trial ${context.trial} cannot`)
            context.report(0, score)
            return { score, details: { doubled: 2 * score } }
          }
          const all = options({ strategy, pruning: { after: 3 } })
          const whole = await search(space, evaluate, all)

          const controller = new AbortController()
          let evaluations = 0
          const interrupted = await search(
            space,
            (c, context) => {
              if (evaluations++ === after) {
                controller.abort(new Error('stopped'))
                if (midTrial) context.signal!.throwIfAborted()
              }
              return evaluate(c, context)
            },
            { ...all, signal: controller.signal },
          )
          if (after < whole.trials.length - 1) expect(interrupted.outcome).toBe('cancelled')
          const resumed = await search(space, evaluate, {
            ...all,
            resumeFrom: JSON.parse(JSON.stringify(interrupted.state)),
          })
          expect(resumed).toEqual(whole)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('starts nothing when it is cancelled before', async () => {
    const result = await search(space, bowl, options({ signal: AbortSignal.abort() }))
    expect(result).toMatchObject({ outcome: 'cancelled', best: null, trials: [], spentResource: 0 })
  })

  it('does not evaluate again what it knows', async () => {
    const { state } = await search(space, bowl, options())
    let evaluations = 0
    await search(
      space,
      () => {
        evaluations++
        return 0
      },
      options({ resumeFrom: state }),
    )
    expect(evaluations).toBe(0)
  })

  it('refuses the state of another search', async () => {
    const { state } = await search(space, bowl, options())
    await expect(search(space, bowl, options({ seed: 5, resumeFrom: state }))).rejects.toThrow(
      'need a state of the same space and options',
    )
    const shuffled = { ...state, trials: [...state.trials].reverse() }
    await expect(search(space, bowl, options({ resumeFrom: shuffled }))).rejects.toThrow(
      'need trial 0 of bracket 0, rung 0 next in the state, got trial 19',
    )
  })
})

describe('bad strategies', () => {
  it.each([
    [{ kind: 'random', trials: 0 }, 'whole number of at least 1 for trials, got 0'],
    [
      { kind: 'halving', trials: 9, minimumResource: 9, maximumResource: 3 },
      'minimumResource ≤ maximumResource',
    ],
    [{ kind: 'hyperband', minimumResource: 1.5, maximumResource: 3 }, 'minimumResource, got 1.5'],
    [{ kind: 'hyperband', minimumResource: 1, maximumResource: 3, eta: 1 }, 'need eta > 1, got 1'],
  ] as const)('%j', (strategy, message) => {
    expect(() => planOf(strategy)).toThrow(message)
  })
})
