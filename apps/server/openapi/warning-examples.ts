/** Examples of early warning, by operation. */
import type { RequestExamples } from './examples.ts'

const payment = {
  payment_id: 'P-2025-06-rent',
  kind: 'rent',
  due_date: '2025-06-01',
  amount_due_minor: 95_000,
}

export const warningExamples: RequestExamples = {
  predict: {
    default: {
      summary: 'A known customer, with the three strongest drivers',
      value: { customer_id: 'C0000001', top_drivers: 3 },
    },
    'as of a date': {
      summary: 'As of the end of a past day, every contribution',
      value: { customer_id: 'C0000001', as_of_date: '2025-05-31', explain: 'full' },
    },
    transactions: {
      summary: 'Somebody who is no customer yet, by transactions and payments; nothing is recorded',
      value: {
        as_of_date: '2025-06-02',
        transactions: [
          {
            transaction_id: 'T-1',
            timestamp: '2025-05-28T08:00:00Z',
            amount_minor: 240_000,
            category: 'salary',
            balance_minor: 251_000,
          },
          {
            transaction_id: 'T-2',
            timestamp: '2025-06-01T06:15:00Z',
            amount_minor: -95_000,
            category: 'rent',
            channel: 'auto_debit',
            balance_minor: 156_000,
          },
        ],
        payments: [{ ...payment, paid_date: '2025-06-01', amount_paid_minor: 95_000 }],
        attributes: { declared_income_minor: 250_000, accounts: 1 },
      },
    },
    features: {
      summary: 'Features computed elsewhere; those that are left out are missing',
      value: { features: { buffer_days: 6.5, days_since_failed_debit: 3, card_utilisation: null } },
    },
  },
  batchPredict: {
    default: {
      summary: 'Known customers, without drivers',
      value: { customer_ids: ['C0000001', 'C0000002', 'C0000003'], explain: 'none' },
    },
    features: {
      summary: 'Customers by their features',
      value: {
        customers: [
          { customer_id: 'A-17', features: { buffer_days: 6.5 } },
          { features: { buffer_days: 41 } },
        ],
      },
    },
  },
  putCustomers: {
    default: {
      summary: 'A customer with a current account and a credit card',
      value: {
        customers: [
          {
            customer_id: 'K-1001',
            age: 41,
            employment_type: 'FULL_TIME',
            region: 'north',
            declared_income_minor: 250_000,
            accounts: [
              { account_id: 'A-1', kind: 'current', currency: 'USD' },
              { account_id: 'A-2', kind: 'credit_card', currency: 'USD', credit_limit_minor: 300_000 },
            ],
          },
        ],
      },
    },
  },
  ingestEvents: {
    default: {
      summary: 'A direct debit that was refused, and the payment it was for',
      value: {
        transactions: [
          {
            customer_id: 'K-1001',
            transaction_id: 'T-3',
            account_id: 'A-1',
            timestamp: '2025-06-01T06:15:00Z',
            amount_minor: -95_000,
            currency: 'USD',
            category: 'rent',
            channel: 'auto_debit',
            status: 'failed',
          },
        ],
        payments: [{ customer_id: 'K-1001', ...payment }],
      },
    },
    paid: {
      summary: 'The same payment, settled four days later',
      value: {
        payments: [{ customer_id: 'K-1001', ...payment, paid_date: '2025-06-05', amount_paid_minor: 95_000 }],
      },
    },
  },
  simulateInterventions: {
    default: {
      summary: 'What calls by two officers may be expected to do',
      value: { customer_ids: ['C0000001', 'C0000002'], type: 'agent_call', officers: 2 },
    },
  },
  proposeInterventions: {
    default: {
      summary: 'Cases for two customers, given to an officer',
      value: {
        customer_ids: ['C0000001', 'C0000002'],
        type: 'agent_call',
        assign_to: 'asha.rao',
        idempotency_key: 'worklist-2025-06-02',
      },
    },
    override: {
      summary: 'Although a cool-down runs, with the reason',
      value: {
        customer_ids: ['C0000001'],
        type: 'due_date_shift',
        override_reason: 'The customer called and asked for it.',
      },
    },
  },
  stepIntervention: {
    default: {
      summary: 'The customer was called',
      value: {
        version: 2,
        action: 'contact',
        channel: 'phone',
        note: 'Salary comes on the 5th from now on.',
      },
    },
    resolve: {
      summary: 'The case is over',
      value: { version: 4, action: 'resolve', outcome: 'cured' },
    },
  },
  stepInterventions: {
    default: {
      summary: 'Two cases to another officer',
      value: {
        items: [
          { intervention_id: 'INT_0000000001', version: 1 },
          { intervention_id: 'INT_0000000002', version: 1 },
        ],
        action: 'assign',
        assign_to: 'ben.okafor',
      },
    },
  },
  putOfficers: {
    default: {
      summary: 'An officer with room for forty cases',
      value: { officers: [{ id: 'asha.rao', name: 'Asha Rao', team: 'Early help', capacity: 40 }] },
    },
  },
  putInterventionPolicy: {
    default: {
      summary: "A loss given default of the bank's own, a smaller control group",
      value: {
        policy: { loss_given_default: 0.4, holdout_share: { '1': 0.05, '2': 0.1, '3': 0.1 } },
      },
    },
  },
  triggerRetraining: {
    default: { summary: 'The usual settings; promoted if it is better', value: {} },
    search: {
      summary: 'Ten random settings a learner; a look first',
      value: { trials: 10, miss_cost: 100, promote: 'never' },
    },
  },
  promoteWarningModel: {
    default: {
      summary: 'Although it is worse on the test',
      value: { reason: 'The former one was trained before the new source.', although_worse: true },
    },
  },
  rollbackWarningModel: {
    default: {
      summary: 'Back to the version before',
      value: { reason: 'Twice as many calls since Monday.' },
    },
  },
  simulateBank: {
    default: {
      summary: 'Two thousand customers, seven months',
      value: { customers: 2000, days: 210, seed: 42 },
    },
  },
  scorePortfolio: {
    default: { summary: 'As of the last day with data', value: {} },
  },
  backfillScores: {
    default: {
      summary: 'A month, every day',
      value: { from: '2025-05-01', to: '2025-05-31' },
    },
  },
  scheduleStep: {
    default: { summary: 'Every night at half past ten', value: { schedule: '30 22 * * *' } },
    never: { summary: 'Only when asked', value: { schedule: null } },
  },
  acknowledgeAlert: {
    default: { summary: 'Seen', value: { note: 'The source was down for maintenance.' } },
  },
}
