/** One customer: score, reasons, features, what happened, what was done. */
import type { Operations } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { actorOf } from '../../warning/interventions/caller-role.ts'
import { readDeskPolicy } from '../../warning/interventions/desk-policy.ts'
import { closingBalances } from '../../warning/scoring/customer/closing-balances.ts'
import { customerDetail } from '../../warning/scoring/customer/customer-detail.ts'
import { explanationOf } from '../../warning/scoring/customer/explanation.ts'
import { featureValues } from '../../warning/scoring/customer/feature-values.ts'
import { requireCustomer } from '../../warning/scoring/customer/open-customer.ts'
import { pageOf } from '../../wire/page.ts'
import { transactionToWire } from '../../wire/warning/events.ts'
import { scorePointToWire } from '../../wire/warning/history.ts'
import { interventionToWire } from '../../wire/warning/intervention.ts'

const DAY_MS = 86_400_000

type CustomerOperations = Pick<
  Operations,
  | 'getCustomer'
  | 'explainCustomer'
  | 'customerFeatures'
  | 'customerTransactions'
  | 'customerBalances'
  | 'customerHistory'
>

export const customerHandlers: Handlers<CustomerOperations, Context> = {
  getCustomer: ({ params }, { warning }) =>
    customerDetail(warning.scoring, params.customer_id, warning.champion.describe),

  explainCustomer: ({ params, query }, { warning }) =>
    explanationOf(warning.scoring, params.customer_id, query.as_of, query.kind ?? 'interventional'),

  customerFeatures: ({ params, query }, { warning }) =>
    featureValues(warning.scoring, params.customer_id, query.as_of, warning.champion.current()),

  customerTransactions: async ({ params, query }, { warning }) => {
    await requireCustomer(warning.scoring, params.customer_id)
    const { transactions, total } = await warning.stores.transactions.transactions({
      customerId: params.customer_id,
      ...(query.category !== undefined && { categories: [query.category] }),
      ...(query.from !== undefined && { from: new Date(query.from) }),
      ...(query.to !== undefined && { until: new Date(Date.parse(query.to) + DAY_MS) }),
      ...pageOf(query),
    })
    return { transactions: transactions.map(transactionToWire), total }
  },

  customerBalances: ({ params, query }, { warning }) =>
    closingBalances(warning.scoring, params.customer_id, query.days ?? 90),

  customerHistory: async ({ params, query, caller }, { warning, clock }) => {
    await requireCustomer(warning.scoring, params.id)
    const { scores, interventions, references } = warning.stores
    const [points, cases, policy] = await Promise.all([
      scores.history(params.id),
      interventions.ofCustomers([params.id]),
      readDeskPolicy(references),
    ])
    const beholder = { actor: actorOf(caller), now: clock(), policy }
    return {
      customer_id: params.id,
      scores: points
        .slice(-(query.limit ?? 180))
        .reverse()
        .map(scorePointToWire),
      interventions: cases.map((record) => interventionToWire(record, beholder)),
    }
  },
}
