/** How well scores tell the outcomes apart within one group. */
import { aucInterval } from '@pratibimba/learning/metrics'
import { type Estimate, UNKNOWN } from './estimate.ts'
import type { Sample } from './sample.ts'

/** AUC with DeLong's interval; unknown when only one outcome has weight. */
export function discrimination({ rows, label, score, weight }: Sample, confidence: number): Estimate {
  if (score === undefined) return UNKNOWN
  let total = 0
  let squares = 0
  const seen = [false, false]
  for (let i = 0; i < rows; i++) {
    const w = weight === undefined ? 1 : weight[i]
    total += w
    squares += w * w
    if (w > 0) seen[label[i]] = true
  }
  if (!(seen[0] && seen[1])) return UNKNOWN
  const { value, lower, upper, standardError } = aucInterval(label, score, weight, confidence)
  return {
    value,
    // Perfect separation has no variance to measure.
    interval: standardError > 0 ? [lower, upper] : null,
    effectiveRows: (total * total) / squares,
  }
}
