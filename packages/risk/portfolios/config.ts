/** The settings of a portfolio from scratch: defaults, ranges, and what is wrong with those that do not fit. */
import { type LoanType, loanTypes, type RiskGrade, riskGrades } from '@pratibimba/contract'
import { InvalidSettings, type SettingError } from './settings-errors.ts'

/** A labelled group whose scores and incomes are moved by a stated amount. */
export interface DemographicGroup {
  readonly group: string
  /** Shift of the latent credit score, standard deviations, −3 to 3; the true PD stays. */
  readonly scoreShift: number
  /** Factor on every income, 0.1 to 10. */
  readonly incomeFactor: number
}

export interface PortfolioGenerationConfig {
  readonly numBorrowers: number
  /** Absent: the rate is an outcome of the mix. */
  readonly targetDefaultRate?: number
  /** How far outside the reachable interval a target may lie and still be met at the interval's end. */
  readonly defaultRateTolerance: number
  readonly includePaymentHistory: boolean
  readonly historyMonths: number
  /** false draws score, income, employment, DTI and PD independently of each other. */
  readonly useCopulas: boolean
  /** Share of each grade; sums to 1. Absent: the base mix, tilted to the target. */
  readonly riskGradeDistribution?: Readonly<Record<RiskGrade, number>>
  /** Share of each loan type; sums to 1. Absent: the base mix of products. */
  readonly loanTypeDistribution?: Readonly<Record<LoanType, number>>
  /** Lowest and highest debt-to-income ratio. */
  readonly dtiRange?: readonly [number, number]
  readonly demographic?: DemographicGroup
  readonly seed: number
  /** Days since 1970-01-01. */
  readonly asOfDate: number
  /**
   * `calibrated` (default): the number of defaults is n times the rate, exactly; the common factor decides who.
   * `drawn`: the common factor also decides how many, as in the one-factor model without calibration.
   */
  readonly rate: 'calibrated' | 'drawn'
}

/** What a caller may leave out. */
export type PortfolioSettings = Partial<
  Omit<PortfolioGenerationConfig, 'riskGradeDistribution' | 'loanTypeDistribution' | 'demographic'>
> & {
  readonly riskGradeDistribution?: Readonly<Partial<Record<RiskGrade, number>>>
  readonly loanTypeDistribution?: Readonly<Partial<Record<LoanType, number>>>
  readonly demographic?: Pick<DemographicGroup, 'group'> & Partial<DemographicGroup>
}

/** 2025-12-31: fixed, so that the same settings give the same bytes on every day. */
const DEFAULT_AS_OF_DATE = 20_453
const EARLIEST_AS_OF_DATE = 10_957 // 2000-01-01
const LATEST_AS_OF_DATE = 47_481 // 2099-12-31
/** Of a portfolio whose mix and DTI nobody chose; grades are what they are at this rate. */
export const DEFAULT_TARGET_RATE = 0.03
const SUM_TOLERANCE = 1e-6

const settingNames: Readonly<Record<keyof PortfolioGenerationConfig, string>> = {
  numBorrowers: 'num_borrowers',
  targetDefaultRate: 'target_default_rate',
  defaultRateTolerance: 'default_rate_tolerance',
  includePaymentHistory: 'include_payment_history',
  historyMonths: 'history_months',
  useCopulas: 'use_copulas',
  riskGradeDistribution: 'risk_grade_distribution',
  loanTypeDistribution: 'loan_type_distribution',
  dtiRange: 'dti_range',
  demographic: 'demographic_override',
  seed: 'seed',
  asOfDate: 'as_of_date',
  rate: 'rate',
}

/**
 * Fills the defaults and checks every field.
 *
 * The default rate of 0.03 applies only when neither a grade mix nor a DTI range is given; otherwise an absent target
 * leaves the rate an outcome. Missing grades and loan types of a given distribution are 0.
 *
 * @throws InvalidSettings listing every field that does not fit, by its wire name
 */
