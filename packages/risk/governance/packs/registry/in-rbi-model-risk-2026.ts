/** The draft of the Reserve Bank of India on all models, of 2026. */
import {
  alternativesWereTried,
  approvalIsIndependent,
  changesAreOnRecord,
  dataWereExamined,
  documentationIsComplete,
  modelIsInInventory,
  monitoringIsOngoing,
  outcomesWereAnalysed,
  scoresAreStable,
} from '../checks/model-risk.ts'
import { casesGoToPersons } from '../checks/oversight.ts'
import { groupsWereCompared } from '../checks/protected.ts'
import { reasonsAreReproducible } from '../checks/reasons.ts'
import { judgement, type RulePackEntry } from '../rule-pack.ts'

export const inRbiModelRisk2026: RulePackEntry = {
  id: 'in-rbi-model-risk-2026',
  title: 'Guidance on regulatory principles for model risk management (draft)',
  regulator: 'Reserve Bank of India',
  jurisdiction: 'India',
  status: 'draft',
  effectiveFrom: null,
  source:
    'Draft Guidance on Regulatory Principles for Model Risk Management, 2026, of 24 June 2026; comments until 24 July 2026',
  note: 'A draft binds nobody. It speaks of all models, machine learning and models of third parties among them, and follows the draft of August 2024 on credit. Needs a person: whether a final text exists by now, and its paragraph numbers (checks name themes).',
  checks: [
    judgement(
      {
        id: 'framework',
        title: 'The board has approved a framework for model risk',
        citation: 'Governance',
      },
      'The framework and its approval are documents of the board.',
    ),
    modelIsInInventory({ id: 'inventory', title: 'The model is in the inventory', citation: 'Governance' }),
    judgement(
      { id: 'tier', title: 'The model has a tier by risk', citation: 'Risk-based tiering' },
      'Tiers are of the bank’s own framework; the system does not know it.',
    ),
    dataWereExamined({ id: 'data', title: 'Data were examined', citation: 'Lifecycle: development' }),
    alternativesWereTried({
      id: 'alternatives',
      title: 'The choice of method is justified against others',
      citation: 'Lifecycle: development',
    }),
    documentationIsComplete({
      id: 'documentation',
      title: 'Documentation is complete',
      citation: 'Lifecycle: documentation',
    }),
    outcomesWereAnalysed({
      id: 'validation',
      title: 'The model was validated on rows not learnt from',
      citation: 'Lifecycle: validation',
    }),
    scoresAreStable({ id: 'stability', title: 'Scores are stable', citation: 'Lifecycle: validation' }),
    approvalIsIndependent({
      id: 'approval',
      title: 'Another person than its maker approved its use',
      citation: 'Lifecycle: approval and deployment',
    }),
    judgement(
      {
        id: 'committee',
        title: 'The risk management committee of the board approved high-risk models',
        citation: 'Governance',
      },
      'Approvals here are of persons by name; whether they speak for the committee is for the bank.',
    ),
    monitoringIsOngoing({
      id: 'monitoring',
      title: 'The model is watched without a break',
      citation: 'Lifecycle: continuous oversight',
    }),
    changesAreOnRecord({
      id: 'changes',
      title: 'Changes are managed',
      citation: 'Lifecycle: change management',
    }),
    groupsWereCompared({
      id: 'bias',
      title: 'Bias was looked for',
      citation: 'Models employing artificial intelligence: bias',
    }),
    reasonsAreReproducible({
      id: 'explainability',
      title: 'Outputs can be explained',
      citation: 'Models employing artificial intelligence: explainability',
    }),
    casesGoToPersons({
      id: 'kill-switch',
      title: 'Persons oversee it and can switch it off',
      citation: 'Models employing artificial intelligence: human oversight',
    }),
  ],
}
