/** Each makes one thing wrong that some check must see. */
import type { GovernanceFacts } from '../../../governance/packs/index.ts'
import type { soundFacts } from './sound-facts.ts'

type Sound = typeof soundFacts
type Spoil = (facts: Sound) => GovernanceFacts

const reports =
  (change: (sound: Required<Sound['reports']>) => Partial<Sound['reports']>): Spoil =>
  (facts) => ({
    ...facts,
    reports: { ...facts.reports, ...change(facts.reports as Required<Sound['reports']>) },
  })

export const spoilings: readonly Spoil[] = [
  (facts) => ({ ...facts, decisions: { ...facts.decisions, adverseWithoutReasons: 3 } }),
  (facts) => ({ ...facts, decisions: { ...facts.decisions, unreadable: 2 } }),
  (facts) => ({ ...facts, decisions: { ...facts.decisions, waitingOver30Days: 5 } }),
  (facts) => ({ ...facts, settings: { ...facts.settings, sealed: false } }),
  (facts) => ({ ...facts, settings: { ...facts.settings, authentication: false } }),
  (facts) => ({ ...facts, settings: { ...facts.settings, killSwitch: false } }),
  (facts) => ({
    ...facts,
    audit: { ...facts.audit, whole: false, firstBroken: { sequence: 17, reason: 'its hash differs' } },
  }),
  (facts) => ({ ...facts, policy: { ...facts.policy, approvedBy: facts.policy.createdBy } }),
  (facts) => ({ ...facts, policy: { ...facts.policy, rejectingRulesWithReason: 9 } }),
  (facts) => ({ ...facts, policy: { ...facts.policy, reads: [...facts.policy.reads, 'features.gender'] } }),
  (facts) => ({
    ...facts,
    reasons: {
      ...facts.reasons,
      entries: [...facts.reasons.entries, { code: 'RELIGION', text: 'Religion', features: ['religion'] }],
    },
  }),
  (facts) => ({ ...facts, model: { ...facts.model, transitions: [] } }),
  (facts) => ({
    ...facts,
    model: { ...facts.model, transitions: facts.model.transitions.map((each) => ({ ...each, reason: '' })) },
  }),
  (facts) => ({ ...facts, model: { ...facts.model, approvals: [] } }),
  (facts) => ({
    ...facts,
    model: { ...facts.model, gates: facts.model.gates.map((gate) => ({ ...gate, passed: false })) },
  }),
  (facts) => ({ ...facts, model: { ...facts.model, sha256: '9'.repeat(64) } }),
  (facts) => ({
    ...facts,
    card: {
      ...facts.card,
      intended_use: {},
      ethical_considerations: { ...facts.card.ethical_considerations, limits: [] },
    },
  }),
  (facts) => ({ ...facts, asOf: '2028-05-02' }),
  (facts) => ({
    ...facts,
    monitoring: {
      ...facts.monitoring,
      figures: {
        ...facts.monitoring.figures,
        fairness: facts.monitoring.figures.fairness.map((group) => ({
          ...group,
          fourFifths: { value: 0.5, lower: 0.4, upper: 0.6 },
        })),
      },
    },
  }),
  reports(({ validate }) => ({ validate: { ...validate, passed: false } })),
  reports(({ train }) => ({
    train: {
      ...train,
      features: [...train.features, { id: 'gender', title: 'Gender', monotone: 'free', kind: 'category' }],
      training: { ...train.training, contenders: train.training.contenders.slice(0, 1) },
    },
  })),
  reports(({ evaluate }) => ({
    evaluate: {
      ...evaluate,
      figures: { ...evaluate.figures, auc: { value: 0.51, lower: 0.48, upper: 0.54, standardError: 0.015 } },
      inTheLarge: { ...evaluate.inTheLarge, predicted: 0.9 },
      stability: { ...evaluate.stability!, scorePsi: 0.4 },
    },
  })),
  reports(({ fairness }) => ({ fairness: { ...fairness, report: null } })),
  reports(({ explain }) => ({
    explain: { ...explain, unworded: ['debt_to_income'], reruns: { tried: 20, identical: 19 } },
  })),
]
