/** `pratibimba fairness`: scores or decisions against groups of people. */
import type { Frame } from '@pratibimba/numerics/frame'
import { type FairnessReport, fairnessOfScores } from '@pratibimba/risk/fairness'
import { exitCodes, UsageError } from '../../command-line/failures.ts'
import type { Call, Handler } from '../../command-line/handler.ts'
import { fraction, textTable } from '../../output/text-table.ts'
import { count, number } from '../../output/wording.ts'
import { seedOf } from '../twin-parts.ts'
import { readFrame } from './read-frame.ts'

export const fairness: Handler = async (call) => {
  const { positionals, flags } = call
  const frame = await readFrame(positionals.scores, call)
  const text = (flag: string) => flags[flag] as string | undefined
  const decision = decisionOf(frame, call)
  const result = call.atOnce(() =>
    fairnessOfScores(frame, {
      groups: text('group')!
        .split(',')
        .map((name) => name.trim()),
      label: text('label')!,
      positive: text('positive'),
      score: text('score'),
      decision,
      flagged: text('flagged'),
      threshold: flags.threshold as number | undefined,
      reference: text('reference'),
      minimumGroupSize: flags['min-group'] as number,
      favourFlagged: flags['favour-flagged'] as boolean,
      seed: seedOf(flags),
    }),
  )
  const { report, rows, rowsMeasured, missing, notes } = result
  const unmet = report.attributes.some((attribute) => attribute.fourFifths?.verdict === 'not-met')
  return {
    json: { ...result, four_fifths_met: !unmet },
    lines: [
      `${count(rowsMeasured, 'row')} measured${rowsMeasured < rows ? ` of ${number(rows)}` : ''}`,
      ...Object.entries(missing)
        .filter(([, missed]) => missed > 0)
        .map(([column, missed]) => `${column}: empty in ${count(missed, 'row')}`),
      ...report.attributes.flatMap((attribute) => ['', ...attributeLines(attribute)]),
      '',
      ...report.sentences,
      ...notes.map((note) => `note: ${note}`),
    ],
    ...(unmet ? { exitCode: exitCodes.checkFailed } : {}),
  }
}

/** Scores that `predict` wrote say whom the model flags. @throws UsageError */
function decisionOf(frame: Frame, { flags, given }: Call): string | undefined {
  const named = flags.decision as string | undefined
  const usual =
    named ??
    (given.has('threshold') || given.has('score') || !frame.columns.has('flagged') ? undefined : 'flagged')
  if (given.has('flagged') && usual === undefined)
    throw new UsageError('--flagged: says which value of --decision is a refusal; name that column too')
  return usual
}

/** Figures a reader looks at first; --json has all. */
const shownFigures = [
  ['selection-rate', 'selected'],
  ['true-positive-rate', 'TPR'],
  ['false-positive-rate', 'FPR'],
  ['base-rate', 'outcome'],
  ['mean-score', 'mean score'],
  ['auc', 'AUC'],
  ['expected-calibration-error', 'ECE'],
] as const

type Attribute = FairnessReport['attributes'][number]

function attributeLines({ name, groups, suppressed, unknownRows, fourFifths }: Attribute): string[] {
  const ids = shownFigures.filter(([id]) => groups.some(({ metrics }) => id in metrics))
  const table = textTable(
    [name, 'rows', ...ids.map(([, title]) => title), ...(fourFifths ? ['ratio', '95%'] : [])],
    groups.map(({ group, rows, metrics }) => {
      const against = fourFifths?.groups.find((each) => each.group === group)
      return [
        group,
        number(rows),
        ...ids.map(([id]) => {
          const value = metrics[id]?.value
          return value === null || value === undefined ? '–' : fraction(value, 3)
        }),
        ...(fourFifths
          ? [
              against?.ratio === null || against === undefined ? '–' : fraction(against.ratio, 3),
              against?.interval
                ? `${fraction(against.interval[0], 3)}–${fraction(against.interval[1], 3)}`
                : '–',
            ]
          : []),
      ]
    }),
  )
  return [
    ...table,
    ...(suppressed.length > 0 ? [`too small for figures: ${suppressed.join(', ')}`] : []),
    ...(unknownRows > 0 ? [`${count(unknownRows, 'row')} of unknown group`] : []),
  ]
}
