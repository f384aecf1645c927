/** A decision: features, model, policy, and what explains it. A function of its inputs alone. */
import { type CreditDecision, sourceKinds } from '@pratibimba/contract'
import { DataError } from '@pratibimba/learning/data'
import { limeExplainer } from '@pratibimba/learning/explanation/lime'
import type { PolicyResult } from '../policies/policy.ts'
import type { CompiledPolicy } from '../ports/rules.ts'
import { canonicalBytes } from './canonical-bytes.ts'
import { caseReasons } from './case-reasons.ts'
import { findCounterfactual } from './counterfactual.ts'
import { type CaseFeatures, type CreditCase, policyInput } from './credit-case.ts'
import { type CreditModel, type FeatureValues, matrixOf } from './open-credit-model.ts'
import { type AdverseReasonTable, adverseReasonTable } from './reason-table.ts'

/** A decision without what differs between two makings of it. */
export type Answer = Omit<CreditDecision, 'decision_id' | 'decided_at' | 'latency_ms' | 'replay'>

export interface Decided {
  readonly answer: Answer
  /** Every feature of the catalogue, those that the model does not read among them. */
  readonly features: FeatureValues
  readonly result: PolicyResult
}

export interface DeciderParts {
  readonly model: CreditModel
  readonly modelVersion: string
  readonly policy: CompiledPolicy
  readonly policyName: string
  readonly policyVersion: number
  readonly reasonTable: AdverseReasonTable
  readonly features: CaseFeatures
  /** As `contributions` of the model does one row, to the bit; for those who explain several together. */
  readonly explainRow?: (row: Float64Array) => Promise<Float64Array>
}

export interface Decider extends DeciderParts {
  decide(credit: CreditCase): Promise<Answer>
  /** With what has to be recorded beside the answer. */
  decideWithFeatures(credit: CreditCase): Promise<Decided>
}

/** LIME is a diagnosis of one case: fewer perturbations than where a model is studied. */
const LIME = { terms: 10, perturbations: 500, repeats: 4 }

/**
 * Prepares decisions.
 *
 * The same case gives the same answer, to the byte: nothing is read from clocks, and everything random comes from the
 * case's key. Reasons are of interventional Shapley values against typical good applicants; LIME is a diagnosis and never
 * a reason; a counterfactual is offered only when the changed application was approved by the same model and policy.
 *
 * @throws DataError when the model was trained with another catalogue of features
 * @throws RangeError when the reason table cannot be
 * @see docs/methods/credit-decisions.md
 */
export function openDecider(parts: DeciderParts): Decider {
  const { model, policy, features } = parts
  const { bundle } = model
  if (bundle.featureSet.hash !== features.hash)
    throw new DataError(
      `The model was trained with features ${bundle.featureSet.name} (${bundle.featureSet.hash.slice(0, 12)}), and decisions compute ${features.name} (${features.hash.slice(0, 12)}).`,
    )
  const reasonTable = adverseReasonTable(parts.reasonTable)
  const words = caseReasons(model, reasonTable)
  const explainRow = parts.explainRow ?? ((row) => model.contributions(matrixOf(row)))
  const assess = async (credit: CreditCase) => {
    const values = features.compute(credit)
    const row = model.rowOf(values)
    const pd = model.probability(row)
    return { values, row, pd, result: await policy.decide(policyInput(credit, values, pd)) }
  }
  const decideWithFeatures = async (credit: CreditCase): Promise<Decided> => {
    const { values, row, pd, result } = await assess(credit)
    const { explain } = credit
    const contributions = explain === 'none' ? undefined : await explainRow(row)
    const approved = result.decision === 'APPROVED'
    const counterfactual =
      explain === 'full' && !approved ? await findCounterfactual(credit, result, parts) : null
    const answer: Answer = {
      customer_id: credit.application.customerId,
      score: 1 - pd,
      decision: result.decision,
      confidence: Math.max(pd, 1 - pd),
      explanation:
        explain === 'full' && contributions !== undefined
          ? {
              lime_explanation: limeOf(model, row, credit.randomKey),
              shap_values: Object.fromEntries(bundle.features.map(({ id }, f) => [id, contributions[f]])),
              feature_importance: Object.fromEntries(
                bundle.importance.map(({ feature, share }) => [feature, share]),
              ),
            }
          : null,
      risk_factors: contributions === undefined ? [] : words.riskFactors(row, contributions),
      reasons: contributions === undefined ? [] : words.reasons(row, contributions, result),
      counterfactual,
      limit: approved ? (result.limit ?? null) : null,
      annual_rate: approved ? (result.annualRate ?? null) : null,
      policy: {
        name: parts.policyName,
        version: parts.policyVersion,
        rules: result.fired.map(({ stage, kind, rule, outcome, reasonCode, text }) => ({
          stage,
          kind,
          rule,
          outcome: outcome ?? null,
          reason_code: reasonCode ?? null,
          text,
        })),
      },
      sources: sourceKinds.flatMap((kind) => {
        const source = credit.sources[kind]
        return source === undefined ? [] : [{ kind, state: source.state }]
      }),
      experiment: credit.experiment === undefined ? null : { ...credit.experiment },
      model_version: parts.modelVersion,
      reason_table: reasonTable.version,
    }
    return { answer, features: values, result }
  }
  return {
    ...parts,
    decideWithFeatures,
    decide: async (credit) => (await decideWithFeatures(credit)).answer,
  }
}

/** Canonical JSON of an answer, in UTF-8: what is compared when a decision is made again. */
export function answerBytes(answer: Answer): Uint8Array {
  return canonicalBytes(answer)
}

function limeOf(model: CreditModel, row: Float64Array, seed: number) {
  const { bundle } = model
  const inputs = bundle.features.map(({ id, kind, categories }) => ({
    name: id,
    kind,
    ...(categories && { categories }),
  }))
  const good = (matrix: Parameters<CreditModel['probabilities']>[0]) =>
    model.probabilities(matrix).map((pd) => 1 - pd)
  const { terms, stability, localR2, notice } = limeExplainer(
    good,
    bundle.marginals,
    inputs,
    seed,
    LIME,
  ).explain(matrixOf(row), 0)
  return {
    terms: terms.map(({ name, condition, weight }) => ({ feature: name, condition, weight })),
    stability: Math.min(stability.variables, stability.coefficients ?? 1),
    local_r2: Number.isFinite(localR2) ? localR2 : null,
    seed,
    notice,
  }
}
