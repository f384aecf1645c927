/** The request for a portfolio from scratch, between wire and domain. */
import type { GeneratePortfolioRequest } from '@pratibimba/contract'
import { ProblemError } from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import { type PortfolioGenerationConfig, portfolioConfig } from '@pratibimba/risk/portfolios'

/** @throws InvalidSettings naming every field that does not fit */
export function generationConfig(request: GeneratePortfolioRequest, seed: number): PortfolioGenerationConfig {
  const { demographic_override: demographic, as_of_date: asOfDate } = request
  const config = portfolioConfig({
    seed,
    ...given('numBorrowers', request.num_borrowers),
    ...given('targetDefaultRate', request.target_default_rate),
    ...given('defaultRateTolerance', request.default_rate_tolerance),
    ...given('includePaymentHistory', request.include_payment_history),
    ...given('historyMonths', request.history_months),
    ...given('useCopulas', request.use_copulas),
    ...given('riskGradeDistribution', request.risk_grade_distribution),
    ...given('loanTypeDistribution', request.loan_type_distribution),
    ...given('dtiRange', request.dti_range),
    ...given('asOfDate', asOfDate === undefined ? undefined : daysOf(asOfDate)),
    ...given('demographic', demographic === undefined ? undefined : groupOf(demographic)),
  })
  return config
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { [N in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [N in Name]?: Value }
}

function groupOf(override: NonNullable<GeneratePortfolioRequest['demographic_override']>) {
  if (typeof override === 'string') return { group: override }
  const { group, score_shift: scoreShift = 0, income_factor: incomeFactor = 1 } = override
  return { group, scoreShift, incomeFactor }
}

/** Validation has checked the format; a date that exists is left. */
function daysOf(date: string): number {
  try {
    return parseDay(date)
  } catch {
    throw new ProblemError('out_of_range', `as_of_date must be a date that exists; got "${date}".`)
  }
}
