/** What a credit model may look at: every feature of an application, with its reason and its meaning when missing. */
import type { BinaryOperator, Expression } from '../../features/index.ts'
import type { RowFeature, RowFeatureSet } from '../../features/rows/index.ts'
import { type ApplicationField, fieldNames } from './fields.ts'

type Value = Expression<ApplicationField>
type Operand = Value | number

/** Annual rate at which the instalment of every loan is reckoned, so that rows compare; no offer. */
export const REFERENCE_RATE_ANNUAL = 0.12
/** Months of a loan whose term nobody named. */
export const REFERENCE_TERM_MONTHS = 36
/** From how many accounts on a file is no longer thin. */
export const THIN_FILE_ACCOUNTS = 3

const of = (operand: Operand): Value =>
  typeof operand === 'number' ? { op: 'constant', value: operand } : operand
const binary =
  (op: BinaryOperator) =>
  (left: Operand, right: Operand): Value => ({ op, left: of(left), right: of(right) })
const plus = binary('add')
const minus = binary('subtract')
const times = binary('multiply')
const ratio = binary('divide')
const larger = binary('maximum')
const above = binary('greater')
const atLeast = binary('at_least')
const field = (name: ApplicationField): Value => ({ op: 'attribute', name })
const or = (value: Value, otherwise: Operand): Value => ({
  op: 'coalesce',
  of: value,
  otherwise: of(otherwise),
})
const isMissing = (value: Value): Value => ({ op: 'is_missing', of: value })
/** Income counts as at least 1, so that a debt without income is as large a ratio as there is. */
const income = larger(field('annual_income'), 1)
const monthlyRate = REFERENCE_RATE_ANNUAL / 12
/** P = L · i / (1 − (1 + i)^−n) */
const instalment = ratio(
  times(field('loan_amount'), monthlyRate),
  minus(1, {
    op: 'exponential',
    of: times(or(field('loan_term_months'), REFERENCE_TERM_MONTHS), -Math.log1p(monthlyRate)),
  }),
)

const noBureau = 'The bureau said nothing of it, or was not asked.'
const given = 'Not possible: an application names it.'

