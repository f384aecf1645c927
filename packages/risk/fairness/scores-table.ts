/** Fairness of a table of scores: columns become outcomes and groups, with words a user can act on where they do not. */
import { absentColumn, binaryLabel, DataError } from '@pratibimba/learning/data'
import { columnNames, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { assessFairness } from './assess-fairness.ts'
import type { FairnessReport } from './fairness-report.ts'
import type { Groups } from './groups.ts'
import { decisionsIn, groupsOf, holdsValue, probabilitiesOf, takeColumn, weightsOf } from './score-columns.ts'

export interface ScoresOptions {
  /** Columns that say who belongs where. */
  readonly groups: readonly string[]
  /** Column with the outcome that came true. */
  readonly label: string
  /** Value of the outcome that is the event; judged when absent, as `binaryLabel` does. */
  readonly positive?: string
  /** Column with probabilities of the event; default `probability`, where there is one. */
  readonly score?: string
  /** Column with the decision taken, 1 = flagged or refused; default the score against the threshold. */
  readonly decision?: string
  /** Value of the decision that means flagged or refused, where it is not 1, true or yes. */
  readonly flagged?: string
  /** Probability from which on a case is flagged; default 0.5. */
  readonly threshold?: number
  /** Column that says how much each row counts. */
  readonly weight?: string
  /** Whether the event and being flagged are the good thing, as for help; default false, as for credit. */
  readonly favourFlagged?: boolean
  /** Group that the others are compared with, by its name in whichever column has it; default the most favoured. */
  readonly reference?: string
  readonly minimumGroupSize?: number
  /** Most different values that a group column may have; default 50. */
  readonly mostGroups?: number
  readonly confidence?: number
  readonly seed?: number
}

export interface ScoresFairness {
  readonly report: FairnessReport
  /** Rows of the table, and those that were measured. */
  readonly rows: number
  readonly rowsMeasured: number
  /** Rows without a value, by column. A row without outcome, score, decision or weight is left out. */
  readonly missing: Readonly<Record<string, number>>
  /** What the outcome says where it is the event, and elsewhere. */
  readonly event: string
  readonly otherwise: readonly string[]
  /** Where the decisions come from. */
  readonly decisions: { readonly column: string } | { readonly score: string; readonly threshold: number }
  /** What was judged rather than told. */
  readonly notes: readonly string[]
}

const DEFAULT_SCORE = 'probability'
const DEFAULT_THRESHOLD = 0.5

/**
 * Measures fairness on a table with groups, outcomes and scores or decisions.
 *
 * @throws DataError when a column is missing or empty, the outcome has not two values, a probability lies outside
 *   [0, 1], or a group column has too many values
 * @see docs/methods/fairness.md
 */
export function fairnessOfScores(frame: Frame, options: ScoresOptions): ScoresFairness {
  const { groups, label, threshold, decision, weight, favourFlagged = false } = options
  if (groups.length === 0)
    throw new DataError('Name at least one column that says who belongs where (--group).')
  if (new Set(groups).size < groups.length)
    throw new DataError(`Columns of groups are named once each, not ${groups.join(', ')}.`)
  if (threshold !== undefined && !(threshold >= 0 && threshold <= 1))
    throw new DataError(`A threshold lies between 0 and 1, and ${threshold} does not.`)
  const score = options.score ?? (frame.columns.has(DEFAULT_SCORE) ? DEFAULT_SCORE : undefined)
  if (score === undefined && decision === undefined)
    throw new DataError(
      `There is no column ${DEFAULT_SCORE}: name the column with scores (--score) or with decisions (--decision). The data have ${columnNames(frame).join(', ')}.`,
    )
  const needed = [label, score, decision, weight].filter((name) => name !== undefined)
  for (const name of [...needed, ...groups]) requireColumn(frame, name)
  const twice = groups.find((name) => needed.includes(name))
  if (twice !== undefined)
    throw new DataError(
      `Column ${twice} is named as a group and as something else: it can be one of them.`,
      twice,
    )

  const kept: number[] = []
  const missing: Record<string, number> = {}
  for (const name of [...new Set([...needed, ...groups])]) {
    const column = frame.columns.get(name)!
    let count = 0
    for (let i = 0; i < frame.rows; i++) if (!holdsValue(column, i)) count++
    missing[name] = count
  }
  const columns = needed.map((name) => frame.columns.get(name)!)
  for (let i = 0; i < frame.rows; i++) if (columns.every((column) => holdsValue(column, i))) kept.push(i)
  if (kept.length === 0)
    throw new DataError(`No row has a value in each of ${needed.join(', ')}: there is nothing to measure.`)

  const rows = frameOf(
    [...new Set([...needed, ...groups])].map((name) => [name, takeColumn(frame.columns.get(name)!, kept)]),
  )
  const outcome = binaryLabel(rows, label, options.positive)
  const byName = Object.fromEntries(
    groups.map((name) => [name, groupsOf(rows, name, options.mostGroups ?? 50)]),
  )
  const probability = score === undefined ? undefined : probabilitiesOf(rows, score)
  const flaggedAt = decision === undefined ? (threshold ?? DEFAULT_THRESHOLD) : undefined
  const good = favourFlagged ? 1 : 0
  const report = assessFairness(
    {
      label: outcome.values,
      probability,
      decision: decision === undefined ? undefined : decisionsIn(rows, decision, options.flagged),
      weight: weight === undefined ? undefined : weightsOf(rows, weight),
      groups: byName,
    },
    {
      favourable: { label: good, decision: good },
      threshold: flaggedAt,
      reference: referencesOf(byName, options.reference),
      minimumGroupSize: options.minimumGroupSize,
      confidence: options.confidence,
      seed: options.seed,
    },
  )
  const notes: string[] = []
  if (options.positive === undefined)
    notes.push(`${label} = ${outcome.positive} is read as the event, label 1 (--positive says otherwise).`)
  if (decision === undefined && threshold === undefined)
    notes.push(
      `No decisions were named: a case counts as flagged from a probability of ${DEFAULT_THRESHOLD} on (--threshold, --decision).`,
    )
  if (decision !== undefined && threshold !== undefined)
    notes.push(`Decisions are those of ${decision}; the threshold of ${threshold} is not used.`)
  const leftOut = frame.rows - kept.length
  if (leftOut > 0)
    notes.push(
      `${leftOut} of ${frame.rows} rows are left out, for want of a value in ${needed.filter((name) => missing[name] > 0).join(', ')}.`,
    )
  return {
    report,
    rows: frame.rows,
    rowsMeasured: kept.length,
    missing,
    event: outcome.positive,
    otherwise: outcome.negative,
    decisions: decision === undefined ? { score: score!, threshold: flaggedAt! } : { column: decision },
    notes,
  }
}

function requireColumn(frame: Frame, name: string): void {
  if (!frame.columns.has(name))
    throw new DataError(`There is ${absentColumn(name, columnNames(frame))}`, name)
}

function referencesOf(
  groups: Readonly<Record<string, Groups>>,
  reference?: string,
): Record<string, string> | undefined {
  if (reference === undefined) return undefined
  const having = Object.entries(groups).filter(([, { labels }]) => labels.includes(reference))
  if (having.length === 0)
    throw new DataError(
      `No group is called ${reference}: there are ${Object.values(groups)
        .flatMap(({ labels }) => labels)
        .join(', ')}.`,
    )
  return Object.fromEntries(having.map(([name]) => [name, reference]))
}
