/** What XGBoost's objectives make of a raw score, and in which space they keep their base score. */
import type { Link } from '../../trees/tree-ensemble.ts'
import type { JsonField } from '../json-field.ts'

const linkOfObjective = new Map<string, Link>([
  ['binary:logistic', 'logistic'],
  ['reg:logistic', 'logistic'],
  ['binary:logitraw', 'identity'],
  ['multi:softprob', 'softmax'],
  ['multi:softmax', 'softmax'],
  ['count:poisson', 'exponential'],
  ['reg:gamma', 'exponential'],
  ['reg:tweedie', 'exponential'],
  ['survival:cox', 'exponential'],
  ['survival:aft', 'exponential'],
  ['reg:squarederror', 'identity'],
  ['reg:linear', 'identity'],
  ['reg:squaredlogerror', 'identity'],
  ['reg:pseudohubererror', 'identity'],
  ['reg:absoluteerror', 'identity'],
  ['reg:quantileerror', 'identity'],
  ['reg:expectileerror', 'identity'],
  ['rank:pairwise', 'identity'],
  ['rank:ndcg', 'identity'],
  ['rank:map', 'identity'],
])

/** @param name the field `objective.name` */
export function linkOf(name: JsonField): Link {
  const link = linkOfObjective.get(name.text())
  if (link !== undefined) return link
  if (name.value === 'binary:hinge')
    name.fail('this objective answers classes, no score; retrain with binary:logistic')
  return name.fail(`an objective among ${[...linkOfObjective.keys()].join(', ')} is needed`)
}

/**
 * The base score as a raw score, in 32 bits as XGBoost computes it.
 *
 *   logistic: −ln(1 / p − 1);  exponential: ln(p);  else p, also for binary:logitraw
 */
export function rawBaseScore(objective: string, kept: JsonField): number {
  const score = kept.float32()
  if (linkOfObjective.get(objective) === 'logistic') {
    if (!(score > 0 && score < 1)) kept.fail('a probability between 0 and 1 is needed')
    return Math.fround(-Math.fround(Math.log(Math.fround(Math.fround(1 / score) - 1))))
  }
  if (linkOfObjective.get(objective) === 'exponential') {
    if (!(score > 0)) kept.fail('a number above 0 is needed')
    return Math.fround(Math.log(score))
  }
  return score
}

export interface WrittenObjective {
  readonly name: string
  /** The parameters XGBoost keeps with it, by the name of their group. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Written where the raw base is 0; the raw base itself where the objective keeps it so. */
  readonly base: 'as it is' | string
}

/** The objective that makes of a raw score what the link makes of it. */
export function objectiveOf(link: Link, outputs: number): WrittenObjective {
  switch (link) {
    case 'logistic':
      return {
        name: 'binary:logistic',
        parameters: { reg_loss_param: { scale_pos_weight: '1' } },
        base: '5E-1',
      }
    case 'softmax':
      return {
        name: 'multi:softprob',
        parameters: { softmax_multiclass_param: { num_class: String(outputs) } },
        base: 'as it is',
      }
    case 'exponential':
      return {
        name: 'count:poisson',
        parameters: { poisson_regression_param: { max_delta_step: '0.7' } },
        base: '1E0',
      }
    case 'identity':
      return {
        name: 'reg:squarederror',
        parameters: { reg_loss_param: { scale_pos_weight: '1' } },
        base: 'as it is',
      }
  }
}
