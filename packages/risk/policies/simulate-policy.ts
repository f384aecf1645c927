/** What a version of a policy would have decided on applications of the past, against the present one. */
import { type DecisionOutcome, decisionOutcomes } from '@pratibimba/contract'
import { fourFifths } from '../fairness/four-fifths.ts'
import { criticalValue, type Estimate, shareEstimate } from '../fairness/metrics/estimate.ts'
import type { CompiledPolicy } from '../ports/rules.ts'
import { ageBand } from './age-band.ts'
import type { PolicyInput, PolicyResult } from './policy.ts'
import { type PolicyRates, RatesTally } from './simulation-rates.ts'

/** An application as it was decided on. */
export interface RecordedCase {
  readonly input: PolicyInput
  /** Groups it belongs to by attribute, such as `{ gender: 'f' }`; never an input of the rules. */
  readonly groups?: Readonly<Record<string, string>>
}

export interface SimulationOptions {
  /** Loss given default, as a share. */
  readonly lgd: number
  /** Groups with fewer applications are not compared; 30 when absent. */
  readonly smallestGroup?: number
  readonly confidence?: number
  /** How many are decided at a time; 64 when absent. */
  readonly together?: number
}

export interface PolicyComparison {
  readonly candidate: PolicyRates
  readonly present: PolicyRates
  /** From the present outcome to the candidate's, every pair that occurs. */
  readonly moved: readonly { from: DecisionOutcome; to: DecisionOutcome; applications: number }[]
  readonly segments: readonly { by: string; segment: string; candidate: PolicyRates; present: PolicyRates }[]
  readonly fairness: readonly {
    attribute: string
    group: string
    applications: number
    /** null for a group that is too small. */
    approvedCandidate: number | null
    approvedPresent: number | null
    /** Candidate's approval rate over that of the most favoured group; null for that group itself. */
    fourFifths: number | null
  }[]
  readonly rules: readonly { stage: string; rule: string; fired: number }[]
  readonly warnings: readonly string[]
}

const SEGMENTS: readonly { by: string; of: (input: PolicyInput) => string }[] = [
  { by: 'loan_purpose', of: ({ application }) => application.loan_purpose },
  {
    by: 'loan_amount',
    of: ({ application }) => band(application.loan_amount, [5_000, 15_000, 30_000, 60_000]),
  },
  { by: 'score', of: ({ score }) => band(score, [0.2, 0.4, 0.6, 0.8]) },
  { by: 'age', of: ({ application }) => ageBand(application.age) ?? 'not known' },
]
/** Distinct purposes are whatever applicants wrote; beyond these they are counted together. */
const MOST_SEGMENTS = 50
const OTHERS = '(others)'

/**
 * Decides every case by both policies.
 *
 * Memory does not grow with the number of cases.
 *
 * @throws RangeError when lgd is not in [0, 1]
 * @see docs/methods/credit-policies.md
 */
export async function simulatePolicy(
  candidate: CompiledPolicy,
  present: CompiledPolicy,
  cases: Iterable<RecordedCase> | AsyncIterable<RecordedCase>,
  options: SimulationOptions,
): Promise<PolicyComparison> {
  const { lgd, together = 64 } = options
  if (!(lgd >= 0 && lgd <= 1)) throw new RangeError(`simulatePolicy: need an lgd in [0, 1], got ${lgd}`)
  const tally = new Comparison(lgd)
  let waiting: RecordedCase[] = []
  const decide = async () => {
    const decided = await Promise.all(
      waiting.map(async ({ input }) => Promise.all([candidate.decide(input), present.decide(input)])),
    )
    waiting.forEach((one, i) => {
      tally.add(one, decided[i][0], decided[i][1])
    })
    waiting = []
  }
  for await (const one of cases) {
    waiting.push(one)
    if (waiting.length >= together) await decide()
  }
  await decide()
  return tally.result(options)
}

class Pair {
  readonly candidate: RatesTally
  readonly present: RatesTally

  constructor(lgd: number) {
    this.candidate = new RatesTally(lgd)
    this.present = new RatesTally(lgd)
  }

  add(input: PolicyInput, candidate: PolicyResult, present: PolicyResult): void {
    this.candidate.add(input, candidate)
    this.present.add(input, present)
  }
}

class Comparison {
  private readonly lgd: number
  private readonly all: Pair
  private readonly moved = new Map<string, number>()
  private readonly segments = new Map<string, Map<string, Pair>>()
  private readonly groups = new Map<string, Map<string, Pair>>()
  private readonly rules = new Map<string, { stage: string; rule: string; fired: number }>()
  private unanswered = 0

  constructor(lgd: number) {
    this.lgd = lgd
    this.all = new Pair(lgd)
  }

