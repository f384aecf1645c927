/** Metrics by group, how far apart the groups are, and what a reader should know about it. */

import type { AttributeReport, Estimates, FairnessReport, GroupReport } from './fairness-report.ts'
import { fourFifths } from './four-fifths.ts'
import { CROSS, crossGroups, type Groups, rowsByGroup } from './groups.ts'
import { disparityOf } from './metrics/disparity.ts'
import { disparityMetrics } from './metrics/disparity-metrics.ts'
import { criticalValue } from './metrics/estimate.ts'
import { type GroupMetric, groupMetrics, type MetricContext } from './metrics/group-metrics.ts'
import { type Sample, type SampleSource, sampleOf } from './metrics/sample.ts'
import { decisionsOf, type Favourable, type Outcomes, requireOutcomes } from './outcomes.ts'
import { sentencesOf } from './sentences.ts'

export interface FairnessOptions {
  readonly favourable: Favourable
  /** Decision 1 where the score reaches it; used when no decisions are given. */
  readonly threshold?: number
  /** Groups with fewer rows are named, and their figures withheld; default 30. */
  readonly minimumGroupSize?: number
  /** Attributes to cross; default every pair. */
  readonly intersections?: readonly (readonly string[])[]
  /** Group that the four-fifths ratio is taken against, by attribute; default the most favoured. */
  readonly reference?: Readonly<Record<string, string>>
  /** Gate of the four-fifths ratio, in (0, 1]; default 0.8. */
  readonly gate?: number
  /** Of every interval; default 0.95. */
  readonly confidence?: number
  /** Bootstrap replicates of the calibration error; default 200. */
  readonly replicates?: number
  readonly seed?: number
}

/**
 * Measures fairness between groups.
 *
 * "Positive" is what is good for the person, as `favourable` says: with label 1 = default and favourable.label = 0 the
 * true positive rate is the share of good payers that is approved. Scores and probabilities speak of label 1.
 *
 * @returns plain data; a rate with nothing below the line is null, never 0
 * @throws RangeError naming field and row for bad input
 * @see docs/methods/fairness.md
 */
export function assessFairness(outcomes: Outcomes, options: FairnessOptions): FairnessReport {
  requireOutcomes(outcomes)
  const { favourable, minimumGroupSize = 30, confidence = 0.95, replicates = 200, seed = 0 } = options
  if (!(Number.isInteger(minimumGroupSize) && minimumGroupSize >= 1))
    throw new RangeError(`assessFairness: need a whole minimum group size ≥ 1, got ${minimumGroupSize}`)
  if (!(Number.isInteger(replicates) && replicates >= 1))
    throw new RangeError(`assessFairness: need a whole number of replicates ≥ 1, got ${replicates}`)
  const source: SampleSource = { ...outcomes, decision: decisionsOf(outcomes, options.threshold) }
  const given = {
    decision: source.decision !== undefined,
    score: (source.score ?? source.probability) !== undefined,
    probability: source.probability !== undefined,
    nothing: true,
  }
  if (!given.decision && !given.score)
    throw new RangeError('assessFairness: need decisions, a score or a probability, got none of them')
  const metrics = groupMetrics.filter(({ needs }) => given[needs])
  const z = criticalValue(confidence)
  const measure = (sample: Sample, name: string): Estimates =>
    estimatesOf(metrics, sample, {
      confidence,
      z,
      bootstrap: { replicates, seed, stream: `fairness-calibration/${name}` },
    })
  const everyRow = Int32Array.from({ length: outcomes.label.length }, (_, i) => i)

  const attributes = attributesOf(outcomes.groups, options.intersections).map((names): AttributeReport => {
    const groups = crossGroups(names.map((name) => outcomes.groups[name]))
    const name = names.join(CROSS)
    const { rowsOf, unknown } = rowsByGroup(groups)
    const reports: GroupReport[] = []
    const suppressed: string[] = []
    for (const [code, rows] of rowsOf.entries()) {
      const group = groups.labels[code]
      if (rows.length === 0) continue
      if (rows.length < minimumGroupSize) {
        suppressed.push(group)
        continue
      }
      const share = weightOf(rows, outcomes.weight)
      reports.push({
        group,
        rows: rows.length,
        share,
        metrics: measure(sampleOf(source, rows, favourable), `${name}/${group}`),
      })
    }
    const known = rowsOf.reduce((sum, rows) => sum + weightOf(rows, outcomes.weight), 0)
    const byMetric = new Map(
      metrics.map(({ id }) => [id, new Map(reports.map(({ group, metrics }) => [group, metrics[id]]))]),
    )
    const reference = referenceOf(name, groups.labels, suppressed, options.reference)
    const present = new Set(metrics.map(({ id }) => id))
    return {
      name,
      attributes: names,
      unknownRows: unknown,
      groups: reports.map((report) => ({ ...report, share: known > 0 ? report.share / known : 0 })),
      suppressed,
      disparities: disparityMetrics
        .filter(({ of }) => of.every((id) => present.has(id)))
        .map((metric) => disparityOf(metric, byMetric, z)),
      ...(present.has('selection-rate')
        ? { fourFifths: fourFifths(byMetric.get('selection-rate')!, z, reference, options.gate) }
        : {}),
    }
  })
  const report = {
    rows: outcomes.label.length,
    favourable,
    minimumGroupSize,
    confidence,
    overall: measure(sampleOf(source, everyRow, favourable), ''),
    attributes,
  }
  return { ...report, sentences: sentencesOf(report) }
}

function estimatesOf(metrics: readonly GroupMetric[], sample: Sample, context: MetricContext): Estimates {
  return Object.fromEntries(metrics.map(({ id, estimate }) => [id, estimate(sample, context)]))
}

/** Each attribute alone, then the crossings. */
function attributesOf(
  groups: Readonly<Record<string, Groups>>,
  intersections?: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const names = Object.keys(groups)
  const pairs = names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second]))
  for (const crossing of intersections ?? []) {
    if (crossing.length < 2 || new Set(crossing).size < crossing.length)
      throw new RangeError(
        `assessFairness: need two or more different attributes in a crossing, got ${crossing.join(', ')}`,
      )
    for (const name of crossing)
      if (!names.includes(name))
        throw new RangeError(`assessFairness: need one of ${names.join(', ')} in a crossing, got "${name}"`)
  }
  return [...names.map((name) => [name]), ...(intersections ?? pairs)]
}

function referenceOf(
  name: string,
  labels: readonly string[],
  suppressed: readonly string[],
  references: Readonly<Record<string, string>> = {},
): string | undefined {
  const reference = Object.hasOwn(references, name) ? references[name] : undefined
  if (reference === undefined) return undefined
  if (!labels.includes(reference))
    throw new RangeError(
      `assessFairness: need one of ${labels.join(', ')} as the reference of "${name}", got "${reference}"`,
    )
  if (suppressed.includes(reference))
    throw new RangeError(
      `assessFairness: need a reference of "${name}" with enough rows, got "${reference}", which is suppressed`,
    )
  return reference
}

function weightOf(rows: Int32Array, weight?: Float64Array): number {
  if (weight === undefined) return rows.length
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum += weight[rows[i]]
  return sum
}
