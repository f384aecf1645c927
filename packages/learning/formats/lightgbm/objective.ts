/** What LightGBM's objectives do to a raw score. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { ModelFileError } from '../model-file-error.ts'

type Transformation = Pick<TreeEnsemble, 'link' | 'slope'>

const links: Readonly<Record<string, TreeEnsemble['link']>> = {
  binary: 'logistic',
  multiclassova: 'logistic',
  cross_entropy: 'logistic',
  multiclass: 'softmax',
  poisson: 'exponential',
  gamma: 'exponential',
  tweedie: 'exponential',
  regression: 'identity',
  regression_l1: 'identity',
  huber: 'identity',
  fair: 'identity',
  quantile: 'identity',
  mape: 'identity',
  lambdarank: 'identity',
  rank_xendcg: 'identity',
  custom: 'identity',
  none: 'identity',
}

/**
 * The link of an objective line, such as `binary sigmoid:1`.
 *
 * @param line absent for custom objectives, whose predictions are raw scores
 * @throws ModelFileError for objectives that transform otherwise
 */
export function linkOfObjective(line: string | undefined): Transformation {
  const [name, ...settings] = (line ?? 'none').trim().split(/\s+/)
  if (!Object.hasOwn(links, name) || settings.includes('sqrt'))
    throw new ModelFileError(
      `LightGBM model: predictions of the objective "${[name, ...settings].join(' ').slice(0, 80)}" are not known here; known are ${Object.keys(links).join(', ')}.`,
    )
  const sigmoid = settings.find((setting) => setting.startsWith('sigmoid:'))?.slice('sigmoid:'.length)
  if (sigmoid === undefined) return { link: links[name] }
  const slope = Number(sigmoid)
  if (!(slope > 0 && slope < Number.POSITIVE_INFINITY))
    throw new ModelFileError(
      `LightGBM model: "sigmoid" must be a positive number, not ${sigmoid.slice(0, 40)}.`,
    )
  return slope === 1 ? { link: links[name] } : { link: links[name], slope }
}

/** The objective that transforms as a link does; absent where raw scores of several outputs stay as they are. */
export function objectiveOfLink({
  link,
  outputs,
  slope = 1,
}: Pick<TreeEnsemble, 'link' | 'outputs' | 'slope'>): string | undefined {
  if (link === 'logistic')
    return outputs === 1 ? `binary sigmoid:${slope}` : `multiclassova num_class:${outputs} sigmoid:${slope}`
  if (link === 'softmax') return `multiclass num_class:${outputs}`
  if (outputs > 1) {
    if (link === 'identity') return undefined
    throw new ModelFileError('LightGBM has no exponential objective of several outputs.')
  }
  return link === 'exponential' ? 'poisson' : 'regression'
}
