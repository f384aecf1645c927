/** What the platform can score, explain, watch and exchange. Models are data; what can be done with them are functions. */
import type { Feature } from '../data/feature.ts'
import type { StackedModel } from '../ensembles/index.ts'
import type { LogisticBaselineModel, ScorecardModel } from '../scorecard/index.ts'
import type { ColumnSource, TreeEnsemble } from '../trees/tree-ensemble.ts'

export interface TreeModel {
  readonly kind: 'trees'
  readonly inputs: readonly Feature[]
  /** One per column that the ensemble reads. */
  readonly columns: readonly ColumnSource[]
  readonly ensemble: TreeEnsemble
}

/** A model that answers alone. */
export type SingleModel = TreeModel | ScorecardModel | LogisticBaselineModel

/** Several models over the same inputs. */
export type Stack = StackedModel<SingleModel>

export type Model = SingleModel | Stack
