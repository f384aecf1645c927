import { policyStates } from '@pratibimba/contract'
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import {
  assignCustomer,
  draftExperiment,
  type ExperimentAction,
  ExperimentRefused,
  mootBecause,
  moveExperiment,
} from '../../experiments/index.ts'
import {
  choosePolicy,
  movePolicy,
  PolicyMoveRefused,
  policySha256,
  rollBackPolicy,
  underKillSwitch,
} from '../../policies/index.ts'
import type { CreditModelRecord, ExperimentRecord, PolicyVersion } from '../../ports/index.ts'
import { smallPolicy } from '../policies/small-policy.ts'

const people = ['ann', 'bob', 'cid', 'dee']
const customers = Array.from({ length: 8 }, (_, i) => `C${i}`)
const debt = { name: 'debt', input: { application: { existing_debt: 50_000 } }, expect: { fires: ['debt'] } }
const small = smallPolicy()
const document = { ...small, tests: [...small.tests, debt] }

/** A bank in which everybody tries everything, and remembers for themselves what is good. */
class Bank {
  versions: PolicyVersion[] = []
  models: CreditModelRecord[] = []
  experiments: ExperimentRecord[] = []
  /** Versions whose tests fail. */
  readonly failing = new Set<number>()
  championModel = 'm0'
  at = new Date(Date.UTC(2026, 0, 1))
  moved = 0
  started = 0
  private readonly draw: (limit: number) => number

  constructor(seed: number) {
    const stream = openStream(seed, 'everybody')
    let i = 0
    this.draw = (limit) => Math.floor(stream.at(i++).uniform() * limit)
    for (let k = 0; k < 6; k++)
      this.models.push(model(`m${k}`, k === 0 ? 'champion' : 'candidate', k % 2 === 0))
  }

  step(): void {
    this.at = new Date(this.at.getTime() + this.draw(3) * 3_600_000)
    const actions = [
      () => this.draft(),
      () => this.move(),
      () => this.move(),
      () => this.move(),
      () => this.rollBack(),
      () => this.experiment(),
      () => this.moveExperiment(),
      () => this.moveExperiment(),
      () => this.model(),
    ]
    try {
      this.pick(actions)()
    } catch (error) {
      if (!(error instanceof PolicyMoveRefused || error instanceof ExperimentRefused)) throw error
    }
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.draw(items.length)]
  }

  private draft(): void {
    if (this.versions.length > 9)
      this.versions = this.versions.filter(
        ({ state }) =>
          state !== 'rejected' && (this.draw(2) > 0 || (state !== 'draft' && state !== 'retired')),
      )
    const version = Math.max(0, ...this.versions.map((one) => one.version)) + 1
    const by = this.pick(people)
    this.failing.delete(version)
    if (this.draw(3) === 0) this.failing.add(version)
    this.versions.push({
      name: 'small',
      version,
      document,
      sha256: policySha256(document),
      state: 'draft',
      createdBy: by,
      createdAt: this.at,
      transitions: [{ to: 'draft', by, at: this.at, reason: 'an idea' }],
    })
  }

  private move(): void {
    if (this.versions.length === 0) return
    const { version } = this.pick(this.versions)
    const wished = this.pick(policyStates)
    const to = wished === 'partial' && this.draw(4) > 0 ? 'shadow' : wished
    const passed = !this.failing.has(version)
    const tests = document.tests.map(({ name }) => ({
      name,
      passed,
      differences: passed ? [] : ['another decision'],
      decision: 'APPROVED' as const,
      fired: [],
    }))
    this.take(
      movePolicy(this.versions, version, {
        to,
        by: this.pick(people),
        at: this.at,
        reason: 'because',
        ...(this.draw(8) > 0 && { tests }),
        ...(to === 'partial' && { share: this.draw(11) / 10 }),
        ...(to === 'active' &&
          this.draw(4) === 0 && {
            effectiveFrom: new Date(this.at.getTime() + (this.draw(10) - 2) * 3_600_000),
          }),
      }),
    )
  }

  private rollBack(): void {
    this.take(rollBackPolicy(this.versions, { by: this.pick(people), at: this.at, reason: 'back' }))
  }

  private take(changed: readonly PolicyVersion[]): void {
    this.moved += 1
    this.versions = this.versions.map((one) => changed.find(({ version }) => version === one.version) ?? one)
  }

  private experiment(): void {
    const shadows = this.versions.filter(({ state }) => state === 'shadow' || this.draw(4) === 0)
    const version = this.draw(3) === 0 || shadows.length === 0 ? undefined : this.pick(shadows).version
    const record = draftExperiment({
      id: `e${this.draw(3)}`,
      title: 'Try',
      rollout: [0.2, 0.6, 1],
      championModel: this.pick(['m0', this.championModel]),
      challengerModel: this.pick(this.models).version,
      ...(version !== undefined && { challengerPolicy: version }),
      by: this.pick(people),
      at: this.at,
      reason: 'curious',
    })
    this.experiments = [...this.experiments.filter(({ id }) => id !== record.id), record]
  }

  private moveExperiment(): void {
    if (this.experiments.length === 0) return
    const record = this.pick(this.experiments)
    const action = this.pick<ExperimentAction>(['shadow', 'start', 'start', 'advance', 'stop', 'conclude'])
    const moved = moveExperiment(record, {
      action,
      by: this.pick(people),
      at: this.at,
      reason: 'onwards',
      guardrails: [
        {
          id: 'pd_psi',
          title: '',
          value: 0,
          limit: 1,
          state: this.pick(['within', 'broken', 'waiting'] as const),
          text: '',
          isOptional: false,
        },
      ],
    })
    if (moved.state === 'running') this.started += 1
    this.experiments = this.experiments.map((one) => (one.id === moved.id ? moved : one))
  }

  private model(): void {
    const changed = this.pick(this.models)
    const stage = this.pick(['candidate', 'challenger', 'challenger', 'archived', 'rejected'] as const)
    if (changed.version === this.championModel) return
    this.models = this.models.map((one) => (one === changed ? { ...one, stage } : one))
  }

  /** Everything that would decide for one of the customers now. */
  *deciding(): Generator<{ policy: PolicyVersion; model: string }> {
    for (const customer of customers) {
      const chosen = choosePolicy(this.versions, customer, this.at)
      if (chosen === undefined) continue
      yield { policy: chosen.decides, model: this.championModel }
      for (const experiment of this.experiments) {
        if (experiment.state !== 'running') continue
        const [, challenger] = experiment.arms
        const standing = {
          championModel: this.championModel,
          challengerModel: this.models.find(({ version }) => version === challenger.modelVersion),
          policies: this.versions,
        }
        if (mootBecause(experiment, standing, 'running') !== undefined) continue
        const arm = assignCustomer(experiment, customer)!.decides
        const policy =
          arm.policyVersion === undefined
            ? chosen.decides
            : this.versions.find(({ version }) => version === arm.policyVersion)!
        yield { policy, model: arm.modelVersion }
      }
    }
  }
}

