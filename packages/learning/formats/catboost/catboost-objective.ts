/** What CatBoost's losses make of a raw score. */
import type { Link } from '../../trees/tree-ensemble.ts'
import type { JsonField } from '../json-field.ts'

const linkOfLoss = new Map<string, Link>([
  ['Logloss', 'logistic'],
  ['CrossEntropy', 'logistic'],
  ['Focal', 'logistic'],
  ['MultiClass', 'softmax'],
  ['MultiClassOneVsAll', 'logistic'],
  ['MultiLogloss', 'logistic'],
  ['MultiCrossEntropy', 'logistic'],
  ['Poisson', 'exponential'],
  ['Tweedie', 'exponential'],
  ...[
    'RMSE',
    'MAE',
    'Quantile',
    'Expectile',
    'LogCosh',
    'Lq',
    'Huber',
    'MAPE',
    'MultiRMSE',
    'MultiRMSEWithMissingValues',
    'MultiQuantile',
    'YetiRank',
    'YetiRankPairwise',
    'PairLogit',
    'PairLogitPairwise',
    'QueryRMSE',
    'QuerySoftMax',
    'StochasticRank',
    'LambdaMart',
  ].map((name): [string, Link] => [name, 'identity']),
])

/** The link of the loss a model was trained for; identity where the file does not name one, as CatBoost then has it. */
export function linkOf(model: JsonField): Link {
  const loss = model.find('model_info')?.find('params')?.find('loss_function')
  if (loss === undefined) return 'identity'
  const type = loss.get('type')
  return (
    linkOfLoss.get(type.text()) ?? type.fail(`a loss among ${[...linkOfLoss.keys()].join(', ')} is needed`)
  )
}

/** The loss of which CatBoost makes what the link makes of a raw score. */
export function lossOf(link: Link, outputs: number): string {
  switch (link) {
    case 'logistic':
      return outputs === 1 ? 'Logloss' : 'MultiLogloss'
    case 'softmax':
      return 'MultiClass'
    case 'exponential':
      return 'Poisson'
    case 'identity':
      return outputs === 1 ? 'RMSE' : 'MultiRMSE'
  }
}
