/** A period in plain sentences, for the delivery that is scheduled: each with the figures it speaks of. */
import { amount, count, percent } from '../wording.ts'

/** A count or a mean of the period, and of the one before where there was one. */
export interface PeriodFigure {
  readonly current: number
  readonly previous?: number
}

export interface PeriodFigures {
  /** Days YYYY-MM-DD, both included. */
  readonly from: string
  readonly to: string
  readonly customersScored?: PeriodFigure
  /** Of the last scores in the period. */
  readonly highRisk?: PeriodFigure
  readonly criticalRisk?: PeriodFigure
  readonly meanScore?: PeriodFigure
  readonly interventions?: PeriodFigure
  /** Interventions whose outcome is known, and of those the ones that succeeded; beside the customers held out. */
  readonly outcomes?: {
    readonly treated: number
    readonly treatedSucceeded: number
    readonly heldOut?: number
    readonly heldOutSucceeded?: number
  }
  /** Names of drivers of the scores that rose, most frequent first, with customers. */
  readonly drivers?: readonly { readonly title: string; readonly customers: number }[]
  /** Sentences of reports that belong in: drift, quality, performance. */
  readonly findings?: readonly { readonly topic: SummaryTopic; readonly sentences: readonly string[] }[]
  readonly alertsRaised?: readonly { readonly sentence: string }[]
  readonly alertsResolved?: readonly { readonly sentence: string }[]
}

export const summaryTopics = [
  'scores',
  'drivers',
  'interventions',
  'alerts',
  'performance',
  'drift',
  'quality',
] as const
export type SummaryTopic = (typeof summaryTopics)[number]

export interface SummarySentence {
  readonly topic: SummaryTopic
  readonly text: string
  /** What the sentence says, for whoever draws or checks it. */
  readonly figures: Readonly<Record<string, number>>
}

export interface PeriodSummary {
  readonly title: string
  /** In the order of the topics. */
  readonly sentences: readonly SummarySentence[]
}

/**
 * What happened in a period. Figures that are not given are not spoken of; nothing is said of a change without a period
 * before, and nothing of success without the number it stands on and the customers held out.
 *
 * @throws RangeError when a count is not a whole number of 0 or more, or more succeeded than were treated
 */
export function periodSummary(figures: PeriodFigures): PeriodSummary {
  const sentences = [
    ...scoreSentences(figures),
    ...driverSentences(figures),
    ...interventionSentences(figures),
    ...alertSentences(figures),
    ...(figures.findings ?? []).flatMap(({ topic, sentences: texts }) =>
      texts.map((text) => ({ topic, text, figures: {} })),
    ),
  ]
  return {
    title: `Early warning, ${figures.from === figures.to ? figures.from : `${figures.from} to ${figures.to}`}`,
    sentences: sentences.sort((a, b) => summaryTopics.indexOf(a.topic) - summaryTopics.indexOf(b.topic)),
  }
}

function scoreSentences({
  customersScored,
  highRisk,
  criticalRisk,
  meanScore,
}: PeriodFigures): SummarySentence[] {
  const sentences: SummarySentence[] = []
  const say = (text: string, name: string, { current, previous }: PeriodFigure) =>
    sentences.push({
      topic: 'scores',
      text,
      figures: { [name]: current, ...(previous === undefined ? {} : { [`${name}_before`]: previous }) },
    })
  if (customersScored) {
    whole('customersScored', customersScored)
    say(
      `${count(customersScored.current, 'customer')} ${customersScored.current === 1 ? 'was' : 'were'} scored${change(customersScored)}.`,
      'customers_scored',
      customersScored,
    )
  }
  for (const [name, title, level] of [
    ['high_risk', 'at high risk', highRisk],
    ['critical_risk', 'at critical risk', criticalRisk],
  ] as const) {
    if (level === undefined) continue
    whole(name, level)
    const share =
      customersScored !== undefined && customersScored.current > 0
        ? ` (${percent(level.current / customersScored.current)} of those scored)`
        : ''
    say(
      `${count(level.current, 'customer')} ${level.current === 1 ? 'is' : 'are'} ${title}${share}${change(level)}.`,
      name,
      level,
    )
  }
  if (meanScore)
    say(
      `The mean score is ${percent(meanScore.current)}${meanScore.previous === undefined ? '' : `, ${percent(meanScore.previous)} in the period before`}.`,
      'mean_score',
      meanScore,
    )
  return sentences
}

