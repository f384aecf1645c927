/** What each step of the pipeline finds out, as plain data: one file a step, naming by hash what it was made of. */
import type { ComplianceReport, ModelCard } from '@pratibimba/contract'
import type { BinaryReport, Estimate } from '@pratibimba/learning/metrics'
import type { TrainingReport } from '@pratibimba/learning/training'
import type { FairnessReport } from '../../fairness/index.ts'
import type { DriftReport, ReferenceProfile } from '../../monitoring/index.ts'

/** In their order. Register, gate and promote follow: they act on all of these. */
export const reportSteps = [
  'validate',
  'drift',
  'train',
  'evaluate',
  'bench',
  'fairness',
  'explain',
  'compliance',
  'card',
] as const
export type ReportStep = (typeof reportSteps)[number]

/** SHA-256 by name: `data`, `settings`, `model` from training on, and the steps whose files were read. */
export type StepInputs = Readonly<Record<string, string>>

export interface StepFile<Step extends ReportStep = ReportStep> {
  readonly format: 1
  readonly step: Step
  readonly inputs: StepInputs
  readonly report: StepReports[Step]
}

export interface PipelineFinding {
  readonly check: string
  /** Severe: cannot be learnt from. */
  readonly severity: 'none' | 'moderate' | 'severe'
  /** A sentence; names columns and counts, never a cell of a person. */
  readonly text: string
  readonly columns?: readonly string[]
}

export interface ColumnQuality {
  readonly name: string
  readonly kind: 'number' | 'category'
  readonly missingShare: number
  /** Of categories, how many labels there are. */
  readonly labels: number | null
  readonly min: number | null
  readonly max: number | null
}

/** What was learnt from, and what was found about it. */
export interface ValidateReport {
  /** Name of the file, or what the rows are. */
  readonly source: string
  readonly sha256: string
  /** Applications with a known outcome. */
  readonly rows: number
  /** Of them, those that went bad. */
  readonly events: number
  /** Applications without an outcome: declined, or not known yet. */
  readonly declined: number
  /** First and last day of application, YYYY-MM-DD; null where rows carry no day. */
  readonly from: string | null
  readonly to: string | null
  readonly preprocessing: readonly string[]
  readonly findings: readonly PipelineFinding[]
  readonly passed: boolean
  /** What the table was taken for, and why it is not one of applications. */
  readonly kind: 'applications' | 'plain_features'
  readonly why: string | null
  readonly rowsRead: number
  /** Rows that are no applications. */
  readonly refused: number
  readonly refusedBecause: readonly string[]
  readonly target: string
  /** The value of the target that means: went bad. */
  readonly badValue: string
  readonly badRate: Estimate
  /** Columns by which fairness is measured; never features. */
  readonly protectedColumns: readonly string[]
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[]
  readonly columns: readonly ColumnQuality[]
}

export interface DriftStepReport {
  /** Version of the champion whose rows are the reference, `earlier rows`, or `rows drawn by lot`. */
  readonly against: string
  readonly report: DriftReport
  /** Bad rate then and now. */
  readonly target: {
    readonly reference: Estimate
    readonly current: Estimate
    readonly pValue: number
  } | null
}

export interface TrainStepReport {
  readonly mode: 'full' | 'incremental'
  /** What incremental came to; null where all was learnt anew. */
  readonly incremental: string | null
  readonly parent: string | null
  readonly seed: number
  readonly learner: string
  readonly split: {
    readonly kind: 'time' | 'stratified'
    readonly trainRows: number
    readonly holdoutRows: number
    /** First day that is held out, YYYY-MM-DD; null without dates. */
    readonly holdoutFrom: string | null
  }
  readonly model: {
    readonly id: string
    readonly title: string
    readonly reason: string
    /** SHA-256 of the file. */
    readonly sha256: string
    readonly bytes: number
  }
  readonly tableKind: 'applications' | 'plain_features'
  readonly featureSet: { readonly name: string; readonly hash: string }
  readonly features: readonly {
    readonly id: string
    readonly title: string
    readonly monotone: string
    readonly kind: string
  }[]
  readonly rejectInference: string | null
  readonly training: TrainingReport
  /** Share of each feature in what moves scores, largest first. */
  readonly importance: readonly { readonly feature: string; readonly share: number }[]
  readonly reference: ReferenceStep
  /** Of the rows learnt from. */
  readonly referenceBad: { readonly rows: number; readonly bad: number }
}

