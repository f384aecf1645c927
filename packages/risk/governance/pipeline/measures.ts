/** What gates measure, computed from the stored reports: a figure, or why there is none. */
import { AGE_BAND, ELDERLY } from './groups.ts'
import type { StepReports } from './reports.ts'

/** Reports as far as the steps ran. */
export type StoredReports = Partial<StepReports>

export interface Measured {
  readonly value: number | null
  /** On what it was measured, or why it was not. */
  readonly text: string
}

type Measure = (reports: StoredReports, surroundings: MeasureSurroundings) => Measured

/** What stands at the moment the gates are looked at. */
export interface MeasureSurroundings {
  /** Version that decides now; undefined: none does. */
  readonly champion?: string
  /** The version that is looked at. */
  readonly version?: string
}

const notRun = (step: string): Measured => ({ value: null, text: `The step ${step} did not run.` })
const finite = (value: number, text: string): Measured =>
  Number.isFinite(value) ? { value, text } : { value: null, text: 'The figure is no number.' }

const onHoldout =
  (measure: (report: StepReports['evaluate']) => number): Measure =>
  ({ evaluate }) =>
    evaluate === undefined ? notRun('evaluate') : finite(measure(evaluate), `On ${evaluate.sample}.`)

/** Of the champion that decides now, and of no other. */
const againstChampion =
  (measure: (compared: NonNullable<StepReports['evaluate']['champion']>) => number): Measure =>
  ({ evaluate }, { champion, version }) => {
    if (evaluate === undefined) return notRun('evaluate')
    if (champion === undefined || champion === version)
      return { value: 0, text: 'No other version decides: there is nothing to compare with.' }
    const compared = evaluate.champion
    if (compared === null || compared.version !== champion)
      return {
        value: null,
        text: `It was not compared with ${champion}, which decides now${compared === null ? (evaluate.championWhy === null ? '' : `: ${evaluate.championWhy}`) : `, but with ${compared.version}`}.`,
      }
    return finite(measure(compared), `Against ${champion} on the same ${compared.rows} applications.`)
  }

