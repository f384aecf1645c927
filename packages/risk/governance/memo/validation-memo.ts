/** The validation memo of a model, from the stored reports of its training. */
import type { GateResult } from '@pratibimba/contract'
import { count, percent, shown, spoken } from '../card/figures.ts'
import { type ModelFinding, type ModelSubject, modelFindings, type ReportsSoFar } from '../card/index.ts'
import type { MemoSection, MemoTable, ValidationMemo } from './memo.ts'

export interface MemoContent {
  readonly gates: readonly GateResult[]
  readonly approvals: readonly {
    readonly by: string
    readonly on: string
    readonly reason: string
    readonly overrides: readonly string[]
  }[]
  /** What packs leave to a person: title and question. */
  readonly openChecks?: readonly { readonly pack: string; readonly title: string; readonly why: string }[]
}

const NOT_RUN = 'This step did not run: nothing is known of it.'

/**
 * Everything that figures can say; the opinion is the validator's.
 *
 * @see docs/methods/rule-packs.md
 */
export function validationMemo(
  subject: ModelSubject,
  reports: ReportsSoFar,
  { gates, approvals, openChecks = [] }: MemoContent,
): ValidationMemo {
  const findings = modelFindings(subject, reports)
  return {
    title: `Validation memo: ${subject.name}, ${subject.version}`,
    head: [
      ['Model', `${subject.name} ${subject.version}`],
      ['Trained', `${subject.trainedOn} by ${subject.trainedBy}`],
      ['Owner', subject.owner ?? 'nobody named'],
      ['Validator', subject.validator ?? 'nobody named'],
      ['Data', `${subject.dataName} (SHA-256 ${subject.dataSha256})`],
      ['File', `SHA-256 ${subject.sha256}`],
      ['Program', subject.codeVersion],
    ],
    sections: [
      soundness(reports),
      data(reports),
      performance(reports),
      calibration(reports),
      stability(reports),
      fairness(reports),
      explainability(reports),
      limitations(reports),
      gatesSection(gates, approvals),
    ],
    findings,
    recommendation: recommendationOf(findings, gates),
    open: [
      'Is the method fit for the purpose, and are its assumptions sound?',
      'Are the data those of the applicants the model will meet?',
      'How material is the model, and is the depth of this validation enough?',
      ...openChecks.map(({ pack, title, why }) => `${pack}: ${title}. ${why}`),
    ],
  }
}

/** What the figures alone allow. */
function recommendationOf(findings: readonly ModelFinding[], gates: readonly GateResult[]): string {
  const high = findings.filter(({ severity }) => severity === 'high').length
  const failed = gates.filter(({ passed }) => !passed)
  const open = failed.filter(({ overridden_by: by }) => by === null)
  if (gates.length === 0) return 'The gates were not looked at: by figures alone, nothing can be recommended.'
  if (open.length > 0)
    return `By figures alone: do not use. Neither passed nor signed for: ${open.map(({ title }) => title).join(', ')}.`
  if (high > 0)
    return `By figures alone: use only once ${high === 1 ? 'the finding' : `the ${high} findings`} of high severity ${high === 1 ? 'is' : 'are'} answered.`
  if (failed.length > 0)
    return `By figures alone: may be used, with ${failed.length === 1 ? 'a gate' : `${failed.length} gates`} signed for.`
  return 'By figures alone: may be used. The opinion is the validator’s.'
}

function soundness({ train }: ReportsSoFar): MemoSection {
  const section = sectionOf('conceptual-soundness', 'Conceptual soundness')
  if (train === undefined) return section([NOT_RUN])
  const { model, features, training } = train
  const held = features.filter(({ monotone }) => monotone !== 'free').length
  return section(
    [
      `${model.title} was chosen among ${training.contenders.length}. ${model.reason}`,
      `It reads ${features.length} features of ${train.featureSet.name}; ${held} of them are held to a direction.`,
      train.rejectInference === null
        ? 'It learnt from applications with an outcome alone.'
        : `What became of the declined was inferred (${train.rejectInference}).`,
      ...(train.incremental === null ? [] : [train.incremental]),
    ],
    [
      {
        caption: 'What was tried, in cross-validation',
        columns: ['Model', 'AUC', 'KS', 'Brier', 'Calibration error'],
        rows: training.contenders.map(({ title, auc, ks, brier, calibrationError }) => [
          title,
          spoken(auc),
          shown(ks),
          shown(brier),
          shown(calibrationError),
        ]),
      },
    ],
  )
}

