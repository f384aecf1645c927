/** What a person has filled in, and the request it makes: only what differs from saying nothing is sent. */
import {
  type GeneratePortfolioRequest,
  type LoanType,
  loanTypes,
  type RiskGrade,
  riskGrades,
} from '@pratibimba/contract'
import { evenMix } from './shares.ts'

export interface GenerationForm {
  readonly num_borrowers?: number
  readonly target_default_rate?: number
  readonly default_rate_tolerance?: number
  readonly grades?: Record<RiskGrade, number>
  readonly loans?: Record<LoanType, number>
  readonly dti?: [number, number]
  readonly history: boolean
  readonly history_months?: number
  readonly copulas: boolean
  readonly group: string
  readonly score_shift?: number
  readonly income_factor?: number
  readonly privacy_epsilon?: number
  readonly k_anonymity?: number
  readonly seed?: number
  readonly as_of_date: string
  readonly format: 'csv' | 'parquet'
}

/** Target of a portfolio with neither a grade mix nor a debt-to-income range; the contract says so in words only. */
export const usualDefaultRate = 0.03

export const emptyForm: GenerationForm = {
  history: false,
  copulas: true,
  group: '',
  as_of_date: '',
  format: 'csv',
}

export const evenGrades = () => evenMix(riskGrades)
export const evenLoans = () => evenMix(loanTypes)

export function requestOf(form: GenerationForm): GeneratePortfolioRequest {
  const shifted = form.score_shift !== undefined || form.income_factor !== undefined
  const request: GeneratePortfolioRequest = {
    num_borrowers: form.num_borrowers,
    target_default_rate: form.target_default_rate,
    default_rate_tolerance: form.default_rate_tolerance,
    include_payment_history: form.history || undefined,
    history_months: form.history ? form.history_months : undefined,
    use_copulas: form.copulas ? undefined : false,
    risk_grade_distribution: form.grades && withoutZeros(form.grades),
    loan_type_distribution: form.loans && withoutZeros(form.loans),
    dti_range: form.dti,
    demographic_override:
      form.group.trim() === ''
        ? undefined
        : shifted
          ? { group: form.group.trim(), score_shift: form.score_shift, income_factor: form.income_factor }
          : form.group.trim(),
    privacy_epsilon: form.privacy_epsilon,
    k_anonymity: form.k_anonymity,
    seed: form.seed,
    as_of_date: form.as_of_date || undefined,
    format: form.format === 'csv' ? undefined : form.format,
  }
  return JSON.parse(JSON.stringify(request)) as GeneratePortfolioRequest
}

function withoutZeros(mix: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(mix).filter(([, share]) => share > 0))
}