export const measures = {
  auc_lower: onHoldout(({ figures }) => figures.auc.lower),
  ks: onHoldout(({ figures }) => figures.ks.value),
  champion_auc_difference: againstChampion(({ aucDifference }) => aucDifference.value),
  champion_auc_difference_lower: againstChampion(({ aucDifference }) => aucDifference.lower),
  champion_brier_difference: againstChampion(({ brierDifference }) => brierDifference),
  reasons_p99_ms: ({ bench }) =>
    bench === undefined
      ? notRun('bench')
      : finite(bench.reasonsMs.p99, `Of ${bench.calls} calls, one after the other.`),
  calibration_error_beyond_chance: onHoldout(({ figures: { calibrationError } }) =>
    Math.max(0, calibrationError.equalMass.value - calibrationError.equalMass.expectedByChance),
  ),
  calibration_in_the_large: onHoldout(({ inTheLarge: { predicted, happened } }) =>
    Math.max(0, predicted - happened.upper, happened.lower - predicted),
  ),
  severe_findings: ({ validate }) =>
    validate === undefined
      ? notRun('validate')
      : finite(
          validate.findings.filter(({ severity }) => severity === 'severe').length,
          `Of ${validate.rows} applications with an outcome.`,
        ),
  severe_drift_share: ({ drift }) => {
    if (drift === undefined) return notRun('drift')
    const { report, against } = drift
    const all = report.features.length + report.absent.length
    const severe = report.features.filter(({ severity }) => severity === 'severe').length
    return finite(
      (severe + report.absent.length) / Math.max(1, all),
      `Of ${all} features, against ${against}.`,
    )
  },
  score_psi: ({ evaluate }) => {
    if (evaluate === undefined) return notRun('evaluate')
    return evaluate.stability === null
      ? { value: null, text: 'The halves of the held-out applications hold too few of either outcome.' }
      : finite(evaluate.stability.scorePsi, `On ${evaluate.sample}.`)
  },
  folds_beyond_holdout: ({ evaluate }) => {
    if (evaluate === undefined) return notRun('evaluate')
    return evaluate.foldsAuc === null
      ? { value: null, text: 'There was no cross-validation.' }
      : finite(Math.max(0, evaluate.foldsAuc.value - evaluate.figures.auc.upper), `On ${evaluate.sample}.`)
  },
  identical_reruns_share: ({ explain }) =>
    explain === undefined
      ? notRun('explain')
      : finite(
          explain.reruns.identical / explain.reruns.tried,
          `Of ${explain.reruns.tried} reruns on ${explain.rows} applications.`,
        ),
  elderly_ratio: ({ fairness }) => {
    if (fairness === undefined) return notRun('fairness')
    const age = fairness.report?.attributes.find(({ name }) => name === AGE_BAND)
    const fourFifths = age?.fourFifths
    if (age === undefined || fourFifths === undefined)
      return { value: null, text: 'The age of applicants is not known.' }
    if (fourFifths.reference === ELDERLY) return { value: 1, text: 'No band of age is approved more often.' }
    const elderly = fourFifths.groups.find(({ group }) => group === ELDERLY)
    // Nobody can be treated worse of whom there are none; few tell nothing.
    if (elderly === undefined)
      return age.suppressed.includes(ELDERLY)
        ? { value: null, text: `Too few of those held out are ${ELDERLY} to measure by.` }
        : { value: 1, text: `None of those held out is ${ELDERLY}.` }
    return elderly.ratio === null
      ? { value: null, text: 'The ratio cannot be formed.' }
      : finite(
          elderly.ratio,
          `Against ${fourFifths.reference}, approved from a score of ${fairness.approveFrom} on.`,
        )
  },
  least_protected_ratio: ({ fairness }) => {
    if (fairness === undefined) return notRun('fairness')
    const attributes = (fairness.report?.attributes ?? []).filter(
      ({ attributes }) => attributes.length === 1 && attributes[0] !== AGE_BAND,
    )
    const ratios = attributes.flatMap(({ name, fourFifths }) =>
      (fourFifths?.groups ?? []).flatMap(({ group, ratio }) =>
        ratio === null ? [] : [{ name, group, ratio }],
      ),
    )
    if (ratios.length === 0)
      return { value: null, text: 'No protected attribute was given that fairness could be measured by.' }
    const least = ratios.reduce((worst, each) => (each.ratio < worst.ratio ? each : worst))
    return finite(
      least.ratio,
      `${least.name}: ${least.group}, approved from a score of ${fairness.approveFrom} on.`,
    )
  },
  verified_counterfactuals_share: ({ explain }) => {
    if (explain === undefined) return notRun('explain')
    const { tried, offered, verified, by } = explain.counterfactuals
    if (offered === 0) return { value: 1, text: `None was offered, of ${tried} that were looked for.` }
    return finite(verified / offered, `Of ${offered} offered among ${tried}, decided by the ${by}.`)
  },
  additivity_error: ({ explain }) =>
    explain === undefined
      ? notRun('explain')
      : finite(explain.additivityError, `On ${explain.rows} applications.`),
  rules_not_met: ({ compliance }) =>
    compliance === undefined
      ? notRun('compliance')
      : finite(
          compliance.counts.notMet,
          `${compliance.counts.met} are met; ${compliance.counts.needsPerson} need a person.`,
        ),
  empty_sections: ({ card }) =>
    card === undefined
      ? notRun('card')
      : finite(
          card.empty.length,
          card.empty.length === 0 ? 'Every section is filled.' : `Empty: ${card.empty.join(', ')}.`,
        ),
} as const satisfies Readonly<Record<string, Measure>>

export type MeasureName = keyof typeof measures
