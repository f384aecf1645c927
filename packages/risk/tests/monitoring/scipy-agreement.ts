/** What SciPy says of two samples, beside what the drift tests say. */
import { expect } from 'vitest'
import { driftOf, figureOf, labelDriftOf } from './support.ts'

export interface MonitoringData {
  readonly numbers: readonly {
    readonly reference: readonly number[]
    readonly current: readonly number[]
    readonly method?: string
  }[]
  /** Rows per label. */
  readonly labels: readonly { readonly reference: readonly number[]; readonly current: readonly number[] }[]
  readonly p_values: readonly (readonly number[])[]
}

export interface MonitoringFigures {
  readonly numbers: readonly Record<'ks' | 'ks_p' | 'wasserstein' | 'mean' | 'deviation', number>[]
  readonly labels: readonly Record<'chi_square_p' | 'v' | 'psi' | 'jensen_shannon', number>[]
  readonly p_values: readonly (readonly number[])[]
}

export function expectLabelsToAgree(data: MonitoringData, figures: MonitoringFigures): void {
  for (const [c, { reference, current }] of data.labels.entries()) {
    const rows = (counts: readonly number[]) =>
      Float64Array.from(counts.flatMap((count, code) => new Array<number>(count).fill(code)))
    const report = labelDriftOf(rows(reference), rows(current), reference.length)
    const theirs = figures.labels[c]
    expect(figureOf(report, 'psi').value).toBeCloseTo(theirs.psi, 12)
    expect(figureOf(report, 'jensen_shannon').value).toBeCloseTo(theirs.jensen_shannon, 12)
    expect(figureOf(report, 'chi_square').value).toBeCloseTo(theirs.v, 12)
    expect(figureOf(report, 'chi_square').pValue).toBeCloseTo(theirs.chi_square_p, 12)
  }
}

/** @param distance how far Wasserstein may fall short, in deviations */
export function expectNumbersToAgree(
  data: MonitoringData,
  figures: MonitoringFigures,
  tolerance: { readonly ks: number; readonly p: number; readonly distance: number },
): void {
  for (const [c, { reference, current }] of data.numbers.entries()) {
    const report = driftOf(Float64Array.from(reference), Float64Array.from(current))
    const theirs = figures.numbers[c]
    const ks = figureOf(report, 'kolmogorov_smirnov')
    expect(Math.abs(ks.value - theirs.ks)).toBeLessThanOrEqual(tolerance.ks)
    expect(Math.abs(ks.pValue! - theirs.ks_p)).toBeLessThanOrEqual(tolerance.p)
    const short = theirs.wasserstein - figureOf(report, 'wasserstein').value
    expect(short).toBeGreaterThan(-1e-12)
    expect(short).toBeLessThanOrEqual(tolerance.distance)
    expect(report.features[0].mean!.reference).toBeCloseTo(theirs.mean, 10)
  }
}
