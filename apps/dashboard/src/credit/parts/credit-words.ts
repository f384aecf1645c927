/** Words of credit decisions as pages write them. */
import type {
  DecisionOutcome,
  PolicyStageKind,
  PolicyState,
  SourceKind,
  SourceState,
} from '@pratibimba/contract'
import { capitalised } from '../../parts/words.ts'

export const outcomeWords = {
  APPROVED: 'Approved',
  MANUAL_REVIEW: 'To a person',
  REJECTED: 'Rejected',
} as const satisfies Record<DecisionOutcome, string>

export const policyStateWords = {
  draft: 'Draft',
  proposed: 'Proposed',
  shadow: 'Shadow',
  partial: 'Partial',
  active: 'Active',
  retired: 'Retired',
  rejected: 'Rejected',
} as const satisfies Record<PolicyState, string>

export const stageWords = {
  derivation: 'Derivation',
  eligibility: 'Eligibility',
  knock_out: 'Knock-out',
  affordability: 'Affordability',
  thresholds: 'Thresholds',
  pricing: 'Pricing',
  routing: 'Routing',
} as const satisfies Record<PolicyStageKind, string>

export const sourceWords = {
  bureau: 'Credit bureau',
  statements: 'Bank statements',
  kyc: 'Identity check',
  external: 'External data',
  early_warning: 'Early warning',
} as const satisfies Record<SourceKind, string>

export const sourceStateWords = {
  given: 'given',
  answered: 'answered',
  timed_out: 'timed out',
  failed: 'failed',
  not_asked: 'not asked',
} as const satisfies Record<SourceState, string>

/** `debt_to_income` → Debt to income. */
export function fieldWord(name: string): string {
  return capitalised(name.replaceAll('_', ' '))
}

/** `DTI_HIGH` → Dti high; codes stay beside it. */
export function codeWord(code: string): string {
  return capitalised(code.toLowerCase().replaceAll('_', ' '))
}

const amounts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

/** Major units of the lender's currency, which an application does not name. */
export function amountWord(amount: number): string {
  return amounts.format(amount).replace('-', '−')
}

/** A value of a field or feature as it is read; what is not known is a dash. */
export function valueWord(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') {
    const size = Math.abs(value)
    if (size >= 1000 || Number.isInteger(value)) return amountWord(value)
    return String(Number(value.toPrecision(4))).replace('-', '−')
  }
  if (typeof value === 'string') return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll('_', ' ') : value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return JSON.stringify(value)
}

/** 12.90% a year. */
export function rateWord(rate: number): string {
  return `${(rate * 100).toFixed(2)}%`
}

/** 4.2 ms, 318 ms, 1.2 s. */
export function latencyWord(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds >= 10 ? milliseconds.toFixed(0) : milliseconds.toFixed(1)} ms`
}
