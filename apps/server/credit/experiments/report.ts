/** The figures of an experiment, arm by arm. */
import type { ExperimentReport } from '@pratibimba/contract'
import { aucInterval, wilson } from '@pratibimba/learning/metrics'
import { readGuardrails } from '@pratibimba/risk/experiments'
import type { ArmFigures, ExperimentRecord, ExperimentStore } from '@pratibimba/risk/ports'
import { experimentToWire } from '../../wire/credit/experiment.ts'
import { evidenceOf } from './evidence.ts'

type Interval = NonNullable<ExperimentReport['arms'][number]['auc']>

/** Known outcomes of an arm that its AUC is told by. */
const MOST_MATURED = 20_000
const Z_95 = 1.959963984540054

/** Rates, PD, latency and guard-rails are of the present step; outcomes, which come late, and agreement of all. */
export async function experimentReport(
  experiments: ExperimentStore,
  record: ExperimentRecord,
): Promise<ExperimentReport> {
  const { id } = record
  const [evidence, ever, agreement] = await Promise.all([
    evidenceOf(experiments, record),
    experiments.figures(id),
    experiments.agreement(id),
  ])
  const arms = await Promise.all(
    (['champion', 'challenger'] as const).map(async (name) => {
      const figures = evidence.figures.find(({ arm }) => arm === name)
      const { score, good } = await experiments.matured(id, name, MOST_MATURED)
      return {
        name,
        decisions: figures?.decisions ?? 0,
        approval_rate: figures === undefined ? null : approvalRate(figures),
        mean_pd: figures === undefined ? null : meanPd(figures, evidence.scores[name]),
        p50_latency_ms: figures?.p50LatencyMs ?? null,
        p99_latency_ms: figures?.p99LatencyMs ?? null,
        matured: ever.find(({ arm }) => arm === name)?.matured ?? 0,
        auc: aucOf(score, good),
      }
    }),
  )
  return {
    experiment: experimentToWire(record),
    arms,
    agreement: agreement.shadows === 0 ? null : agreement.agreeing / agreement.shadows,
    guardrails: readGuardrails(record.guardrails, evidence).map(
      ({ id, title, value, limit, state, text }) => ({
        id,
        title,
        value,
        limit,
        state,
        text,
      }),
    ),
  }
}

function approvalRate({ approved, decisions }: ArmFigures): Interval {
  const { value, lower, upper } = wilson(approved / decisions, decisions)
  return { value, low: lower, high: upper }
}

function meanPd({ meanPd: value, decisions }: ArmFigures, scores: Float64Array): Interval | null {
  if (value === undefined || scores.length === 0) return null
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0)
  const reach = Z_95 * Math.sqrt(squares / Math.max(1, scores.length - 1) / decisions)
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) }
}

/** Of the score for being good; null until both outcomes are known of somebody. */
function aucOf(score: Float64Array, good: Uint8Array): Interval | null {
  if (!good.includes(0) || !good.includes(1)) return null
  const { value, lower, upper } = aucInterval(Float64Array.from(good), score)
  return { value, low: lower, high: upper }
}