  add({ input, groups = {} }: RecordedCase, candidate: PolicyResult, present: PolicyResult): void {
    this.all.add(input, candidate, present)
    const step = `${present.decision} ${candidate.decision}`
    this.moved.set(step, (this.moved.get(step) ?? 0) + 1)
    for (const { by, of } of SEGMENTS) this.pair(this.segments, by, of(input)).add(input, candidate, present)
    for (const [attribute, group] of Object.entries(groups))
      this.pair(this.groups, attribute, group).add(input, candidate, present)
    for (const { stage, rule } of candidate.fired) {
      const key = JSON.stringify([stage, rule])
      const counted = this.rules.get(key) ?? { stage, rule, fired: 0 }
      counted.fired += 1
      this.rules.set(key, counted)
    }
    if (candidate.fired.some(({ rule }) => rule.endsWith(':unanswerable'))) this.unanswered += 1
  }

  result({ smallestGroup = 30, confidence = 0.95 }: SimulationOptions): PolicyComparison {
    return {
      candidate: this.all.candidate.rates(),
      present: this.all.present.rates(),
      moved: decisionOutcomes.flatMap((from) =>
        decisionOutcomes.flatMap((to) => {
          const applications = this.moved.get(`${from} ${to}`)
          return applications === undefined ? [] : [{ from, to, applications }]
        }),
      ),
      segments: flat(this.segments, (by, segment, { candidate, present }) => ({
        by,
        segment,
        candidate: candidate.rates(),
        present: present.rates(),
      })),
      fairness: [...this.groups].flatMap(([attribute, groups]) =>
        fairnessOf(attribute, groups, smallestGroup, confidence),
      ),
      rules: [...this.rules.values()].sort((a, b) => compare(a.stage, b.stage) || compare(a.rule, b.rule)),
      warnings: this.warnings(),
    }
  }

  private pair(of: Map<string, Map<string, Pair>>, by: string, name: string): Pair {
    const pairs = of.get(by) ?? new Map<string, Pair>()
    of.set(by, pairs)
    const kept = pairs.has(name) || pairs.size < MOST_SEGMENTS ? name : OTHERS
    const pair = pairs.get(kept) ?? new Pair(this.lgd)
    pairs.set(kept, pair)
    return pair
  }

  private warnings(): string[] {
    const { applications } = this.all.candidate
    if (applications === 0) return ['There are no applications to decide.']
    const warnings = [
      'Applicants who were rejected have no outcomes: the probability of default of those whom only the candidate approves is the model’s estimate, learnt from people who were approved.',
      'Whoever went to a person is neither approved nor rejected here; what a person would decide is not simulated.',
    ]
    const opened = (['MANUAL_REVIEW', 'REJECTED'] as const).reduce(
      (sum, from) => sum + (this.moved.get(`${from} APPROVED`) ?? 0),
      0,
    )
    if (opened > 0)
      warnings.push(`${opened} of ${applications} applications are approved by the candidate alone.`)
    if (this.unanswered > 0)
      warnings.push(`${this.unanswered} of ${applications} applications meet a rule that cannot be answered.`)
    return warnings
  }
}

function fairnessOf(
  attribute: string,
  groups: ReadonlyMap<string, Pair>,
  smallestGroup: number,
  confidence: number,
): PolicyComparison['fairness'] {
  const rates = new Map<string, Estimate>()
  for (const [group, { candidate }] of groups)
    if (candidate.applications >= smallestGroup)
      rates.set(
        group,
        shareEstimate(candidate.approved / candidate.applications, candidate.applications, confidence),
      )
  const ratios = new Map(
    fourFifths(rates, criticalValue(confidence)).groups.map(({ group, ratio }) => [group, ratio]),
  )
  return [...groups].sort(byName).map(([group, { candidate, present }]) => ({
    attribute,
    group,
    applications: candidate.applications,
    approvedCandidate: rates.has(group) ? candidate.rates().approved : null,
    approvedPresent: rates.has(group) ? present.rates().approved : null,
    fourFifths: ratios.get(group) ?? null,
  }))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => compare(a, b)

function flat<T>(
  maps: ReadonlyMap<string, ReadonlyMap<string, Pair>>,
  make: (by: string, name: string, pair: Pair) => T,
): T[] {
  return [...maps].flatMap(([by, pairs]) =>
    [...pairs].sort(byName).map(([name, pair]) => make(by, name, pair)),
  )
}

function band(value: number, edges: readonly number[]): string {
  const upper = edges.findIndex((edge) => value < edge)
  if (upper === 0) return `below ${edges[0]}`
  if (upper < 0) return `from ${edges[edges.length - 1]}`
  return `${edges[upper - 1]} to ${edges[upper]}`
}