function data({ validate, drift }: ReportsSoFar): MemoSection {
  const section = sectionOf('data', 'Data')
  if (validate === undefined) return section([NOT_RUN])
  return section(
    [
      `${count(validate.rows)} applications have an outcome, ${count(validate.events)} of them bad (${spoken(validate.badRate)}); ${count(validate.declined)} have none; ${count(validate.refused)} rows could not be read as applications.`,
      validate.from === null
        ? 'They carry no day of application.'
        : `They are of ${validate.from} to ${validate.to}.`,
      ...(drift === undefined
        ? []
        : [
            `Against ${drift.against}: ${drift.report.counts.severe} columns moved severely, ${drift.report.counts.moderate} moderately, of ${drift.report.features.length}.`,
          ]),
    ],
    [
      {
        caption: 'Columns',
        columns: ['Column', 'Kind', 'Missing', 'From', 'To'],
        rows: validate.columns.map(({ name, kind, missingShare, min, max, labels }) => [
          name,
          kind,
          percent(missingShare),
          kind === 'number' ? numberOf(min) : `${labels ?? '–'} labels`,
          kind === 'number' ? numberOf(max) : '',
        ]),
      },
    ],
  )
}

function performance({ evaluate, bench }: ReportsSoFar): MemoSection {
  const section = sectionOf('performance', 'Performance')
  if (evaluate === undefined) return section([NOT_RUN])
  const { figures, accuracy, champion, championWhy, foldsAuc } = evaluate
  return section(
    [
      `Measured on ${evaluate.sample}; intervals are of ${percent(figures.confidence)}.`,
      champion === null
        ? (championWhy ?? 'There was no champion to compare with.')
        : `On the same ${count(champion.rows)} rows the AUC differs from that of ${champion.version} by ${spoken(champion.aucDifference)}.`,
      ...(foldsAuc === null ? [] : [`In cross-validation the AUC was ${spoken(foldsAuc)}.`]),
      ...(bench === undefined
        ? []
        : [
            `A score takes ${bench.scoreMs.p99.toFixed(2)} ms, reasons ${bench.reasonsMs.p99.toFixed(2)} ms at most in 99 of 100 calls.`,
          ]),
    ],
    [
      {
        caption: 'On rows held out',
        columns: ['Figure', 'Value (interval)'],
        rows: [
          ['Rows', count(figures.rows)],
          ['Bad', count(figures.events)],
          ['AUC', spoken(figures.auc)],
          ['Gini', spoken(figures.gini)],
          ['KS', spoken(figures.ks)],
          ['Average precision', spoken(figures.averagePrecision)],
          ['Accuracy', spoken(accuracy)],
          ['Log-loss', spoken(figures.logLoss)],
          ...(figures.decision?.rates.precision
            ? [['Precision of bad', spoken(figures.decision.rates.precision)]]
            : []),
          ...(figures.decision?.rates.recall
            ? [['Recall of bad', spoken(figures.decision.rates.recall)]]
            : []),
        ],
      },
    ],
  )
}

function calibration({ evaluate, train }: ReportsSoFar): MemoSection {
  const section = sectionOf('calibration', 'Calibration')
  if (evaluate === undefined) return section([NOT_RUN])
  const { figures, inTheLarge } = evaluate
  const error = figures.calibrationError.equalMass
  const points = train?.training.calibration?.points ?? []
  return section(
    [
      `The mean probability of going bad is ${shown(inTheLarge.predicted)}; ${spoken(inTheLarge.happened)} did.`,
      `The calibration error is ${spoken(error)}; chance alone would show ${shown(error.expectedByChance)}. The Brier score is ${spoken(figures.brier)}.`,
    ],
    points.length === 0
      ? []
      : [
          {
            caption: 'By bin, in cross-validation',
            columns: ['Predicted', 'Happened', 'Rows'],
            rows: points.map(({ predicted, happened, rows }) => [
              shown(predicted),
              spoken(happened),
              count(rows),
            ]),
          },
        ],
  )
}

function stability({ evaluate, train }: ReportsSoFar): MemoSection {
  const section = sectionOf('stability', 'Stability')
  if (evaluate === undefined) return section([NOT_RUN])
  const { stability: halves } = evaluate
  return section([
    halves === null
      ? 'The halves of the rows held out hold too few of either outcome to be compared.'
      : `AUC ${spoken(halves.earlier)} in the first half of the rows held out and ${spoken(halves.later)} in the second; PSI of the scores ${shown(halves.scorePsi)}.`,
    train?.split.kind === 'time'
      ? `Rows held out begin on ${train.split.holdoutFrom}, later than everything learnt from.`
      : 'Rows held out were drawn at random: whether the model holds over time was not tried.',
  ])
}

