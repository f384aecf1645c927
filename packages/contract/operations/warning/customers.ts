/** Customers: worklist, detail, explanation, features, and the portfolio they make up. */
import Type from 'typebox'
import {
  ageBands,
  CustomerBalances,
  CustomerDetail,
  CustomerFeatures,
  CustomerList,
  Explanation,
  incomeBrackets,
  segmentations,
  trends,
} from '../../entities/warning/customer.ts'
import { CustomerId } from '../../entities/warning/customer-id.ts'
import { CustomersRequest, IngestReply, IngestRequest, Transaction } from '../../entities/warning/events.ts'
import { interventionTypes, slaStates } from '../../entities/warning/intervention-vocabulary.ts'
import {
  LiveEvent,
  LiveEventList,
  liveEventKinds,
  RiskOverview,
  SegmentTable,
} from '../../entities/warning/overview.ts'
import { riskLevels, transactionCategories } from '../../entities/warning/vocabulary.ts'
import { closed, DateString, oneOf, pageQuery, someOf } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Customers'
const customerParams = closed({ customer_id: CustomerId })

/** Columns a worklist can be sorted by. */
export const customerSorts = [
  'risk_score',
  'change_30d',
  'expected_days_to_failure',
  'exposure',
  'expected_loss',
  'tier',
  'customer_id',
] as const

/** What a worklist is filtered by. */
const customerFilters = {
  level: Type.Optional(someOf(riskLevels)),
  tier: Type.Optional(someOf(['1', '2', '3'])),
  trend: Type.Optional(oneOf(trends)),
  min_score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  max_score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  region: Type.Optional(Type.String({ maxLength: 64 })),
  employment_type: Type.Optional(Type.String({ maxLength: 64 })),
  home_ownership: Type.Optional(Type.String({ maxLength: 64 })),
  income_bracket: Type.Optional(someOf(incomeBrackets)),
  age_band: Type.Optional(someOf(ageBands)),
  recommended: Type.Optional(oneOf(interventionTypes)),
  driver: Type.Optional(Type.String({ maxLength: 100, description: 'Feature that is the first driver.' })),
  assigned_to: Type.Optional(
    Type.String({ maxLength: 100, description: 'Officer; "nobody" for unassigned.' }),
  ),
  case: Type.Optional(oneOf(['open', 'none', 'cool_down'])),
  sla: Type.Optional(someOf(slaStates)),
  search: Type.Optional(Type.String({ maxLength: 64, description: 'Beginning of the id.' })),
}

