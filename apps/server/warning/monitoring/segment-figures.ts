/** Scores by segment of customers: who is flagged how often and, on a day whose outcomes are known, how rightly. */
import { riskLevels, type Segmentation, segmentationTitles, segmentTitle } from '@pratibimba/contract'
import type { Groups } from '@pratibimba/risk/fairness'
import { flaggedBySegment, segmentFairness } from '@pratibimba/risk/monitoring'
import type { CustomerRecord, CustomerStore } from '@pratibimba/risk/ports'
import { type LevelPolicy, levelOf } from '@pratibimba/risk/warning'
import { type Interval, intervalOf } from '../../wire/interval.ts'
import type { MaturedDay } from './monitor-in-thread.ts'

export interface SegmentFigures {
  readonly groups: readonly {
    readonly group: string
    readonly customers: number
    readonly flagged: Interval | null
    readonly recall: Interval | null
    readonly falseAlarms: Interval | null
    readonly ratio: number | null
    readonly suppressed: boolean
  }[]
  readonly sentence: string
}

interface Scored {
  readonly customerIds: readonly string[]
  readonly scores: Float64Array
}

const AT_A_TIME = 5_000

export async function segmentsOf(
  store: CustomerStore,
  present: Scored,
  matured: MaturedDay | undefined,
  { threshold, levels }: { readonly threshold: number; readonly levels: LevelPolicy },
  cuts: readonly Segmentation[],
): Promise<Record<Segmentation, SegmentFigures>> {
  const known = await customersOf(store, present.customerIds)
  const figures = cuts.map((cut) => {
    const groups = groupsBy(cut, present, known, levels)
    if (present.scores.length === 0) return [cut, { groups: [], sentence: 'Nobody was scored yet.' }] as const
    const titled = { codes: groups.codes, labels: groups.labels.map(segmentTitle) }
    const [flagged] = flaggedBySegment(present.scores, { [segmentationTitles[cut]]: titled }, { threshold })
    const errors = matured && errorsBy(cut, matured, known, { threshold, levels })
    const counts = new Int32Array(groups.labels.length)
    for (const code of groups.codes) if (code >= 0) counts[code]!++
    const measured = new Map(flagged!.segments.map((segment) => [segment.segment, segment]))
    const ratios = new Map(flagged!.fourFifths.groups.map(({ group, ratio }) => [group, ratio]))
    return [
      cut,
      {
        groups: groups.labels.flatMap((group, code) => {
          const title = titled.labels[code]!
          const own = measured.get(title)
          if (counts[code] === 0) return []
          return [
            {
              group,
              customers: counts[code]!,
              flagged: own ? intervalOf(own.flagged) : null,
              recall: errors?.get(group)?.recall ?? null,
              falseAlarms: errors?.get(group)?.falseAlarms ?? null,
              ratio: title === flagged!.fourFifths.reference ? 1 : (ratios.get(title) ?? null),
              suppressed: own === undefined,
            },
          ]
        }),
        sentence: [flagged!.sentence, ...(matured === undefined ? [] : [errorsSentence(matured)])].join(' '),
      },
    ] as const
  })
  return Object.fromEntries(figures) as Record<Segmentation, SegmentFigures>
}

function errorsSentence({ asOfDate, isLive }: MaturedDay): string {
  return `Recall and false alarms are of the scores of ${asOfDate}, made ${isLive ? 'in time' : 'after the fact, of a day later than all the model learnt from'}.`
}

function errorsBy(
  cut: Segmentation,
  day: MaturedDay,
  known: ReadonlyMap<string, CustomerRecord>,
  { threshold, levels }: { readonly threshold: number; readonly levels: LevelPolicy },
) {
  const rows = [...day.outcome.keys()].filter((row) => !Number.isNaN(day.outcome[row]))
  const scored = {
    customerIds: rows.map((row) => day.customerIds[row]!),
    scores: Float64Array.from(rows, (row) => day.scores[row]!),
  }
  const outcome = Float64Array.from(rows, (row) => day.outcome[row]!)
  const groups = groupsBy(cut, scored, known, levels)
  if (!groups.codes.some((code) => code >= 0)) return undefined
  const [attribute] = segmentFairness(scored.scores, outcome, { [cut]: groups }, { threshold }).attributes
  return new Map(
    attribute!.groups.map(({ group, metrics }) => [
      group,
      {
        recall: estimated(metrics['true-positive-rate']),
        falseAlarms: estimated(metrics['false-positive-rate']),
      },
    ]),
  )
}

function groupsBy(
  cut: Segmentation,
  { customerIds, scores }: Scored,
  known: ReadonlyMap<string, CustomerRecord>,
  levels: LevelPolicy,
): Groups {
  const labels: string[] = cut === 'risk_level' ? [...riskLevels] : []
  const places = new Map(labels.map((label, place) => [label, place]))
  const codes = Int32Array.from(customerIds, (id, row) => {
    const label = cut === 'risk_level' ? levelOf(scores[row]!, levels) : segmentOf[cut](known.get(id))
    if (label === undefined) return -1
    let place = places.get(label)
    if (place === undefined) {
      place = labels.length
      places.set(label, place)
      labels.push(label)
    }
    return place
  })
  return { codes, labels }
}

const segmentOf = {
  region: (customer) => customer?.region,
  employment_type: (customer) => customer?.employmentType,
  income_bracket: (customer) => customer?.incomeBracket,
  age_band: (customer) => customer?.ageBand,
  home_ownership: (customer) => customer?.homeOwnership,
} as const satisfies Record<
  Exclude<Segmentation, 'risk_level'>,
  (customer: CustomerRecord | undefined) => string | undefined
>

async function customersOf(
  store: CustomerStore,
  ids: readonly string[],
): Promise<Map<string, CustomerRecord>> {
  const known = new Map<string, CustomerRecord>()
  for (let from = 0; from < ids.length; from += AT_A_TIME)
    for (const customer of await store.getMany(ids.slice(from, from + AT_A_TIME)))
      known.set(customer.customerId, customer)
  return known
}

function estimated(
  estimate:
    | { readonly value: number | null; readonly interval: readonly [number, number] | null }
    | undefined,
): Interval | null {
  if (estimate?.value == null || estimate.interval === null) return null
  const [lower, upper] = estimate.interval
  return intervalOf({ value: estimate.value, lower, upper })
}
