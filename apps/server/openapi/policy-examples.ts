/** Examples of policies and experiments, by operation. */
import type { RequestExamples } from './examples.ts'

export const policyExamples: RequestExamples = {
  movePolicy: {
    default: {
      summary: 'Another person than the author approves a version, which decides in shadow from now on',
      value: { to: 'shadow', reason: 'Reviewed; the simulation shows no group worse off.', acted_by: 'bob' },
    },
    partial: {
      summary: 'A tenth of applicants',
      value: { to: 'partial', share: 0.1, reason: 'Two weeks in shadow without a surprise.' },
    },
    later: {
      summary: 'For all, from a date on',
      value: {
        to: 'active',
        effective_from: '2030-01-01T00:00:00Z',
        reason: 'Agreed by the credit committee for the new year.',
        transitions_seen: 4,
      },
    },
  },
  rollBackPolicy: {
    default: {
      summary: 'Back to the version before',
      value: { reason: 'More cases for review than the desk can take.' },
    },
  },
  killSwitch: {
    default: {
      summary: 'A person decides every application',
      value: { on: true, reason: 'The bureau delivers scores of other customers.' },
    },
  },
  simulatePolicy: {
    default: {
      summary: 'The applications of a quarter',
      value: { from: '2026-01-01T00:00:00Z', to: '2026-04-01T00:00:00Z', limit: 100_000 },
    },
  },
  createExperiment: {
    default: {
      summary: 'Another model, for one, five and twenty of a hundred applicants',
      value: {
        id: 'forest-2026',
        title: 'A forest against the boosted trees',
        challenger_model: 'cd-20260301-0001',
        rollout: [0.01, 0.05, 0.2],
      },
    },
  },
  moveExperiment: {
    default: {
      summary: 'The next step of the rollout',
      value: { action: 'advance', reason: 'Every guard-rail holds after a week.' },
    },
  },
}