export const customerOperations = {
  listCustomers: operation({
    method: 'GET',
    path: '/api/warning/customers',
    permission: 'warning:read',
    tag,
    summary: 'Customers with their latest score',
    query: closed({
      ...customerFilters,
      sort: Type.Optional(oneOf(customerSorts, { default: 'risk_score' })),
      order: Type.Optional(oneOf(['asc', 'desc'], { default: 'desc' })),
      ...pageQuery,
    }),
    reply: CustomerList,
    problems: ['out_of_range'],
  }),
  exportCustomers: operation({
    method: 'GET',
    path: '/api/warning/customers/export',
    permission: 'data:download',
    tag,
    summary: 'The worklist as a file',
    query: closed({
      ...customerFilters,
      sort: Type.Optional(oneOf(customerSorts, { default: 'risk_score' })),
      order: Type.Optional(oneOf(['asc', 'desc'], { default: 'desc' })),
      format: Type.Optional(oneOf(['csv', 'xlsx'], { default: 'csv' })),
    }),
    replyKind: 'file',
    problems: ['out_of_range', 'too_large'],
  }),
  putCustomers: operation({
    method: 'POST',
    path: '/api/warning/customers',
    permission: 'warning:write',
    tag,
    summary: 'Add customers and their accounts, or replace what is known of them',
    body: CustomersRequest,
    reply: closed({ accepted: Type.Integer() }),
    problems: ['malformed_request', 'out_of_range', 'conflict'],
  }),
  getCustomer: operation({
    method: 'GET',
    path: '/api/warning/customers/{customer_id}',
    permission: 'warning:read',
    tag,
    summary: 'A customer: score, drivers, profile, what can be done',
    params: customerParams,
    reply: CustomerDetail,
    problems: ['not_found', 'conflict', 'out_of_range', 'unusable_data', 'unavailable'],
  }),
  explainCustomer: operation({
    method: 'GET',
    path: '/api/warning/customers/{customer_id}/explanation',
    permission: 'warning:read',
    tag,
    summary: 'Contributions of all features to the score, on demand',
    params: customerParams,
    query: closed({
      as_of: Type.Optional(DateString),
      kind: Type.Optional(oneOf(['interventional', 'path_dependent'], { default: 'interventional' })),
    }),
    reply: Explanation,
    problems: ['not_found', 'conflict', 'out_of_range', 'unusable_data', 'unavailable'],
  }),
  customerFeatures: operation({
    method: 'GET',
    path: '/api/warning/customers/{customer_id}/features',
    permission: 'warning:read',
    tag,
    summary: 'Features and weekly signals of a customer as of a date',
    params: customerParams,
    query: closed({ as_of: Type.Optional(DateString) }),
    reply: CustomerFeatures,
    problems: ['not_found', 'conflict', 'out_of_range', 'unusable_data'],
  }),
  customerTransactions: operation({
    method: 'GET',
    path: '/api/warning/customers/{customer_id}/transactions',
    permission: 'warning:read',
    tag,
    summary: 'Transactions of a customer, newest first',
    params: customerParams,
    query: closed({
      category: Type.Optional(oneOf(transactionCategories)),
      from: Type.Optional(DateString),
      to: Type.Optional(DateString),
      ...pageQuery,
    }),
    reply: closed({ transactions: Type.Array(Transaction), total: Type.Integer() }),
    problems: ['not_found', 'out_of_range'],
  }),
  customerBalances: operation({
    method: 'GET',
    path: '/api/warning/customers/{customer_id}/balances',
    permission: 'warning:read',
    tag,
    summary: 'Closing balances by day',
    params: customerParams,
    query: closed({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 90 })) }),
    reply: CustomerBalances,
    problems: ['not_found', 'out_of_range'],
  }),
  ingestEvents: operation({
    method: 'POST',
    path: '/api/warning/events',
    permission: 'warning:write',
    tag,
    summary: 'Transactions and payments as they happen, at most 1000 of each',
    description:
      'Idempotent by id. Scores of the customers concerned follow by themselves and are told on the event stream.',
    body: IngestRequest,
    reply: IngestReply,
    problems: ['malformed_request', 'out_of_range', 'too_large', 'unusable_data', 'rate_limited'],
  }),
  riskOverview: operation({
    method: 'GET',
    path: '/api/warning/overview',
    permission: 'warning:read',
    tag,
    summary: 'Distribution, concentration, trend, drivers, insights',
    query: closed({ days: Type.Optional(Type.Integer({ minimum: 7, maximum: 366, default: 30 })) }),
    reply: RiskOverview,
    problems: ['out_of_range'],
  }),
  listSegments: operation({
    method: 'GET',
    path: '/api/warning/segments',
    permission: 'warning:read',
    tag,
    summary: 'The portfolio cut into segments',
    query: closed({ by: oneOf(segmentations) }),
    reply: SegmentTable,
    problems: ['out_of_range'],
  }),
  listActivity: operation({
    method: 'GET',
    path: '/api/warning/activity',
    permission: 'warning:read',
    tag,
    summary: 'What happened, newest first',
    query: closed({
      kind: Type.Optional(someOf(liveEventKinds)),
      customer_id: Type.Optional(CustomerId),
      ...pageQuery,
    }),
    reply: LiveEventList,
    problems: ['out_of_range'],
  }),
  watchActivity: operation({
    method: 'GET',
    path: '/api/warning/activity/events',
    permission: 'warning:read',
    tag,
    summary: 'What happens, as server-sent events',
    query: closed({
      after: Type.Optional(Type.Integer({ minimum: 0, description: 'Begin after this position.' })),
    }),
    replyKind: 'events',
    reply: LiveEvent,
    problems: ['out_of_range'],
  }),
}
