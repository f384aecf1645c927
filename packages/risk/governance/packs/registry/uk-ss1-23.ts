/** Principles of model risk management in the United Kingdom. */
import {
  alternativesWereTried,
  approvalIsIndependent,
  dataWereExamined,
  documentationIsComplete,
  gatesAreAnswered,
  limitsAreStated,
  modelIsInInventory,
  monitoringIsOngoing,
  outcomesWereAnalysed,
  scoresAreStable,
} from '../checks/model-risk.ts'
import { casesGoToPersons, policyHasFourEyes } from '../checks/oversight.ts'
import { reasonsAreReproducible } from '../checks/reasons.ts'
import { lineageIsKnown } from '../checks/records.ts'
import { judgement, type RulePackEntry } from '../rule-pack.ts'

export const ukSs123: RulePackEntry = {
  id: 'uk-ss1-23',
  title: 'Model risk management principles for banks (SS1/23)',
  regulator: 'Prudential Regulation Authority',
  jurisdiction: 'United Kingdom',
  status: 'in_force',
  effectiveFrom: '2024-05-17',
  source: 'PRA Supervisory Statement SS1/23, published on 17 May 2023 with PS6/23',
  note: 'For UK-incorporated banks, building societies and designated investment firms with permission for an internal model of regulatory capital; expectations, five principles. Checks name principles; needs a person: their sub-principles.',
  checks: [
    modelIsInInventory({
      id: 'inventory',
      title: 'The model is identified and in the inventory',
      citation: 'Principle 1: identification and classification',
    }),
    judgement(
      {
        id: 'tier',
        title: 'The model has a tier by materiality and complexity',
        citation: 'Principle 1: identification and classification',
      },
      'Tiers are of the bank’s own framework; the system does not know it.',
    ),
    judgement(
      {
        id: 'senior-manager',
        title: 'A senior management function answers for model risk',
        citation: 'Principle 2: governance',
      },
      'Who holds the function is on the bank’s map of responsibilities.',
    ),
    policyHasFourEyes({
      id: 'four-eyes',
      title: 'Rules around the model were tested and approved by another person',
      citation: 'Principle 2: governance',
    }),
    dataWereExamined({
      id: 'data',
      title: 'Data are suitable, and their quality is known',
      citation: 'Principle 3: development, implementation and use',
    }),
    alternativesWereTried({
      id: 'alternatives',
      title: 'The choice of method is justified against others',
      citation: 'Principle 3: development, implementation and use',
    }),
    lineageIsKnown({
      id: 'lineage',
      title: 'The model can be built again from data and code on record',
      citation: 'Principle 3: development, implementation and use',
    }),
    documentationIsComplete({
      id: 'documentation',
      title: 'Documentation is complete',
      citation: 'Principle 3: development, implementation and use',
    }),
    reasonsAreReproducible({
      id: 'explainability',
      title: 'Outputs can be explained',
      citation: 'Principle 3: development, implementation and use',
    }),
    approvalIsIndependent({
      id: 'independence',
      title: 'Approval is independent of development',
      citation: 'Principle 4: independent model validation',
    }),
    outcomesWereAnalysed({
      id: 'outcomes',
      title: 'Performance was tested on rows not learnt from',
      citation: 'Principle 4: independent model validation',
    }),
    scoresAreStable({
      id: 'stability',
      title: 'Scores are stable',
      citation: 'Principle 4: independent model validation',
    }),
    monitoringIsOngoing({
      id: 'monitoring',
      title: 'Performance is monitored',
      citation: 'Principle 4: independent model validation',
    }),
    judgement(
      {
        id: 'validation-opinion',
        title: 'A validator states whether the model is fit for its use',
        citation: 'Principle 4: independent model validation',
      },
      'The memo gathers what is known; the opinion is the validator’s.',
    ),
    gatesAreAnswered({
      id: 'exceptions',
      title: 'Exceptions are escalated and signed for',
      citation: 'Principle 5: model risk mitigants',
    }),
    limitsAreStated({
      id: 'restrictions',
      title: 'Restrictions of use are stated',
      citation: 'Principle 5: model risk mitigants',
    }),
    casesGoToPersons({
      id: 'fallback',
      title: 'There is a way to decide without the model',
      citation: 'Principle 5: model risk mitigants',
    }),
  ],
}
