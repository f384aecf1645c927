/** The model card: seven sections, each filled from results. */
import type { ModelCard } from '@pratibimba/contract'
import { forbiddenFeatures } from '../../decisions/index.ts'
import { count, figureOf, rounded } from './figures.ts'
import { modelFindings } from './findings.ts'
import { type ModelSubject, protectedAttributes, type ReportsSoFar } from './model-subject.ts'

/** What a step that did not run leaves. */
const NOT_MEASURED = null

/**
 * The card of a model; a field whose step did not run is null, and `cardGaps` names it.
 *
 * @see docs/methods/rule-packs.md
 */
export function modelCard(subject: ModelSubject, reports: ReportsSoFar): ModelCard {
  const { validate, train } = reports
  const findings = modelFindings(subject, reports)
  return {
    model_details: {
      name: subject.name,
      description: 'Probability that an applicant for consumer credit repays, calibrated, with reasons.',
      version: subject.version,
      date: subject.trainedOn,
      type: train?.model.title ?? NOT_MEASURED,
      chosen_because: train?.model.reason ?? NOT_MEASURED,
      owner: subject.owner ?? NOT_MEASURED,
      validator: subject.validator ?? NOT_MEASURED,
      trained_by: subject.trainedBy,
      mode: train?.mode ?? NOT_MEASURED,
      parent: train?.parent ?? null,
      seed: train?.seed ?? NOT_MEASURED,
      features: train?.features.map(({ id }) => id) ?? NOT_MEASURED,
      feature_set: train?.featureSet ?? NOT_MEASURED,
      sha256: subject.sha256,
      code_version: subject.codeVersion,
    },
    intended_use: {
      primary_uses: 'Deciding applications for instalment loans of private persons, together with a policy.',
      primary_users: 'Credit officers, reviewers, and the automated decision under their oversight.',
      out_of_scope: [
        'Credit to companies, credit cards, mortgages and limits of running loans',
        'Decisions without a policy in force, or without a way to a person',
        'Applicants unlike those learnt from: other countries, products or channels',
        'Any purpose but credit: employment, insurance, tenancy',
      ],
    },
    training_data: {
      datasets: subject.dataName,
      sha256: subject.dataSha256,
      size: validate?.rows ?? NOT_MEASURED,
      bad: validate?.events ?? NOT_MEASURED,
      without_outcome: validate?.declined ?? NOT_MEASURED,
      refused: validate?.refused ?? NOT_MEASURED,
      bad_rate: validate === undefined ? NOT_MEASURED : figureOf(validate.badRate),
      from: validate?.from ?? null,
      to: validate?.to ?? null,
      preprocessing: preprocessingOf(reports),
      reject_inference: train?.rejectInference ?? null,
      findings: validate?.findings.map(({ text }) => text) ?? NOT_MEASURED,
    },
    evaluation_data: {
      datasets: subject.dataName,
      size: train?.split.holdoutRows ?? NOT_MEASURED,
      from: train?.split.holdoutFrom ?? null,
      motivation:
        train === undefined
          ? NOT_MEASURED
          : train.split.kind === 'time'
            ? 'The latest applications: the model is tried on a time after the one it learnt from.'
            : 'A share drawn at random within good and bad: the data carry no day of application.',
      not_learnt_from: train === undefined ? NOT_MEASURED : true,
    },
    quantitative_analyses: analysesOf(reports),
    ethical_considerations: {
      protected_attributes: [...protectedAttributes],
      never_read: [...forbiddenFeatures],
      fairness_constraints:
        'No protected attribute is read, and growing older never counts against anyone. Approval rates are compared by the four-fifths ratio with intervals: a gate of ours, not a law.',
      bias_mitigation: [
        'Protected features are left out, and age is held to one direction.',
        ...(reports.fairness?.mitigation ?? []),
      ],
      measured_by: reports.fairness?.attributes ?? NOT_MEASURED,
      fairness: fairnessOf(reports),
      explanations:
        reports.explain === undefined
          ? NOT_MEASURED
          : {
              reruns: reports.explain.reruns.tried,
              same_reasons: reports.explain.reruns.identical,
              additivity_error: reports.explain.additivityError,
              lime_mean_stability:
                reports.explain.lime === null ? null : rounded(reports.explain.lime.meanStability),
            },
      limits: limitsOf(reports),
    },
    recommendations: [
      ...new Set(findings.filter(({ severity }) => severity !== 'low').map(({ advice }) => advice)),
      'Train again when monitoring says so, and at least every three months.',
      'Watch drift, calibration and approval rates of groups; a person decides what is uncertain.',
    ],
  }
}

