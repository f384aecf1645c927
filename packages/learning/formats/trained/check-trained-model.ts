/** A trained model out of data that anyone may have written: everything that scoring walks through is checked first. */
import type { Calibrator } from '../../calibration/index.ts'
import type { Model, SingleModel } from '../../models/index.ts'
import { inputsOf } from '../../models/index.ts'
import type { TrainedModel } from '../../training/index.ts'
import { checkTreeModel } from '../check-tree-model.ts'
import { JsonField } from '../json-field.ts'
import { checkBaseline, checkScorecard } from './check-scorecard.ts'

/**
 * @param content what `parseModel` answered
 * @throws ModelFileError that names the field that is wrong
 */
export function checkTrainedModel(content: unknown): TrainedModel {
  const file = new JsonField(content, '')
  const threshold = file.get('threshold')
  if (!(threshold.number() >= 0 && threshold.number() <= 1)) threshold.fail('a probability is needed')
  checkReport(file.get('report'))
  return {
    kind: 'trained',
    target: file.get('target').text(),
    positive: file.get('positive').text(),
    model: checkModel(file.get('model')),
    calibrator: checkCalibrator(file.get('calibrator')),
    threshold: threshold.number(),
    report: file.get('report').value as TrainedModel['report'],
  }
}

/** Of the report what is shown when the model is used; the rest is passed on as it is. */
function checkReport(report: JsonField): void {
  report.get('champion').get('title').text()
  for (const column of report.get('leftOut').items())
    for (const name of ['column', 'reason'] as const) column.get(name).text()
}

/** @throws ModelFileError */
export function checkModel(model: JsonField): Model {
  if (model.get('kind').text() !== 'stacked') return checkSingle(model)
  const members = model.get('members').items().map(checkSingle)
  if (members.length === 0) model.get('members').fail('an ensemble has a member')
  const [first, ...others] = members.map((member) => JSON.stringify(inputsOf(member)))
  if (others.some((inputs) => inputs !== first)) model.get('members').fail('members read the same inputs')
  const { value } = model.get('weights')
  if (
    !(
      value instanceof Float64Array &&
      value.length === members.length &&
      value.every((w) => w >= 0 && w <= 1e6)
    )
  )
    model.get('weights').fail(`${members.length} weights of at least 0 are needed`)
  if (model.get('scale').text() !== 'log-odds') model.get('scale').fail('"log-odds" is needed')
  return {
    kind: 'stacked',
    members,
    weights: value as Float64Array,
    intercept: model.get('intercept').number(),
    scale: 'log-odds',
  }
}

function checkSingle(model: JsonField): SingleModel {
  switch (model.get('kind').text()) {
    case 'trees':
      return checkTreeModel(model.value)
    case 'scorecard':
      return checkScorecard(model)
    case 'logistic-baseline':
      return checkBaseline(model)
    default:
      return model.get('kind').fail('no kind of model that is known here')
  }
}

/** @throws ModelFileError */
export function checkCalibrator(field: JsonField): Calibrator {
  const scale = field.get('scale').text()
  if (scale !== 'log-odds' && scale !== 'probability')
    return field.get('scale').fail('"log-odds" or "probability" is needed')
  const number = (name: string): number => field.get(name).number()
  const kind = field.get('kind').text()
  switch (kind) {
    case 'identity':
      return { kind, scale }
    case 'platt':
      return { kind, scale, slope: number('slope'), intercept: number('intercept') }
    case 'beta':
      return { kind, scale, a: number('a'), b: number('b'), intercept: number('intercept') }
    case 'isotonic':
      return { kind, scale, ...knotsOf(field) }
    default:
      return field.get('kind').fail('no calibration that is known here')
  }
}

function knotsOf(field: JsonField): { scores: Float64Array; probabilities: Float64Array } {
  const scores = field.get('scores').value
  const probabilities = field.get('probabilities').value
  if (!(scores instanceof Float64Array && probabilities instanceof Float64Array))
    return field.fail('knots are arrays of numbers')
  if (scores.length === 0 || scores.length !== probabilities.length)
    return field.fail('there is a probability for each of at least one score')
  for (let k = 0; k < scores.length; k++) {
    const rising = k === 0 || (scores[k] > scores[k - 1] && probabilities[k] >= probabilities[k - 1])
    if (!(Number.isFinite(scores[k]) && probabilities[k] >= 0 && probabilities[k] <= 1 && rising))
      return field.fail(`knot ${k}: scores rise, and probabilities between 0 and 1 do not fall`)
  }
  return { scores, probabilities }
}