export function portfolioConfig(settings: PortfolioSettings = {}): PortfolioGenerationConfig {
  const errors: SettingError[] = []
  const fail = (field: string, detail: string) => {
    errors.push({ field: `/${field}`, detail })
  }
  const number = (key: keyof PortfolioSettings, low: number, high: number, value: unknown, whole = false) => {
    if (typeof value !== 'number' || !(value >= low && value <= high) || (whole && !Number.isInteger(value)))
      fail(
        settingNames[key],
        `Need ${whole ? 'a whole number' : 'a number'} from ${low} to ${high}, got ${shown(value)}.`,
      )
  }
  const flag = (key: keyof PortfolioSettings, value: unknown) => {
    if (typeof value !== 'boolean') fail(settingNames[key], `Need true or false, got ${shown(value)}.`)
  }
  for (const key of Object.keys(settings))
    if (!(key in settingNames))
      fail(key, `Unknown setting; the settings are ${Object.keys(settingNames).join(', ')}.`)

  const {
    numBorrowers = 1000,
    defaultRateTolerance = 0.01,
    includePaymentHistory = false,
    historyMonths = 24,
    useCopulas = true,
    dtiRange,
    seed = 42,
    asOfDate = DEFAULT_AS_OF_DATE,
    rate = 'calibrated',
  } = settings
  const isFree = settings.riskGradeDistribution === undefined && dtiRange === undefined
  const targetDefaultRate = settings.targetDefaultRate ?? (isFree ? DEFAULT_TARGET_RATE : undefined)
  number('numBorrowers', 1, 1_000_000_000, numBorrowers, true)
  if (targetDefaultRate !== undefined) number('targetDefaultRate', 0, 1, targetDefaultRate)
  number('defaultRateTolerance', 0, 0.1, defaultRateTolerance)
  flag('includePaymentHistory', includePaymentHistory)
  number('historyMonths', 1, 120, historyMonths, true)
  flag('useCopulas', useCopulas)
  number('seed', 0, Number.MAX_SAFE_INTEGER, seed, true)
  if (!(Number.isInteger(asOfDate) && asOfDate >= EARLIEST_AS_OF_DATE && asOfDate <= LATEST_AS_OF_DATE))
    fail('as_of_date', `Need a date from 2000-01-01 to 2099-12-31, got ${dateShown(asOfDate)}.`)
  if (rate !== 'calibrated' && rate !== 'drawn')
    fail('rate', `Need "calibrated" or "drawn", got ${shown(rate)}.`)
  if (dtiRange !== undefined) checkRange(dtiRange, fail)
  const riskGradeDistribution = distribution(
    settings.riskGradeDistribution,
    riskGrades,
    'risk_grade_distribution',
    fail,
  )
  const loanTypeDistribution = distribution(
    settings.loanTypeDistribution,
    loanTypes,
    'loan_type_distribution',
    fail,
  )
  const demographic = demographicGroup(settings.demographic, fail)
  if (errors.length > 0) throw new InvalidSettings(errors)
  return {
    numBorrowers,
    ...(targetDefaultRate === undefined ? {} : { targetDefaultRate }),
    defaultRateTolerance,
    includePaymentHistory,
    historyMonths,
    useCopulas,
    ...(riskGradeDistribution && { riskGradeDistribution }),
    ...(loanTypeDistribution && { loanTypeDistribution }),
    ...(dtiRange && { dtiRange: [dtiRange[0], dtiRange[1]] as const }),
    ...(demographic && { demographic }),
    seed,
    asOfDate,
    rate,
  }
}

type Fail = (field: string, detail: string) => void

function distribution<Name extends string>(
  given: Readonly<Partial<Record<Name, number>>> | undefined,
  names: readonly Name[],
  field: string,
  fail: Fail,
): Record<Name, number> | undefined {
  if (given === undefined) return undefined
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    fail(field, `Need shares by name, such as {"${names[0]}": 1}, got ${shown(given)}.`)
    return undefined
  }
  for (const name of Object.keys(given))
    if (!(names as readonly string[]).includes(name))
      fail(`${field}/${name}`, `Unknown name; use ${names.join(', ')}.`)
  let sum = 0
  for (const name of names) {
    const share: unknown = given[name] ?? 0
    if (typeof share !== 'number' || !(share >= 0 && share <= 1)) {
      fail(`${field}/${name}`, `Need a share from 0 to 1, got ${shown(share)}.`)
      return undefined
    }
    sum += share
  }
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    fail(
      field,
      `Need shares that sum to 1, got ${Number(sum.toPrecision(6))}. Divide each by the sum if they are weights.`,
    )
    return undefined
  }
  return Object.fromEntries(names.map((name) => [name, (given[name] ?? 0) / sum])) as Record<Name, number>
}

function checkRange(range: readonly [number, number], fail: Fail): void {
  if (!Array.isArray(range) || range.length !== 2) {
    fail('dti_range', `Need the lowest and the highest ratio, such as [0.2, 0.3], got ${shown(range)}.`)
    return
  }
  for (const [at, value] of range.entries())
    if (typeof value !== 'number' || !(value >= 0 && value <= 1))
      fail(`dti_range/${at}`, `Need a ratio from 0 to 1, got ${shown(value)}.`)
  if (!(range[1] - range[0] >= 0.001))
    fail(
      'dti_range',
      `Need a lowest ratio at least 0.001 below the highest, got [${range.join(', ')}]. Put the lowest first.`,
    )
}

function demographicGroup(given: PortfolioSettings['demographic'], fail: Fail): DemographicGroup | undefined {
  if (given === undefined) return undefined
  const { group, scoreShift = 0, incomeFactor = 1 } = given
  if (typeof group !== 'string' || group.length < 1 || group.length > 64)
    fail('demographic_override/group', `Need a label of 1 to 64 characters, got ${shown(group)}.`)
  if (typeof scoreShift !== 'number' || !(Math.abs(scoreShift) <= 3))
    fail('demographic_override/score_shift', `Need a number from -3 to 3, got ${shown(scoreShift)}.`)
  if (typeof incomeFactor !== 'number' || !(incomeFactor >= 0.1 && incomeFactor <= 10))
    fail('demographic_override/income_factor', `Need a number from 0.1 to 10, got ${shown(incomeFactor)}.`)
  return { group, scoreShift, incomeFactor }
}

/** Days since 1970-01-01 as a date, where they are some date. */
function dateShown(days: unknown): string {
  const date = new Date(Number(days) * 86_400_000)
  return Number.isNaN(date.getTime()) ? shown(days) : date.toISOString().slice(0, 10)
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, 40)}"` : String(value).slice(0, 40)
}