function model(version: string, stage: CreditModelRecord['stage'], passed: boolean): CreditModelRecord {
  const gate = { id: 'auc', kind: 'performance', title: 'AUC', passed } as CreditModelRecord['gates'][number]
  return { version, stage, gates: [gate], approvals: [], aliases: [] } as unknown as CreditModelRecord
}

describe('ten thousand steps of four people', () => {
  it.each([[1], [2], [3]])('put nothing untested, unapproved or self-approved in force (seed %i)', (seed) => {
    const bank = new Bank(seed)
    const used = new Set<string>()
    for (let step = 0; step < 10_000; step++) {
      bank.step()
      for (const { policy, model: decides } of bank.deciding()) {
        used.add(`${policy.state}/${decides === bank.championModel ? 'champion' : 'challenger'}`)
        if (bank.failing.has(policy.version)) expect.fail(`version ${policy.version} decides untested`)
        const { transitions, createdBy } = policy
        const first = transitions.findIndex(({ from, to }) => from === 'proposed' && to !== 'rejected')
        const proposer = transitions.findLast(({ to }, i) => to === 'proposed' && i < first)?.by
        const approver = transitions[first]?.by
        if (approver === undefined || approver === createdBy || approver === proposer)
          expect.fail(`version ${policy.version} decides, approved by ${approver}`)
        const found = bank.models.find(({ version }) => version === decides)
        if (decides !== bank.championModel && !(found?.stage === 'challenger' && found.gates[0].passed))
          expect.fail(`${decides} decides past its gate`)
      }
    }
    expect(bank.moved).toBeGreaterThan(300)
    expect(bank.started).toBeGreaterThan(20)
    // The walks went to where it matters.
    expect([...used]).toEqual(
      expect.arrayContaining(['active/champion', 'partial/champion', 'shadow/challenger']),
    )
  })

  it('leaves the last word to the kill switch', () => {
    for (const decision of ['APPROVED', 'MANUAL_REVIEW', 'REJECTED'] as const) {
      const result = underKillSwitch({ decision, fired: [], derived: {}, limit: 1_000, annualRate: 0.1 })
      expect(result.decision).toBe('MANUAL_REVIEW')
      expect(result).not.toHaveProperty('limit')
      expect(result).not.toHaveProperty('annualRate')
    }
  })
})
