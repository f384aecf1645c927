/** Events that come in: transactions and payments of customers. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, Minor, MinorAmount, nullable, oneOf } from '../../schema.ts'
import { CustomerId } from './customer-id.ts'
import {
  accountKinds,
  paymentKinds,
  transactionCategories,
  transactionChannels,
  transactionStatuses,
} from './vocabulary.ts'

const Id = Type.String({ minLength: 1, maxLength: 64 })
const Currency = Type.String({
  pattern: '^[A-Z]{3}$',
  description: 'ISO 4217 code of three capital letters: EUR.',
})

/** Fields of a transaction beside whose it is. */
const transactionFields = {
  transaction_id: Id,
  account_id: Type.Optional(Id),
  account_kind: Type.Optional(oneOf(accountKinds, { default: 'current' })),
  timestamp: Type.String({
    format: 'date-time',
    description: 'When it happened, ISO 8601 with a zone or Z; not in the future.',
  }),
  amount_minor: Type.Integer({ description: 'Minor units; positive came in, negative went out.' }),
  currency: Type.Optional(Currency),
  category: Type.Optional(
    oneOf(transactionCategories, { description: '`other` where it is absent, which the answer counts.' }),
  ),
  channel: Type.Optional(oneOf(transactionChannels)),
  status: Type.Optional(oneOf(transactionStatuses, { default: 'posted' })),
  description: Type.Optional(Type.String({ maxLength: 500 })),
  balance_minor: Type.Optional(Type.Integer({ description: 'Balance of the account after it.' })),
}

export const TransactionEvent = closed(transactionFields, { title: 'TransactionEvent' })
export type TransactionEvent = Static<typeof TransactionEvent>

const paymentFields = {
  payment_id: Id,
  account_id: Type.Optional(Id),
  kind: oneOf(paymentKinds),
  due_date: DateString,
  amount_due_minor: Type.Integer({ minimum: 0 }),
  paid_date: Type.Optional(nullable(DateString)),
  amount_paid_minor: Type.Optional(nullable(Type.Integer({ minimum: 0 }))),
}
export const PaymentEvent = closed(paymentFields, { title: 'PaymentEvent' })
export type PaymentEvent = Static<typeof PaymentEvent>

export const IngestRequest = closed(
  {
    transactions: Type.Optional(
      Type.Array(closed({ customer_id: Id, ...transactionFields }), { maxItems: 1000 }),
    ),
    payments: Type.Optional(Type.Array(closed({ customer_id: Id, ...paymentFields }), { maxItems: 1000 })),
  },
  {
    title: 'IngestRequest',
    description: 'Events by id; one that was delivered before is counted and left as it is.',
  },
)
export type IngestRequest = Static<typeof IngestRequest>

export const IngestReply = closed(
  {
    accepted: Type.Integer(),
    repeated: Type.Integer({ description: 'Known by id already, with the same content.' }),
    late: Type.Integer({ description: 'Of the accepted: of an earlier day.' }),
    conflicts: Type.Array(closed({ id: Type.String(), detail: Type.String() }), {
      description: 'Known by id with other content; the first one was kept.',
    }),
    rejected: Type.Array(closed({ id: Type.String(), detail: Type.String() }), {
      description:
        'Of an unknown customer, of a day that is not kept online, or in another currency; the others were kept.',
    }),
    uncategorised: Type.Integer({ description: 'Transactions that say no category and count as `other`.' }),
    customers: Type.Integer({ description: 'Customers whose score will follow.' }),
  },
  { title: 'IngestReply' },
)
export type IngestReply = Static<typeof IngestReply>

export const CustomerRecord = closed(
  {
    customer_id: CustomerId,
    age: Type.Optional(Type.Integer({ minimum: 16, maximum: 120 })),
    employment_type: Type.Optional(Type.String({ maxLength: 64 })),
    home_ownership: Type.Optional(Type.String({ maxLength: 64 })),
    region: Type.Optional(Type.String({ maxLength: 64 })),
    household_size: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    declared_income_minor: Type.Optional(MinorAmount),
    opened_on: Type.Optional(DateString),
    accounts: Type.Optional(
      Type.Array(
        closed({
          account_id: Id,
          kind: oneOf(accountKinds),
          currency: Type.Optional(Currency),
          opened_on: Type.Optional(DateString),
          credit_limit_minor: Type.Optional(nullable(MinorAmount)),
          outstanding_minor: Type.Optional(nullable(Minor)),
        }),
        { maxItems: 100 },
      ),
    ),
  },
  { title: 'CustomerRecord' },
)
export type CustomerRecord = Static<typeof CustomerRecord>

export const CustomersRequest = closed(
  { customers: Type.Array(CustomerRecord, { minItems: 1, maxItems: 1000 }) },
  { title: 'CustomersRequest' },
)

export const Transaction = closed(
  {
    transaction_id: Type.String(),
    account_id: nullable(Type.String()),
    account_kind: oneOf(accountKinds),
    timestamp: InstantString,
    amount_minor: Minor,
    currency: Type.String(),
    category: oneOf(transactionCategories),
    channel: nullable(oneOf(transactionChannels)),
    status: oneOf(transactionStatuses),
    description: nullable(Type.String()),
    balance_minor: nullable(Minor),
    ingested_at: InstantString,
  },
  { title: 'Transaction' },
)
export type Transaction = Static<typeof Transaction>
