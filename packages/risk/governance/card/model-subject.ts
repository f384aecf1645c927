/** Of which model a card or a memo speaks, beside what its reports say. */
import type { StepReports } from '../pipeline/reports.ts'

export interface ModelSubject {
  readonly name: string
  readonly version: string
  /** YYYY-MM-DD. */
  readonly trainedOn: string
  readonly trainedBy: string
  /** Who answers for the model; absent: nobody was named. */
  readonly owner?: string
  /** Who validates it. */
  readonly validator?: string
  readonly sha256: string
  readonly codeVersion: string
  readonly dataName: string
  readonly dataSha256: string
}

/** Reports by step, as far as the pipeline ran. */
export type ReportsSoFar = Partial<StepReports>

/** Named in every card: laws protect them wherever credit is given. */
export const protectedAttributes: readonly string[] = ['gender', 'ethnicity', 'religion']
