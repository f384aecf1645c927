/** What the registry keeps of a training: the model's report, and what was found out around it. */
import type { WarningReport } from '@pratibimba/risk/warning'
import type { Comparison } from './compare-models.ts'
import type { BayesFigure } from './train-in-thread.ts'

export interface StoredReport extends WarningReport {
  /** Id of the lake it was learnt from. */
  readonly lake: string
  readonly learners: readonly { readonly id: string; readonly title: string; readonly weight: number }[]
  readonly bayes?: BayesFigure
  readonly comparison?: Comparison
}
