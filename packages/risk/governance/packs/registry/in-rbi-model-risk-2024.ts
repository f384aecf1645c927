/** The draft of the Reserve Bank of India on credit models, of 2024. */
import {
  approvalIsIndependent,
  documentationIsComplete,
  modelIsInInventory,
  monitoringIsOngoing,
  outcomesWereAnalysed,
} from '../checks/model-risk.ts'
import { judgement, type RulePackEntry } from '../rule-pack.ts'

export const inRbiModelRisk2024: RulePackEntry = {
  id: 'in-rbi-model-risk-2024',
  title: 'Regulatory principles for management of model risks in credit (draft of 2024)',
  regulator: 'Reserve Bank of India',
  jurisdiction: 'India',
  status: 'history',
  effectiveFrom: null,
  source:
    'Draft circular Regulatory Principles for Management of Model Risks in Credit, of 5 August 2024; comments until 4 September 2024',
  note: 'Never made final; followed by the draft of 24 June 2026 on all models. Needs a person: whether it was formally withdrawn.',
  checks: [
    judgement(
      {
        id: 'policy',
        title: 'The board has approved a policy for model risk',
        citation: 'Board-approved policy',
      },
      'The policy and its approval are documents of the board.',
    ),
    modelIsInInventory({ id: 'inventory', title: 'The model is in the inventory', citation: 'Inventory' }),
    documentationIsComplete({
      id: 'documentation',
      title: 'Documentation is complete',
      citation: 'Documentation',
    }),
    outcomesWereAnalysed({
      id: 'validation',
      title: 'The model was validated before deployment',
      citation: 'Validation',
    }),
    approvalIsIndependent({
      id: 'approval',
      title: 'Vetting is independent of development',
      citation: 'Validation',
    }),
    monitoringIsOngoing(
      { id: 'review', title: 'The model is reviewed at least once a year', citation: 'Review' },
      365,
    ),
  ],
}
