import { describe, expect, it } from 'vitest'
import {
  choosePolicy,
  customerShare,
  movePolicy,
  type PolicyMove,
  PolicyMoveRefused,
  policySha256,
  rollBackPolicy,
  underKillSwitch,
  versionInForce,
} from '../../policies/index.ts'
import type { PolicyVersion } from '../../ports/index.ts'
import { smallPolicy } from './small-policy.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))

function policy(version: number): PolicyVersion {
  const small = smallPolicy()
  const debt = {
    name: 'debt',
    input: { application: { existing_debt: 50_000 } },
    expect: { fires: ['debt'] },
  }
  const document = { ...small, tests: [...small.tests, debt] }
  return {
    name: 'small',
    version,
    document,
    sha256: policySha256(document),
    state: 'draft',
    createdBy: 'ann',
    createdAt: day(1),
    transitions: [],
  }
}

const tests = policy(1).document.tests.map(({ name }) => ({
  name,
  passed: true,
  differences: [],
  decision: 'APPROVED' as const,
  fired: [],
}))

/** Applies moves in turn, a day each. */
function after(
  versions: PolicyVersion[],
  ...moves: [number, Partial<PolicyMove> & Pick<PolicyMove, 'to'>][]
) {
  let all = versions
  moves.forEach(([version, move], i) => {
    const changed = movePolicy(all, version, {
      by: move.to === 'proposed' ? 'ann' : 'bob',
      at: day(2 + i),
      reason: 'because',
      ...(move.to === 'proposed' ? { tests } : {}),
      ...move,
    })
    all = all.map((one) => changed.find(({ version: v }) => v === one.version) ?? one)
  })
  return all
}

const refused = (code: string) => expect.objectContaining({ name: 'PolicyMoveRefused', code })
const thrown = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(PolicyMoveRefused)
    return error
  }
  return undefined
}

describe('movePolicy', () => {
  it('goes from draft to active by two people', () => {
    const [one] = after([policy(1)], [1, { to: 'proposed' }], [1, { to: 'active' }])
    expect(one).toMatchObject({ state: 'active', approvedBy: 'bob', testsPassed: 4, effectiveFrom: day(3) })
    expect(one.transitions.map(({ from, to }) => [from, to])).toEqual([
      ['draft', 'proposed'],
      ['proposed', 'active'],
    ])
  })

  it('refuses the author as approver, and the proposer', () => {
    expect(
      thrown(() => after([policy(1)], [1, { to: 'proposed' }], [1, { to: 'active', by: 'ann' }])),
    ).toEqual(refused('forbidden'))
    expect(
      thrown(() => after([policy(1)], [1, { to: 'proposed', by: 'cid' }], [1, { to: 'shadow', by: 'cid' }])),
    ).toEqual(refused('forbidden'))
  })

  it('refuses what was not tested, or whose tests leave a stage or an outcome out', () => {
    const failed = tests.map((run, i) =>
      i === 0 ? { ...run, passed: false, differences: ['decision'] } : run,
    )
    expect(thrown(() => after([policy(1)], [1, { to: 'proposed', tests: failed }]))).toEqual(
      refused('conflict'),
    )
    expect(thrown(() => after([policy(1)], [1, { to: 'proposed', tests: [] }]))).toEqual(refused('conflict'))
    const bare = { ...policy(1), document: { ...smallPolicy(), tests: [] } }
    expect(thrown(() => after([bare], [1, { to: 'proposed', tests: [] }]))).toMatchObject({
      message: expect.stringContaining('no test expects REJECTED'),
    })
  })

  it.each<[PolicyMove['to']]>([['shadow'], ['partial'], ['active'], ['retired'], ['draft']])(
    'refuses to make a draft %s',
    (to) => {
      expect(thrown(() => after([policy(1)], [1, { to }]))).toEqual(refused('conflict'))
    },
  )

  it('retires the version it replaces at once, and leaves it until a later date', () => {
    const moves: Parameters<typeof after>[1][] = [
      [1, { to: 'proposed' }],
      [1, { to: 'active' }],
      [2, { to: 'proposed' }],
    ]
    const now = after([policy(1), policy(2)], ...moves, [2, { to: 'active' }])
    expect(now.map(({ state }) => state)).toEqual(['retired', 'active'])
    const later = after([policy(1), policy(2)], ...moves, [2, { to: 'active', effectiveFrom: day(20) }])
    expect(later.map(({ state }) => state)).toEqual(['active', 'active'])
    expect(versionInForce(later, day(19))?.version).toBe(1)
    expect(versionInForce(later, day(20))?.version).toBe(2)
    expect(
      thrown(() => after([policy(1), policy(2)], ...moves, [2, { to: 'active', effectiveFrom: day(1) }])),
    ).toEqual(refused('invalid'))
  })

  it('never leaves nothing in force, and takes the version before back', () => {
    const one = after([policy(1)], [1, { to: 'proposed' }], [1, { to: 'active' }])
    expect(thrown(() => after(one, [1, { to: 'retired' }]))).toEqual(refused('conflict'))
    const words = { by: 'bob', at: day(9), reason: 'loss' }
    expect(thrown(() => rollBackPolicy(one, words))).toEqual(refused('conflict'))
    const two = after(
      [policy(1), policy(2)],
      [1, { to: 'proposed' }],
      [1, { to: 'active' }],
      [2, { to: 'proposed' }],
      [2, { to: 'active' }],
    )
    expect(rollBackPolicy(two, words).map(({ version, state }) => [version, state])).toEqual([
      [1, 'active'],
      [2, 'retired'],
    ])
  })
})

describe('choosePolicy', () => {
  const start: Parameters<typeof after>[1][] = [
    [1, { to: 'proposed' }],
    [1, { to: 'active' }],
    [2, { to: 'proposed' }],
  ]

  it('gives a share of customers to a partial version, and more of them when the share grows', () => {
    const tenth = after([policy(1), policy(2)], ...start, [2, { to: 'partial', share: 0.1 }])
    const third = after(tenth, [2, { to: 'partial', share: 0.3, at: day(9) }])
    const taken = (versions: PolicyVersion[]) =>
      Array.from({ length: 4000 }, (_, i) => `c${i}`).filter(
        (id) => choosePolicy(versions, id, day(10))?.decides.version === 2,
      )
    expect(taken(tenth).length).toBeGreaterThan(340)
    expect(taken(tenth).length).toBeLessThan(460)
    const more = new Set(taken(third))
    expect(taken(tenth).every((id) => more.has(id))).toBe(true)
    expect(customerShare('small', 'c1')).toBe(customerShare('small', 'c1'))
  })

  it('lets shadows decide beside', () => {
    const versions = after([policy(1), policy(2)], ...start, [2, { to: 'shadow' }])
    expect(choosePolicy(versions, 'c', day(10))).toMatchObject({
      decides: { version: 1 },
      shadows: [{ version: 2 }],
    })
    expect(choosePolicy([policy(1)], 'c', day(10))).toBeUndefined()
  })

  it('sends everything to a person under the kill switch', () => {
    const result = underKillSwitch({
      decision: 'APPROVED',
      fired: [],
      derived: {},
      limit: 5,
      annualRate: 0.1,
    })
    expect(result).toMatchObject({ decision: 'MANUAL_REVIEW', fired: [{ rule: 'kill-switch' }] })
    expect(result.limit).toBeUndefined()
  })
})