function preprocessingOf({ validate, train }: ReportsSoFar): readonly string[] | null {
  if (validate === undefined || train === undefined) return NOT_MEASURED
  return [
    validate.kind === 'applications'
      ? 'Features computed from applications by the catalogue; what is missing stays missing.'
      : 'Columns taken as they are; what is missing stays missing.',
    ...validate.preprocessing,
    ...validate.leftOut.map(({ column, reason }) => `Left out: ${column} (${reason}).`),
    ...train.training.leftOut.map(({ column, reason }) => `Not learnt from: ${column} (${reason}).`),
    train.training.resampling === undefined
      ? 'No resampling.'
      : `Resampling tried: ${train.training.resampling.method}.`,
  ]
}

function analysesOf({ train, evaluate, explain, bench }: ReportsSoFar): Record<string, unknown> {
  if (evaluate === undefined) return {}
  const { figures, accuracy, onAccepted, stability, inTheLarge, foldsAuc, champion } = evaluate
  const { decision } = figures
  return {
    rows: figures.rows,
    bad: figures.events,
    confidence: figures.confidence,
    accuracy: figureOf(accuracy),
    auc_roc: figureOf(figures.auc),
    gini: figureOf(figures.gini),
    ks: figureOf(figures.ks),
    average_precision: figureOf(figures.averagePrecision),
    brier: figureOf(figures.brier),
    log_loss: figureOf(figures.logLoss),
    calibration_error: figureOf(figures.calibrationError.equalMass),
    mean_predicted: rounded(inTheLarge.predicted),
    happened: figureOf(inTheLarge.happened),
    ...(decision && {
      threshold_of_bad: rounded(decision.threshold),
      precision: decision.rates.precision ? figureOf(decision.rates.precision) : null,
      recall: decision.rates.recall ? figureOf(decision.rates.recall) : null,
      f1_score: rounded(decision.f1),
    }),
    stability:
      stability === null
        ? null
        : {
            auc_earlier: figureOf(stability.earlier),
            auc_later: figureOf(stability.later),
            score_psi: rounded(stability.scorePsi),
          },
    on_accepted:
      onAccepted === null
        ? null
        : {
            rows: onAccepted.rows,
            auc_roc: onAccepted.auc === null ? null : figureOf(onAccepted.auc),
            accuracy: figureOf(onAccepted.accuracy),
          },
    auc_in_folds: foldsAuc === null ? null : figureOf(foldsAuc),
    against_champion:
      champion === null
        ? null
        : {
            version: champion.version,
            rows: champion.rows,
            auc_difference: figureOf(champion.aucDifference),
          },
    contenders:
      train?.training.contenders.map(({ title, auc }) => ({ title, auc_in_folds: figureOf(auc) })) ?? null,
    importance:
      explain?.importance.slice(0, 10).map(({ feature, share }) => ({ feature, share: rounded(share) })) ??
      null,
    score_ms_p99: bench === undefined ? null : rounded(bench.scoreMs.p99),
  }
}

function fairnessOf({ fairness }: ReportsSoFar): unknown {
  if (fairness === undefined) return NOT_MEASURED
  if (fairness.report === null) return 'The data hold no attribute to measure by.'
  return fairness.report.attributes.map(({ name, fourFifths, groups, suppressed }) => ({
    attribute: name,
    groups: groups.map(({ group, rows }) => ({ group, rows })),
    suppressed: [...suppressed],
    reference: fourFifths?.reference ?? null,
    ratios:
      fourFifths?.groups.map(({ group, ratio, interval }) => ({
        group,
        ratio: ratio === null ? null : rounded(ratio),
        low: interval === null ? null : rounded(interval[0]),
        high: interval === null ? null : rounded(interval[1]),
      })) ?? null,
  }))
}

/** What the model cannot do, as the results show it. */
function limitsOf({ validate, train, fairness }: ReportsSoFar): readonly string[] {
  const limits = [
    'A probability is about people alike in what is known of them, not about one person.',
    'Outcomes are known of those who were granted credit; of others the model extrapolates.',
  ]
  if (validate !== undefined && validate.declined > 0)
    limits.push(
      `${count(validate.declined)} applications without an outcome ${train?.rejectInference ? `were inferred (${train.rejectInference})` : 'were not learnt from'}.`,
    )
  if (train !== undefined && train.split.kind !== 'time') limits.push('It was not tried on a later time.')
  const measured = new Set(fairness?.attributes ?? [])
  const unmeasured = protectedAttributes.filter((attribute) => !measured.has(attribute))
  if (unmeasured.length > 0)
    limits.push(
      `How groups by ${unmeasured.join(', ')} fare was not measured: the data do not say who belongs to them.`,
    )
  return limits
}