function fairness({ fairness: step }: ReportsSoFar): MemoSection {
  const section = sectionOf('fairness', 'Fairness')
  if (step === undefined) return section([NOT_RUN])
  if (step.report === null) return section(['The data hold no attribute by which groups could be compared.'])
  return section(
    [
      `Approval counts from a score of ${step.approveFrom} on. The four-fifths ratio is a gate of ours, not a law.`,
      ...step.mitigation,
      ...step.report.sentences,
    ],
    step.report.attributes.flatMap(({ name, fourFifths, groups }) =>
      fourFifths === undefined
        ? []
        : [
            {
              caption: `Approval by ${name}, against ${fourFifths.reference ?? 'nobody'}`,
              columns: ['Group', 'Rows', 'Ratio (interval)'],
              rows: groups.map(({ group, rows }) => {
                const ratio = fourFifths.groups.find((each) => each.group === group)
                return [
                  group,
                  count(rows),
                  ratio?.ratio == null
                    ? group === fourFifths.reference
                      ? 'reference'
                      : '–'
                    : ratio.interval === null
                      ? shown(ratio.ratio)
                      : `${shown(ratio.ratio)} (${shown(ratio.interval[0])} to ${shown(ratio.interval[1])})`,
                ]
              }),
            },
          ],
    ),
  )
}

function explainability({ explain }: ReportsSoFar): MemoSection {
  const section = sectionOf('explainability', 'Explainability')
  if (explain === undefined) return section([NOT_RUN])
  const { reruns, additivityError, lime, counterfactuals, unworded, reasonTable } = explain
  return section(
    [
      `Reasons are of interventional Shapley values; they were the same in ${reruns.identical} of ${reruns.tried} reruns, and contributions add up to the score within ${additivityError.toExponential(1)} log-odds.`,
      unworded.length === 0
        ? `Table ${reasonTable} has words for every feature.`
        : `Table ${reasonTable} has no words for ${unworded.join(', ')}.`,
      lime === null
        ? 'LIME, a diagnosis, was not tried.'
        : `LIME, a diagnosis, agrees with itself by ${shown(lime.meanStability)} over ${count(lime.rows)} rows (least ${shown(lime.leastStability)}).`,
      `Of ${count(counterfactuals.tried)} cases turned down, ${count(counterfactuals.offered)} were offered a change that turns the decision; ${count(counterfactuals.verified)} did when decided again.`,
    ],
    [
      {
        caption: 'What moves scores',
        columns: ['Feature', 'Share'],
        rows: explain.importance.slice(0, 10).map(({ title, share }) => [title, percent(share)]),
      },
    ],
  )
}

function limitations({ validate, evaluate }: ReportsSoFar): MemoSection {
  const accepted = evaluate?.onAccepted
  return sectionOf(
    'limitations',
    'Limitations',
  )([
    'Outcomes are known of those who were granted credit; of others the model extrapolates.',
    ...(validate === undefined || validate.declined === 0
      ? []
      : [`${count(validate.declined)} applications have no outcome.`]),
    ...(accepted == null
      ? []
      : [
          `Among the ${count(accepted.rows)} rows that would have been approved the AUC is ${accepted.auc === null ? 'not measurable' : spoken(accepted.auc)}: live figures, which are of the approved alone, are to be held against this one.`,
        ]),
    'A probability is about people alike in what is known of them, not about one person.',
  ])
}

function gatesSection(gates: MemoContent['gates'], approvals: MemoContent['approvals']): MemoSection {
  return sectionOf('gates', 'Gates and approvals')(
    [
      ...(gates.length === 0 ? ['The gates were not looked at.'] : []),
      ...approvals.map(
        ({ by, on, reason, overrides }) =>
          `${by} approved on ${on}: ${reason}${overrides.length === 0 ? '' : ` Signed for: ${overrides.join(', ')}.`}`,
      ),
    ],
    gates.length === 0
      ? []
      : [
          {
            caption: 'Gates',
            columns: ['Gate', 'Value', 'Limit', 'Passed', 'Text'],
            rows: gates.map(({ title, value, limit, passed, text, overridden_by: by }) => [
              title,
              numberOf(value),
              numberOf(limit),
              passed ? 'yes' : by === null ? 'no' : `no, signed for by ${by}`,
              text,
            ]),
          },
        ],
  )
}

function sectionOf(id: string, title: string) {
  return (paragraphs: readonly string[], tables: readonly MemoTable[] = []): MemoSection => ({
    id,
    title,
    paragraphs,
    tables: tables.filter(({ rows }) => rows.length > 0),
  })
}

function numberOf(value: number | null): string {
  return value === null ? '–' : String(Math.round(value * 1e4) / 1e4 + 0)
}
