/** Reports of a model's training by step, as plain JSON; a step that did not run is absent. */
import type { BinaryReport, Estimate } from '@pratibimba/learning/metrics'
import type { TrainingReport } from '@pratibimba/learning/training'
import type { FairnessReport } from '../../fairness/index.ts'
import type { DriftReport, ReferenceProfile } from '../../monitoring/index.ts'

/** What was learnt from, and what was found about it. */
export interface DataStep {
  /** Name of the file, or what the rows are. */
  readonly source: string
  readonly sha256: string
  /** Applications with a known outcome. */
  readonly rows: number
  /** Of them, those that went bad. */
  readonly events: number
  /** Applications without an outcome because they were declined. */
  readonly declined: number
  /** First and last day of application, YYYY-MM-DD; null where rows carry no day. */
  readonly from: string | null
  readonly to: string | null
  readonly preprocessing: readonly string[]
  readonly findings: readonly { readonly severity: 'none' | 'moderate' | 'severe'; readonly text: string }[]
}

/** New data against those the present champion learnt from. */
export interface DriftStep {
  readonly against: string
  readonly report: DriftReport
}

export interface StabilityFigures {
  /** AUC of the earlier and of the later half of the rows evaluated on. */
  readonly earlier: Estimate
  readonly later: Estimate
  /** PSI of the scores between the halves. */
  readonly scorePsi: number
}

/** How good the model is on rows it did not learn from; the event is going bad. */
export interface EvaluationStep {
  /** What the rows are, in a sentence. */
  readonly sample: string
  readonly from: string | null
  readonly to: string | null
  readonly figures: BinaryReport
  /** Share of rows whose score is on the right side of one half. */
  readonly accuracy: Estimate
  /** The same rows, but only those that the default policy would approve: what live figures can be held against. */
  readonly onAccepted: {
    readonly rows: number
    readonly auc: Estimate | null
    readonly accuracy: Estimate
  } | null
  readonly stability: StabilityFigures | null
  /** Other models on the same rows. */
  readonly benchmarks: readonly { readonly title: string; readonly auc: Estimate }[]
}

export interface FairnessStep {
  readonly report: FairnessReport
  /** What was done against differences, in sentences; empty where nothing was. */
  readonly mitigation: readonly string[]
}

export interface ExplanationStep {
  /** Share of each feature in what moves scores, largest first. */
  readonly importance: readonly { readonly feature: string; readonly title: string; readonly share: number }[]
  /** Largest |Σ contributions − (log-odds − usual log-odds)| over the rows tried. */
  readonly additivityError: number
  /** Of the reruns, those whose reasons were the same. */
  readonly reruns: { readonly tried: number; readonly identical: number }
  readonly reasonTable: string
  /** Features that the table has no words for. */
  readonly unworded: readonly string[]
}

/** What later decisions are held against. */
export interface ReferenceStep {
  /** Of the features, by `profileOf`. */
  readonly inputs: ReferenceProfile
  /** Of the scores (probability of being good) of through-the-door applications, by `scoreProfileOf` with `marks`. */
  readonly scores: ReferenceProfile
  readonly marks: readonly number[]
}

export interface CreditReports {
  readonly data?: DataStep
  readonly drift?: DriftStep
  readonly training?: TrainingReport
  readonly evaluation?: EvaluationStep
  readonly fairness?: FairnessStep
  readonly explanation?: ExplanationStep
  readonly reference?: ReferenceStep
}