function driverSentences({ drivers = [] }: PeriodFigures): SummarySentence[] {
  if (drivers.length === 0) return []
  const named = drivers
    .slice(0, 3)
    .map(({ title, customers }) => `${title} (${customers.toLocaleString('en')})`)
  return [
    {
      topic: 'drivers',
      text: `What raised scores most often: ${named.join(', ')}.`,
      figures: Object.fromEntries(drivers.slice(0, 3).map(({ title, customers }) => [title, customers])),
    },
  ]
}

function interventionSentences({ interventions, outcomes }: PeriodFigures): SummarySentence[] {
  const sentences: SummarySentence[] = []
  if (interventions) {
    whole('interventions', interventions)
    sentences.push({
      topic: 'interventions',
      text: `${count(interventions.current, 'intervention')} began${change(interventions)}.`,
      figures: { interventions: interventions.current },
    })
  }
  if (outcomes) {
    const { treated, treatedSucceeded, heldOut = 0, heldOutSucceeded = 0 } = outcomes
    for (const [name, part, all] of [
      ['treatedSucceeded', treatedSucceeded, treated],
      ['heldOutSucceeded', heldOutSucceeded, heldOut],
    ] as const)
      if (!(Number.isInteger(part) && Number.isInteger(all) && part >= 0 && part <= all))
        throw new RangeError(`periodSummary: need ${name} from 0 to ${all}, got ${part}`)
    if (treated > 0)
      sentences.push({
        topic: 'interventions',
        text:
          `Of ${count(treated, 'treated customer')} whose outcome is known, ${percent(treatedSucceeded / treated)} paid` +
          (heldOut > 0
            ? `; of ${heldOut.toLocaleString('en')} held out, ${percent(heldOutSucceeded / heldOut)}.`
            : '; nobody was held out, so that how many would have paid anyway is not known.'),
        figures: {
          treated,
          treated_succeeded: treatedSucceeded,
          held_out: heldOut,
          held_out_succeeded: heldOutSucceeded,
        },
      })
  }
  return sentences
}

function alertSentences({ alertsRaised, alertsResolved }: PeriodFigures): SummarySentence[] {
  if (alertsRaised === undefined && alertsResolved === undefined) return []
  const [raised, resolved] = [alertsRaised ?? [], alertsResolved ?? []]
  return [
    {
      topic: 'alerts',
      text: `${count(raised.length, 'alert')} raised, ${resolved.length} resolved.`,
      figures: { raised: raised.length, resolved: resolved.length },
    },
    ...[...raised, ...resolved].map(({ sentence }) => ({
      topic: 'alerts' as const,
      text: sentence,
      figures: {},
    })),
  ]
}

/** `, 120 more than in the period before (+4.0%)`. */
function change({ current, previous }: PeriodFigure): string {
  if (previous === undefined) return ''
  if (current === previous) return ', as many as in the period before'
  const by = Math.abs(current - previous)
  const share = previous > 0 ? ` (${current > previous ? '+' : '−'}${percent(by / previous)})` : ''
  return `, ${amount(by)} ${current > previous ? 'more' : 'fewer'} than in the period before${share}`
}

function whole(name: string, { current, previous = 0 }: PeriodFigure): void {
  for (const value of [current, previous])
    if (!(Number.isInteger(value) && value >= 0))
      throw new RangeError(`periodSummary: need a whole number of 0 or more in ${name}, got ${value}`)
}
