/** What is decided: everything a decision is a function of, beside model, policy and reason table. */
import type { ExplanationDepth, RiskLevel, SourceKind } from '@pratibimba/contract'
import type { Application } from '../applications/application.ts'
import { completedYears } from '../applications/features/completed-years.ts'
import type { PolicyInput } from '../policies/policy.ts'
import type { SourceAnswer } from '../ports/application-sources.ts'
import type { CreditFeature } from './credit-model.ts'
import type { FeatureValues } from './open-credit-model.ts'

/** What a source answered; how long it took is no part of the decision. */
export type RecordedAnswer = Omit<SourceAnswer, 'tookMs'>

export interface CreditCase {
  readonly application: Application
  readonly sources: Readonly<Partial<Record<SourceKind, RecordedAnswer>>>
  /** Of a customer who is known. */
  readonly earlyWarning?: { readonly riskScore: number; readonly riskLevel: RiskLevel }
  /** Days since 1970-01-01: the day on which ages and inquiries are counted. */
  readonly asOfDay: number
  /** Integer in [0, 2⁵³ − 1]: what everything random is drawn from. */
  readonly randomKey: number
  readonly explain: ExplanationDepth
  readonly experiment?: { readonly id: string; readonly arm: string }
}

/** A catalogue of features that can compute them for a case. */
export interface CaseFeatures {
  readonly name: string
  /** Of the expressions; a model is used with the catalogue it was trained by. */
  readonly hash: string
  /** Every feature by wire name, those among them that the model does not read; null or NaN where missing. */
  compute(credit: Pick<CreditCase, 'application' | 'sources' | 'earlyWarning' | 'asOfDay'>): FeatureValues
}

/** What the policy decides on. */
export function policyInput(
  { application, sources, earlyWarning, asOfDay }: CreditCase,
  features: FeatureValues,
  pd: number,
): PolicyInput {
  const numbers: Record<string, number | null> = {}
  for (const [id, value] of Object.entries(features))
    if (typeof value !== 'string') numbers[id] = value === null || !Number.isFinite(value) ? null : value
  return {
    application: {
      annual_income: application.annualIncome,
      employment_years: application.employmentYears,
      existing_debt: application.existingDebt,
      loan_amount: application.loanAmount,
      loan_purpose: application.loanPurpose,
      loan_term_months: application.loanTermMonths ?? null,
      age: application.birthDay === undefined ? null : completedYears(application.birthDay, asOfDay),
    },
    features: numbers,
    score: 1 - pd,
    pd,
    sources: Object.fromEntries(Object.entries(sources).map(([kind, { state }]) => [kind, state])),
    early_warning: {
      risk_score: earlyWarning?.riskScore ?? null,
      risk_level: earlyWarning?.riskLevel ?? null,
    },
  }
}

/** A feature as titles and words are taken from. */
export type WordedFeature = Pick<CreditFeature, 'id' | 'title' | 'monotone' | 'kind' | 'categories'>