/** What later decisions are held against. */
export interface ReferenceStep {
  /** Of the features of the rows learnt from, by `profileOf`. */
  readonly inputs: ReferenceProfile
  /** Of the scores (probability of being good) of those held out and those without an outcome, by `scoreProfileOf`. */
  readonly scores: ReferenceProfile
  readonly marks: readonly number[]
}

export interface StabilityFigures {
  /** AUC of the earlier and of the later half of the rows evaluated on. */
  readonly earlier: Estimate
  readonly later: Estimate
  /** PSI of the scores between the halves. */
  readonly scorePsi: number
}

/** How good the model is on rows it did not learn from; the event is going bad. */
export interface EvaluateReport {
  /** What the rows are, in a sentence. */
  readonly sample: string
  readonly from: string | null
  readonly to: string | null
  readonly figures: BinaryReport
  /** Share of rows whose score is on the right side of one half. */
  readonly accuracy: Estimate
  /** The same rows, but only those that would be approved by the score: what live figures can be held against. */
  readonly onAccepted: {
    readonly rows: number
    readonly auc: Estimate | null
    readonly accuracy: Estimate
  } | null
  readonly stability: StabilityFigures | null
  /** Other models on the same rows. */
  readonly benchmarks: readonly { readonly title: string; readonly auc: Estimate }[]
  readonly rows: number
  readonly bad: number
  /** Mean predicted probability of going bad, and the share that did. */
  readonly inTheLarge: { readonly predicted: number; readonly happened: Estimate }
  /** AUC in cross-validation, of the model that was chosen. */
  readonly foldsAuc: Estimate | null
  /** Champion there was when this was measured; null: none. */
  readonly championVersion: string | null
  /** On the same rows; null where there was no champion, or it could not answer them. */
  readonly champion: ChampionComparison | null
  /** Why there is no comparison although there was a champion. */
  readonly championWhy: string | null
}

export interface ChampionComparison {
  readonly version: string
  readonly sha256: string
  readonly rows: number
  readonly championAuc: number
  readonly candidateAuc: number
  /** Candidate − champion, paired (DeLong). */
  readonly aucDifference: Estimate
  readonly brierDifference: number
}

export interface BenchReport {
  /** Rows a second, scored in columns by one thread. */
  readonly scoredPerSecond: number
  readonly scoreMs: { readonly p50: number; readonly p99: number }
  readonly reasonsMs: { readonly p50: number; readonly p99: number }
  readonly calls: number
  readonly modelBytes: number
  /** Heap and buffers that the opened model with its explainer added; null where it was not measured. */
  readonly heldBytes: number | null
}

export interface FairnessStepReport {
  /** Score from which on an applicant counts as approved. */
  readonly approveFrom: number
  readonly attributes: readonly string[]
  /** Null where there is no attribute to measure by. */
  readonly report: FairnessReport | null
  readonly mitigation: readonly string[]
}

export interface ExplainReport {
  /** Share of each feature in what moves scores, largest first. */
  readonly importance: readonly { readonly feature: string; readonly title: string; readonly share: number }[]
  /** Largest |Σ contributions − (log-odds − usual log-odds)| over the rows tried. */
  readonly additivityError: number
  /** Models opened anew, and how many of them gave every row of the sample the same reasons. */
  readonly reruns: { readonly tried: number; readonly identical: number }
  readonly reasonTable: string
  /** Features that the reason table has no words for: worded from their titles. */
  readonly unworded: readonly string[]
  readonly rows: number
  readonly lime: {
    readonly rows: number
    readonly meanStability: number
    readonly leastStability: number
  } | null
  readonly counterfactuals: {
    /** By deciding the changed application whole, or by the model alone where rows are no applications. */
    readonly by: 'policy' | 'model'
    readonly tried: number
    readonly offered: number
    /** Of those offered, how many flip when decided again by a model opened anew. */
    readonly verified: number
  }
}

export interface ComplianceStepReport {
  readonly counts: { readonly met: number; readonly notMet: number; readonly needsPerson: number }
  readonly packs: ComplianceReport['packs']
}

export interface CardReport {
  readonly card: ModelCard
  /** Sections that say nothing. */
  readonly empty: readonly string[]
}

export interface StepReports {
  readonly validate: ValidateReport
  readonly drift: DriftStepReport
  readonly train: TrainStepReport
  readonly evaluate: EvaluateReport
  readonly bench: BenchReport
  readonly fairness: FairnessStepReport
  readonly explain: ExplainReport
  readonly compliance: ComplianceStepReport
  readonly card: CardReport
}
