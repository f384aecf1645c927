/** What the engine answered, as the result of a policy. */
import type { DecisionOutcome } from '@pratibimba/contract'
import {
  moreCautious,
  type PolicyFired,
  type PolicyResult,
  type ReadRule,
  type ReadStage,
  stageKind,
  unanswerableRule,
} from '@pratibimba/risk/policies'
import { FIRED, RULE, resultOf } from './policy-graph.ts'

type Row = Readonly<Record<string, unknown>>
export type ZenAnswer = Readonly<Record<string, Row | readonly Row[] | null | undefined>>

/** @param unanswerable by stage, 1 for each rule that cannot be answered, shape [rules] */
export function policyResult(
  stages: readonly ReadStage[],
  unanswerable: readonly Uint8Array[],
  answer: ZenAnswer,
): PolicyResult {
  const fired: PolicyFired[] = []
  let decision: DecisionOutcome = 'APPROVED'
  const pricing: { stage: ReadStage; index: number }[] = []
  const add = (one: PolicyFired) => {
    fired.push(one)
    if (one.outcome !== undefined) decision = moreCautious(decision, one.outcome)
  }
  const answered = new Map(stages.map((stage, i) => [stage, rowsOf(stage, i, answer, unanswerable[i])]))
  stages.forEach((stage, index) => {
    if (stage.kind === 'pricing') {
      pricing.push({ stage, index })
      return
    }
    const { rows, doubtful } = answered.get(stage) as Answered
    for (const { rule } of rows) add(firedBy(stage, rule))
    if (doubtful) add(doubt(stage))
  })
  const prices: Prices = {}
  if (decision === 'APPROVED')
    for (const { stage } of pricing) {
      const { rows, doubtful } = answered.get(stage) as Answered
      for (const { rule, row } of rows) {
        add(firedBy(stage, rule))
        Object.assign(prices, pricesOf(row))
      }
      if (doubtful) add(doubt(stage))
    }
  const priced = decision === 'APPROVED' ? prices : {}
  return { decision, fired, derived: derivedOf(answer), ...priced }
}

/** For an input that no engine may calculate with. */
export function unanswered(stages: readonly ReadStage[], troubled: readonly string[]): PolicyResult {
  return {
    decision: 'MANUAL_REVIEW',
    fired: stages.filter(({ id }) => troubled.includes(id)).map(doubt),
    derived: {},
  }
}

interface Prices {
  limit?: number
  annualRate?: number
}

interface Answered {
  readonly rows: readonly { readonly rule: ReadRule; readonly row: Row }[]
  readonly doubtful: boolean
}

function rowsOf(stage: ReadStage, index: number, answer: ZenAnswer, unanswerable: Uint8Array): Answered {
  const { fires, mustFire } = stageKind(stage.kind)
  const given =
    stage.kind === 'derivation'
      ? { [RULE]: (answer[FIRED] as Row | null | undefined)?.[resultOf(index)] }
      : answer[resultOf(index)]
  const rows = (Array.isArray(given) ? given : [given])
    .filter((row): row is Row => typeof row?.[RULE] === 'number')
    .filter((row) => unanswerable[row[RULE] as number] === 0)
    .map((row) => ({ rule: stage.rules[row[RULE] as number], row }))
  const reached =
    fires === 'first' && rows.length > 0 ? stage.rules.indexOf(rows[0].rule) : unanswerable.length
  const doubtful = unanswerable.subarray(0, reached).includes(1) || (mustFire && rows.length === 0)
  return { rows, doubtful }
}

const firedBy = (stage: ReadStage, rule: ReadRule): PolicyFired => ({
  stage: stage.id,
  kind: stage.kind,
  rule: rule.id,
  ...(rule.outcome === undefined ? {} : { outcome: rule.outcome }),
  ...(rule.reason === undefined ? {} : { reasonCode: rule.reason }),
  text: rule.text,
})

const doubt = (stage: ReadStage): PolicyFired => ({
  stage: stage.id,
  kind: stage.kind,
  rule: unanswerableRule(stage.id),
  outcome: 'MANUAL_REVIEW',
  text: `${stage.title}: a value is missing or cannot be calculated`,
})

function pricesOf(row: Row): Prices {
  const { limit, annual_rate: annualRate } = row
  return {
    ...(typeof limit === 'number' ? { limit } : {}),
    ...(typeof annualRate === 'number' ? { annualRate } : {}),
  }
}

function derivedOf(answer: ZenAnswer): PolicyResult['derived'] {
  const derived: Record<string, PolicyResult['derived'][string]> = {}
  const given = (answer.derived ?? {}) as Row
  for (const name of Object.keys(given).sort()) derived[name] = given[name] as PolicyResult['derived'][string]
  return derived
}
