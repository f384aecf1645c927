/** Today's columns against their profiles: every test, adjusted for their number, and what follows. */
import type { Feature, Matrix } from '@pratibimba/learning/data'
import { requireColumns } from '../profiles/profile-of.ts'
import type { FeatureProfile, ReferenceProfile } from '../profiles/reference-profile.ts'
import { type Severity, worstFirst, worstOf } from '../severity.ts'
import { benjaminiHochberg } from './benjamini-hochberg.ts'
import { compareLabels, compareNumbers } from './compare-column.ts'
import type { Compared } from './compared.ts'
import type { DriftReport, FeatureDrift, TestedFigure } from './drift-report.ts'
import { featureSentence, reportSentences } from './drift-sentences.ts'
import type { DriftFigure, DriftTest } from './drift-test.ts'
import { driftTests } from './tests/index.ts'
import { BEYOND_USUAL, type UsualDrift } from './usual-drift.ts'

export interface DriftOptions {
  /** Largest adjusted p-value at which a figure counts as drift; default .01. */
  readonly alpha?: number
  /** What single days show without a change; a column counts as moved only well beyond it. */
  readonly usual?: UsualDrift
}

/**
 * How far the columns have moved since the reference.
 *
 * A test that decides calls a column moderate or severe when its figure reaches the band and its p-value, adjusted over the
 * columns, is below alpha: neither a small sample nor a large one makes noise by its size alone. The column takes the worst
 * of its tests, the report the worst of its columns. A column that is gone is severe. Rows without a value are a bin of
 * their own.
 *
 * @param current  at least one row; codes follow the labels of `features`, which need not be those of the reference
 * @throws RangeError when there is no row, shapes differ, kinds differ, or a number is infinite
 * @see docs/methods/drift.md
 */
export function assessDrift(
  reference: ReferenceProfile,
  current: Matrix,
  features: readonly Feature[],
  { alpha = 0.01, usual = {} }: DriftOptions = {},
): DriftReport {
  requireColumns('assessDrift', current, features)
  if (current.rows === 0) throw new RangeError('assessDrift: need at least 1 row, got 0')
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`assessDrift: need an alpha in (0, 1), got ${alpha}`)
  const placeOf = new Map(features.map(({ name }, f) => [name, f]))
  const measured: Measured[] = []
  const absent: FeatureProfile[] = []
  for (const profile of reference.features) {
    const place = placeOf.get(profile.name)
    if (place === undefined) absent.push(profile)
    else {
      const compared = compareColumn(profile, reference.rows, features[place], current.columns[place])
      const tests = driftTests.filter(({ kinds }) => kinds.includes(profile.kind))
      const figures = tests.flatMap((test) => {
        const figure = test.measure(compared, alpha)
        return figure === null ? [] : [{ test, figure }]
      })
      measured.push({ profile, compared, figures })
    }
  }
  const adjusted = adjustedPValues(measured)
  const drifted = [
    ...absent.map((profile) => absentColumn(profile, reference.rows)),
    ...measured.map((column) => driftOf(column, adjusted, alpha, usual[column.profile.name] ?? null)),
  ].sort((a, b) => worstFirst(a.severity, b.severity) || indexOf(b) - indexOf(a))
  const counts: Record<Severity, number> = { none: 0, moderate: 0, severe: 0 }
  for (const { severity } of drifted) counts[severity]++
  const known = new Set(reference.features.map(({ name }) => name))
  const report = {
    referenceRows: reference.rows,
    currentRows: current.rows,
    alpha,
    severity: worstOf(drifted.map(({ severity }) => severity)),
    counts,
    features: drifted,
    absent: absent.map(({ name }) => name),
    added: features.map(({ name }) => name).filter((name) => !known.has(name)),
  }
  return { ...report, sentences: reportSentences(report) }
}

interface Measured {
  readonly profile: FeatureProfile
  readonly compared: Compared
  readonly figures: readonly { readonly test: DriftTest; readonly figure: DriftFigure }[]
}

function compareColumn(
  profile: FeatureProfile,
  referenceRows: number,
  feature: Feature,
  values: Float64Array,
): Compared {
  if (profile.kind !== feature.kind)
    throw new RangeError(
      `assessDrift: need a ${profile.kind} in ${profile.name}, as in the reference, got a ${feature.kind}`,
    )
  return profile.kind === 'number'
    ? compareNumbers(profile, referenceRows, values)
    : compareLabels(profile, referenceRows, feature, values)
}

/** By figure: adjusted over the columns that took the same test. */
function adjustedPValues(columns: readonly Measured[]): ReadonlyMap<DriftFigure, number> {
  const adjusted = new Map<DriftFigure, number>()
  for (const test of driftTests) {
    const figures = columns
      .flatMap((column) => column.figures)
      .filter((each) => each.test === test && each.figure.pValue !== null)
      .map(({ figure }) => figure)
    const values = benjaminiHochberg(figures.map(({ pValue }) => pValue!))
    for (const [i, figure] of figures.entries()) adjusted.set(figure, values[i])
  }
  return adjusted
}

function driftOf(
  { profile, compared, figures }: Measured,
  adjusted: ReadonlyMap<DriftFigure, number>,
  alpha: number,
  usualPsi: number | null,
): FeatureDrift {
  const { bins, referenceRows, currentRows, cells } = compared
  const psi = figures.find(({ test }) => test.id === 'psi')!.figure
  const beyond = usualPsi === null || psi.value > BEYOND_USUAL * usualPsi
  const tests = figures.map(({ test, figure }): TestedFigure => {
    const adjustedPValue = adjusted.get(figure) ?? null
    const real = beyond && test.decides && adjustedPValue !== null && adjustedPValue < alpha
    const { moderate, severe } = test.bands
    return {
      id: test.id,
      value: figure.value,
      pValue: figure.pValue,
      adjustedPValue,
      critical: figure.critical,
      severity:
        real && figure.value >= severe ? 'severe' : real && figure.value >= moderate ? 'moderate' : 'none',
    }
  })
  const contributions = psi.contributions!
  const drift = {
    name: profile.name,
    kind: profile.kind,
    severity: worstOf(tests.map(({ severity }) => severity)),
    tests,
    usualPsi,
    bins: bins.map(({ label, role, expected, actual }, k) => ({
      label,
      role,
      expectedShare: expected / referenceRows,
      actualShare: actual / currentRows,
      contribution: contributions[k],
    })),
    missingShare: {
      reference: profile.missing / referenceRows,
      current: compared.currentMissing / currentRows,
    },
    mean: cells
      ? {
          reference: cells.reference.mean,
          current: cells.current.present > 0 ? cells.current.sum / cells.current.present : null,
        }
      : null,
  }
  return { ...drift, sentence: featureSentence(drift) }
}

function absentColumn({ name, kind, missing }: FeatureProfile, rows: number): FeatureDrift {
  return {
    name,
    kind,
    severity: 'severe',
    tests: [],
    usualPsi: null,
    bins: [],
    missingShare: { reference: missing / rows, current: null },
    mean: null,
    sentence: `${name} is not there today.`,
  }
}

/** What columns of one severity are sorted by; absent ones come first. */
function indexOf({ tests }: FeatureDrift): number {
  return tests.find(({ id }) => id === 'psi')?.value ?? Number.POSITIVE_INFINITY
}
