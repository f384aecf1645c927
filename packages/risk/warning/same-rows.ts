/** A candidate's test, answered by the model in place as well. */
import { DataError, takeRows } from '@pratibimba/learning/data'
import type { SameRows } from './compare-promotion.ts'
import type { WarningPanel } from './panel.ts'
import { predictionRows, takeValues, type WarningPredictions } from './predictions.ts'
import { scoreWarning } from './score-warning.ts'
import type { WarningModel } from './warning-model.ts'

/**
 * Both models' answers to the rows of the candidate's test. The model in place may have learnt from these customers on
 * earlier dates: if that favours anyone, then the champion.
 *
 * @param panel       the candidate was trained on
 * @param predictions of the candidate
 * @throws DataError when the model in place reads a feature that the panel does not have
 */
export async function sameRows(
  current: WarningModel,
  panel: WarningPanel,
  predictions: WarningPredictions,
): Promise<SameRows> {
  const test = predictionRows(predictions, 'test')
  const place = new Map<string, number>()
  for (let row = 0; row < panel.matrix.rows; row++)
    place.set(keyOf(panel.customerIds[panel.customer[row]], panel.asOfDay[row]), row)
  const rows = test.map((at) => {
    const row = place.get(keyOf(predictions.customerId[at], predictions.asOfDay[at]))
    if (row === undefined) throw new DataError('The predictions are of another panel.')
    return row
  })
  const { riskScore } = await scoreWarning(current, {
    features: panel.features.map(({ id }) => id),
    matrix: takeRows(panel.matrix, rows),
  })
  return {
    customerId: Array.from(test, (at) => predictions.customerId[at]),
    asOfDay: test.map((at) => predictions.asOfDay[at]),
    label: takeValues(predictions.label, test),
    current: riskScore,
    candidate: takeValues(predictions.probability, test),
  }
}

const keyOf = (customerId: string, day: number): string => `${day} ${customerId}`
