/** Everything a credit model is, as plain data: what one file holds. */
import type { Matrix } from '@pratibimba/learning/data'
import type { InputMarginal } from '@pratibimba/learning/explanation/population'
import type { TrainedModel } from '@pratibimba/learning/training'

/** How the probability of going bad may move with a feature: rise, fall, or either. */
export const riskDirections = ['increasing', 'decreasing', 'free'] as const
export type RiskDirection = (typeof riskDirections)[number]

export interface CreditFeature {
  /** Wire name, such as `debt_to_income`. */
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly monotone: RiskDirection
  readonly kind: 'number' | 'category'
  /** Labels by code; categories only. */
  readonly categories?: readonly string[]
}

export interface CreditModelBundle {
  readonly kind: 'credit'
  readonly format: 1
  /** The catalogue that the features were computed by. */
  readonly featureSet: { readonly name: string; readonly hash: string }
  /** In the order of the columns. */
  readonly features: readonly CreditFeature[]
  /** Learnt to tell who goes bad; with calibrator and report. */
  readonly trained: TrainedModel
  /** Typical profiles of those who were good, which applicants are compared with; no rows of customers. */
  readonly background: Matrix
  /** Of each feature over the rows learnt from: what LIME draws from, and how large a change of an input is. */
  readonly marginals: readonly InputMarginal[]
  /** Share of each feature in what moves scores, largest first; they sum to 1. */
  readonly importance: readonly { readonly feature: string; readonly share: number }[]
  /** Version of the reason table that the features were checked against. */
  readonly reasonTable: string
  /** How declined applications entered the training, if they did. */
  readonly rejectInference: string | null
}

/** Features that no credit model may read: characteristics of persons that laws protect, and what stands for them. */
export const forbiddenFeatures: readonly string[] = [
  'gender',
  'sex',
  'ethnicity',
  'race',
  'colour',
  'color',
  'religion',
  'caste',
  'tribe',
  'nationality',
  'national_origin',
  'marital_status',
  'disability',
  'sexual_orientation',
  'political_opinion',
  'trade_union',
  'public_assistance',
]

/** Features that get worse as an applicant grows older and nothing else changes: age counted against the old by another name. */
const ageDerivedFeatures: readonly string[] = ['employment_share']

/** From this age on, age may never count against an applicant (12 CFR 1002.2(o)). */
export const ELDERLY_FROM = 62

/** The feature that is held to the rule of age. */
export const AGE_FEATURE = 'age'

/** Why a credit model may not read a feature, or not so; nothing where it may. */
export function unlawfulBecause({
  id,
  monotone,
}: Pick<CreditFeature, 'id' | 'monotone'>): string | undefined {
  if (forbiddenFeatures.includes(id)) return `${id} is protected: a credit model may not read it.`
  if (ageDerivedFeatures.includes(id))
    return `${id} gets worse with age alone: a credit model may not read it, because age may not count against the old.`
  if (id === AGE_FEATURE && monotone !== 'decreasing')
    return 'Age may be read only with a falling direction, so that growing older never counts against anyone.'
  return undefined
}
