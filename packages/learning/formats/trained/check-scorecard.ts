/** Scorecards and plain regressions out of data that anyone may have written. */
import type { Feature } from '../../data/index.ts'
import type { BaselineTerm, LogisticBaselineModel, ScorecardModel } from '../../scorecard/index.ts'
import { inputsOfModel } from '../check-tree-model.ts'
import type { JsonField } from '../json-field.ts'

/** What scoring reads is checked; bin counts and the report are passed on as they are. @throws ModelFileError */
export function checkScorecard(model: JsonField): ScorecardModel {
  const inputs = inputsOfModel(model)
  for (const attribute of model.get('attributes').items()) checkAttribute(attribute, inputs)
  model.get('intercept').number()
  model.get('constantPoints').number()
  const scaling = model.get('scaling')
  for (const name of ['pdo', 'baseOdds', 'basePoints', 'factor', 'offset'] as const)
    scaling.get(name).number()
  scaling.get('decimals').integer(0, 12)
  if (!['spread', 'separate'].includes(scaling.get('constant').text()))
    scaling.get('constant').fail('"spread" or "separate" is needed')
  model.get('report').record()
  return { ...(model.value as ScorecardModel), inputs }
}

function checkAttribute(attribute: JsonField, inputs: readonly Feature[]): void {
  const input = attribute.get('input').integer(0, inputs.length - 1)
  attribute.get('coefficient').number()
  attribute.get('meanWoe').number()
  const binned = attribute.get('binned')
  const bins = binned.get('bins').items()
  const own = binned.get('feature').get('kind').text()
  if (own !== inputs[input].kind)
    binned.get('feature').fail(`${inputs[input].kind} is needed, as in the inputs`)
  for (const bin of bins) {
    for (const name of ['woe', 'usedWoe', 'share', 'eventRate'] as const) bin.get(name).number()
    bin.get('kind').text()
    bin.get('label').text()
  }
  const splits = binned.get('splits').numbers()
  for (let i = 1; i < splits.length; i++)
    if (!(splits[i] > splits[i - 1])) binned.get('splits').fail('cut points rise')
  const groups = binned.get('groups').items()
  for (const group of groups) group.integers(0, 2 ** 31 - 1)
  const specials = binned.get('specials').items()
  for (const special of specials) {
    special.get('name').text()
    special.get('values').numbers()
  }
  // Regular bins, one for each special code, missing, and for categories unknown.
  const regular = own === 'number' ? splits.length + 1 : groups.length
  const wanted = regular + specials.length + (own === 'number' ? 1 : 2)
  if (bins.length !== wanted)
    binned.get('bins').fail(`${wanted} bins are needed, and there are ${bins.length}`)
  for (const name of ['logOdds', 'points'] as const) attribute.get(name).numbers(wanted)
}

/** @throws ModelFileError */
export function checkBaseline(model: JsonField): LogisticBaselineModel {
  const inputs = inputsOfModel(model)
  const terms = model.get('terms').items()
  return {
    kind: 'logistic-baseline',
    inputs,
    intercept: model.get('intercept').number(),
    terms: terms.map((term) => termOf(term, inputs.length)),
    warnings: model
      .get('warnings')
      .items()
      .map((warning) => warning.text()),
  }
}

function termOf(term: JsonField, inputs: number): BaselineTerm {
  const shared = {
    input: term.get('input').integer(0, inputs - 1),
    coefficient: term.get('coefficient').number(),
    mean: term.get('mean').number(),
  }
  const kind = term.get('kind').text()
  if (kind === 'value') return { ...shared, kind, median: term.get('median').number() }
  if (kind === 'missing') return { ...shared, kind }
  if (kind === 'category') return { ...shared, kind, code: term.get('code').integer(0, 2 ** 31 - 1) }
  return term.get('kind').fail('"value", "missing" or "category" is needed')
}
