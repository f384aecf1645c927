/** Findings about the quality of data, worst first. */
import { type Severity, severities, worstFirst, worstOf } from '../severity.ts'
import { count } from '../wording.ts'
import type { QualityFigure } from './quality-figure.ts'

export interface QualityReport {
  readonly severity: Severity
  readonly counts: Readonly<Record<Severity, number>>
  /** Worst first, else as given. */
  readonly figures: readonly QualityFigure[]
  /** How many checks, then one sentence per finding. */
  readonly sentences: readonly string[]
}

export function qualityReport(figures: readonly QualityFigure[]): QualityReport {
  const counts = Object.fromEntries(
    severities.map((each) => [each, figures.filter(({ severity }) => severity === each).length]),
  ) as Record<Severity, number>
  const sorted = [...figures].sort((a, b) => worstFirst(a.severity, b.severity))
  return {
    severity: worstOf(figures.map(({ severity }) => severity)),
    counts,
    figures: sorted,
    sentences: [
      `${count(figures.length, 'check')} of the data: ${counts.severe} severe, ${counts.moderate} moderate.`,
      ...sorted.filter(({ severity }) => severity !== 'none').map(({ sentence }) => sentence),
    ],
  }
}