const features = [
  {
    id: 'age',
    title: 'Age',
    unit: 'years',
    kind: 'number',
    rationale:
      'Income and habits settle with age. Only a lower risk may follow from a higher age, so that nobody is turned down for being old.',
    monotone: 'decreasing',
    missing: 'The date of birth was not given.',
    value: field('age_years'),
  },
  {
    id: 'annual_income',
    title: 'Annual income',
    unit: 'money',
    kind: 'number',
    rationale: 'What instalments are paid from.',
    monotone: 'decreasing',
    missing: given,
    value: field('annual_income'),
  },
  {
    id: 'employment_years',
    title: 'Years with the employer',
    unit: 'years',
    kind: 'number',
    rationale: 'A long employment is seldom lost at once.',
    monotone: 'decreasing',
    missing: given,
    value: field('employment_years'),
  },
  {
    id: 'credit_score',
    title: 'Bureau score',
    unit: 'score',
    kind: 'number',
    rationale: 'How former debts were paid, summed up by the bureau.',
    monotone: 'decreasing',
    missing: noBureau,
    value: field('bureau_score'),
  },
  {
    id: 'total_accounts',
    title: 'Credit accounts',
    unit: 'count',
    kind: 'number',
    rationale: 'Experience with credit, or too much of it.',
    monotone: 'free',
    missing: noBureau,
    value: field('accounts'),
  },
  {
    id: 'active_accounts',
    title: 'Active accounts',
    unit: 'count',
    kind: 'number',
    rationale: 'Open commitments beside the loan.',
    monotone: 'free',
    missing: noBureau,
    value: field('active'),
  },
  {
    id: 'debt_to_income',
    title: 'Debt to income',
    unit: 'ratio',
    kind: 'number',
    rationale: 'Debts against the income of a year.',
    monotone: 'increasing',
    missing: given,
    value: ratio(field('existing_debt'), income),
  },
  {
    id: 'loan_to_income',
    title: 'Loan to income',
    unit: 'ratio',
    kind: 'number',
    rationale: 'The loan against the income of a year.',
    monotone: 'increasing',
    missing: given,
    value: ratio(field('loan_amount'), income),
  },
  {
    id: 'has_defaults',
    title: 'Any account in default',
    unit: 'flag',
    kind: 'number',
    rationale: 'Who failed before fails more often again.',
    monotone: 'increasing',
    missing: noBureau,
    value: above(field('defaulted'), 0),
  },
  {
    id: 'recent_inquiries',
    title: 'Inquiries in six months',
    unit: 'count',
    kind: 'number',
    rationale: 'Asking many lenders at once signals need.',
    monotone: 'increasing',
    missing: noBureau,
    value: field('inquiries'),
  },
  {
    id: 'closed_accounts',
    title: 'Closed accounts',
    unit: 'count',
    kind: 'number',
    rationale: 'Loans that were paid to the end.',
    monotone: 'free',
    missing: noBureau,
    value: field('closed'),
  },
  {
    id: 'defaulted_accounts',
    title: 'Accounts in default',
    unit: 'count',
    kind: 'number',
    rationale: 'How often a debt was not paid.',
    monotone: 'increasing',
    missing: noBureau,
    value: field('defaulted'),
  },
  {
    id: 'active_account_share',
    title: 'Share of accounts that are active',
    unit: 'ratio',
    kind: 'number',
    rationale: 'How much of the credit ever had is still in use.',
    monotone: 'free',
    missing: 'There are no accounts, or the bureau did not say.',
    value: ratio(field('active'), field('accounts')),
  },
  {
    id: 'defaulted_account_share',
    title: 'Share of accounts in default',
    unit: 'ratio',
    kind: 'number',
    rationale: 'One default among two accounts says more than among twenty.',
    monotone: 'increasing',
    missing: 'There are no accounts, or the bureau did not say.',
    value: ratio(field('defaulted'), field('accounts')),
  },
  {
    id: 'existing_debt',
    title: 'Existing debt',
    unit: 'money',
    kind: 'number',
    rationale: 'Owed to all lenders; rises with wealth as well as with strain.',
    monotone: 'free',
    missing: given,
    value: field('existing_debt'),
  },
  {
    id: 'loan_amount',
    title: 'Loan amount',
    unit: 'money',
    kind: 'number',
    rationale: 'Small loans are asked for in need, large ones planned.',
    monotone: 'free',
    missing: given,
    value: field('loan_amount'),
  },
  {
    id: 'loan_term_months',
    title: 'Months of the loan',
    unit: 'months',
    kind: 'number',
    rationale: 'A longer loan has more time to fail, and is taken when the instalment presses.',
    monotone: 'free',
    missing: 'The applicant named none.',
    value: field('loan_term_months'),
  },
  {
    id: 'total_debt_to_income',
    title: 'Debt with the loan, to income',
    unit: 'ratio',
    kind: 'number',
    rationale: 'What will be owed once the loan is paid out.',
    monotone: 'increasing',
    missing: given,
    value: ratio(plus(field('existing_debt'), field('loan_amount')), income),
  },
  {
    id: 'payment_to_income',
    title: 'Instalment to income',
    unit: 'ratio',
    kind: 'number',
    rationale: 'What the loan takes of a month, at one rate for all.',
    monotone: 'increasing',
    missing: given,
    value: ratio(times(instalment, 12), income),
  },
  {
    id: 'debt_per_active_account',
    title: 'Debt per active account',
    unit: 'money',
    kind: 'number',
    rationale: 'How full the open credit lines are, as far as a bureau without limits can tell.',
    monotone: 'free',
    missing: noBureau,
    value: ratio(field('existing_debt'), larger(field('active'), 1)),
  },
  {
    id: 'inquiries_per_account',
    title: 'Recent inquiries per account',
    unit: 'ratio',
    kind: 'number',
    rationale: 'Searching against what was found.',
    monotone: 'increasing',
    missing: noBureau,
    value: ratio(field('inquiries'), larger(field('accounts'), 1)),
  },
  {
    id: 'employment_share',
    title: 'Share of adult life with the employer',
    unit: 'ratio',
    kind: 'number',
    rationale: 'Five years mean more at twenty-five than at fifty-five.',
    monotone: 'decreasing',
    missing: 'The date of birth was not given.',
    value: ratio(field('employment_years'), larger(minus(field('age_years'), 17), 1)),
  },
  {
    id: 'thin_file',
    title: 'Thin file',
    unit: 'flag',
    kind: 'number',
    rationale: `No score, or fewer than ${THIN_FILE_ACCOUNTS} accounts: little is known, which is not the same as bad.`,
    monotone: 'free',
    missing: 'Never: an unknown file is a thin one.',
    value: larger(
      isMissing(field('bureau_score')),
      minus(1, atLeast(or(field('accounts'), 0), THIN_FILE_ACCOUNTS)),
    ),
  },
  {
    id: 'bureau_silent',
    title: 'No word from the bureau',
    unit: 'flag',
    kind: 'number',
    rationale: 'Neither score nor accounts are known.',
    monotone: 'free',
    missing: 'Never.',
    value: times(isMissing(field('bureau_score')), isMissing(field('accounts'))),
  },
  {
    id: 'loan_purpose',
    title: 'Purpose',
    unit: 'category',
    kind: 'category',
    rationale: 'What the money is for says whether something lasting stands against it.',
    monotone: 'free',
    missing: given,
    value: field('loan_purpose'),
  },
  {
    id: 'early_warning_score',
    title: 'Early-warning score',
    unit: 'score',
    kind: 'number',
    rationale: 'How a known customer has been doing lately.',
    monotone: 'increasing',
    missing: 'The applicant is no customer, or was not scored.',
    value: field('warning_score'),
  },
  {
    id: 'monthly_net_income',
    title: 'Monthly net income',
    unit: 'money',
    kind: 'number',
    rationale: 'What arrives, by the statements of the account.',
    monotone: 'decreasing',
    missing: 'No statements were seen.',
    value: field('net_income'),
  },
  {
    id: 'payment_to_net_income',
    title: 'Instalment to net income',
    unit: 'ratio',
    kind: 'number',
    rationale: 'What the loan takes of what arrives.',
    monotone: 'increasing',
    missing: 'No statements were seen.',
    value: ratio(instalment, larger(field('net_income'), 1)),
  },
  {
    id: 'residual_income',
    title: 'Left of a month',
    unit: 'money',
    kind: 'number',
    rationale: 'Net income less expenses less the instalment: what a bad month can take.',
    monotone: 'decreasing',
    missing: 'No statements were seen.',
    value: minus(minus(field('net_income'), field('expenses')), instalment),
  },
] as const satisfies readonly RowFeature<ApplicationField>[]

export type ApplicationFeatureId = (typeof features)[number]['id']
export type ApplicationFeatureSet = RowFeatureSet<ApplicationField>

/** The catalogue; its order is the order of every row of features. */
export const applicationFeatures: ApplicationFeatureSet & {
  readonly features: readonly (RowFeature<ApplicationField> & { readonly id: ApplicationFeatureId })[]
} = { name: 'applications', fields: fieldNames, features }
