/** What both generations of the American guidance on model risk ask of a model. */
import { judgement, type PackCheck } from '../rule-pack.ts'
import {
  alternativesWereTried,
  approvalIsIndependent,
  changesAreOnRecord,
  dataWereExamined,
  documentationIsComplete,
  gatesAreAnswered,
  limitsAreStated,
  modelIsInInventory,
  monitoringIsOngoing,
  outcomesWereAnalysed,
  probabilitiesAreCalibrated,
  scoresAreStable,
} from './model-risk.ts'
import { lineageIsKnown } from './records.ts'

export type ModelRiskTheme =
  | 'inventory'
  | 'development'
  | 'challenge'
  | 'outcomes'
  | 'monitoring'
  | 'governance'
  | 'documentation'

/** @param cited where the document speaks of each theme */
export function usModelRiskChecks(cited: Readonly<Record<ModelRiskTheme, string>>): readonly PackCheck[] {
  return [
    modelIsInInventory({ id: 'inventory', title: 'The model is in an inventory', citation: cited.inventory }),
    dataWereExamined({
      id: 'data',
      title: 'Quality and relevance of the data were examined',
      citation: cited.development,
    }),
    lineageIsKnown({
      id: 'lineage',
      title: 'The model can be retraced to data and code',
      citation: cited.development,
    }),
    judgement(
      {
        id: 'conceptual-soundness',
        title: 'Method and assumptions fit the purpose',
        citation: cited.challenge,
      },
      'Whether theory and judgement behind the model are sound is for a validator: the memo lays out what there is.',
    ),
    alternativesWereTried({
      id: 'alternatives',
      title: 'Other methods were tried beside it',
      citation: cited.challenge,
    }),
    outcomesWereAnalysed({
      id: 'outcomes',
      title: 'Outcomes were analysed on rows not learnt from',
      citation: cited.outcomes,
    }),
    probabilitiesAreCalibrated({
      id: 'calibration',
      title: 'Probabilities agree with what happened',
      citation: cited.outcomes,
    }),
    scoresAreStable({ id: 'stability', title: 'Scores are stable', citation: cited.outcomes }),
    monitoringIsOngoing({ id: 'monitoring', title: 'Monitoring is ongoing', citation: cited.monitoring }),
    approvalIsIndependent({
      id: 'independence',
      title: 'Another person than its maker approved it',
      citation: cited.governance,
    }),
    gatesAreAnswered({
      id: 'gates',
      title: 'Gates are passed or signed for',
      citation: cited.governance,
    }),
    changesAreOnRecord({ id: 'changes', title: 'Changes are controlled', citation: cited.governance }),
    documentationIsComplete({
      id: 'documentation',
      title: 'Documentation is complete',
      citation: cited.documentation,
    }),
    limitsAreStated({ id: 'limits', title: 'Limits are stated', citation: cited.documentation }),
  ]
}
