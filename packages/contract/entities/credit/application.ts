/** An application for credit, as it comes in. */
import Type, { type Static } from 'typebox'
import { closed, DateString, oneOf } from '../../schema.ts'
import { explanationDepths } from './vocabulary.ts'

/** Of persons: problems name the field and what it may be, never what it was. */
const personal = { 'x-personal': true } as const
const LARGEST_AMOUNT = 1_000_000_000_000
const amount = (description: string, options: { exclusiveMinimum?: number } = {}) =>
  Type.Number({
    ...(options.exclusiveMinimum === undefined ? { minimum: 0 } : options),
    maximum: LARGEST_AMOUNT,
    ...personal,
    description: `${description} In the currency of the lender, major units.`,
  })
const PersonalDate = Type.String({ ...DateString, ...personal })
const Label = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })

/** What a bureau knows. Fields beside these pass and are kept with the decision: bureaus differ. */
export const CreditHistory = Type.Object(
  {
    score: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1000,
        ...personal,
        description: "The bureau's own score; the higher the better.",
      }),
    ),
    accounts: Type.Optional(
      Type.Array(
        Type.Object(
          {
            type: Type.Optional(Type.String({ maxLength: 64, ...personal })),
            status: Type.Optional(
              Type.String({
                maxLength: 64,
                ...personal,
                description: '`active`, `closed`, `default`; others count as accounts.',
              }),
            ),
          },
          personal,
        ),
        { maxItems: 1000, ...personal },
      ),
    ),
    inquiries: Type.Optional(
      Type.Array(Type.Object({ date: Type.Optional(PersonalDate) }, personal), {
        maxItems: 1000,
        ...personal,
        description: 'Those of the last six months count.',
      }),
    ),
  },
  {
    title: 'CreditHistory',
    ...personal,
    description: 'May be empty: a thin file is a case for a person, not an error.',
  },
)

export const CreditApplication = closed(
  {
    customer_id: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: '\\S',
      ...personal,
      description: 'Who applies; the same person has the same id.',
    }),
    annual_income: amount('Before tax.'),
    employment_years: Type.Number({
      minimum: 0,
      maximum: 80,
      ...personal,
      description: 'With the present employer.',
    }),
    existing_debt: amount('Owed to all lenders together.'),
    loan_amount: amount('Asked for.', { exclusiveMinimum: 0 }),
    loan_purpose: Label,
    credit_history: CreditHistory,
    date_of_birth: Type.Optional(PersonalDate),
    loan_term_months: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 480, description: 'Default of the policy when absent.' }),
    ),
  },
  { title: 'CreditApplication' },
)
export type CreditApplication = Static<typeof CreditApplication>

/** How an application is to be decided; beside its own fields, so that clients of one flat body keep working. */
export const scoreQuery = {
  explain: Type.Optional(
    oneOf(explanationDepths, {
      default: 'full',
      description: 'none: the decision; reasons: with reasons; full: with SHAP, importance and LIME.',
    }),
  ),
  idempotency_key: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 128,
      description:
        'The same key with the same application answers the decision made before; with another, a conflict.',
    }),
  ),
}
