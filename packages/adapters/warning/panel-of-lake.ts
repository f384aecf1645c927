/** The panel of a lake: features of customers on the as-of dates of its labels, and what came of them. */
import { DataError } from '@pratibimba/learning/data'
import { parseDay } from '@pratibimba/numerics/calendar'
import type { FeatureSet } from '@pratibimba/risk/features'
import { featureSetHash, type WarningPanel } from '@pratibimba/risk/warning'
import { computeFeatures } from '../lake/features/index.ts'
import type { Lake } from '../lake/index.ts'
import { numbersOf, textsOf } from '../lake/named-values.ts'
import { gatherColumns, type KeptRows } from './feature-columns.ts'

export interface PanelOptions {
  /** Such as `catalogue`. */
  readonly name: string
  readonly threads?: number
  /** Whether events may be in the lake more than once. */
  readonly repeated?: boolean
  readonly signal?: AbortSignal
  onProgress?(share: number): void
}

interface Label {
  readonly missed: number
  readonly firstMissedDay: number
  readonly knownOnDay: number
}

/**
 * Joins features and labels by customer and as-of date; customers without a label on a date have no row on it.
 *
 * @throws DataError when the lake has no labels; LakeError when a file is damaged; Error of the signal
 */
export async function panelOfLake(lake: Lake, set: FeatureSet, options: PanelOptions): Promise<WarningPanel> {
  const days = lake.manifest.label_dates.map(parseDay).sort((a, b) => a - b)
  if (days.length === 0)
    throw new DataError(
      `The lake ${lake.directory} has no labels: a label needs ninety days of data before its as-of date and thirty after. Simulate or import more days.`,
    )
  const labels = await labelsOf(lake)
  const parts: KeptRows[] = []
  const number = new Map<string, number>()
  const columns = { customer: [] as number[], asOfDay: [] as number[], label: [] as Label[] }
  const frames = computeFeatures(lake, set, days, {
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(options.signal ? { signal: options.signal } : {}),
    repeated: options.repeated ?? false,
    onProgress: (share) => options.onProgress?.(share),
  })
  for await (const frame of frames) {
    const id = textsOf(frame, 'customer_id')
    const day = numbersOf(frame, 'as_of_date')
    const kept: number[] = []
    for (let row = 0; row < frame.rows; row++) {
      const label = labels.get(day(row))?.get(id(row))
      if (label === undefined) continue
      const customer = number.get(id(row)) ?? number.size
      number.set(id(row), customer)
      kept.push(row)
      columns.customer.push(customer)
      columns.asOfDay.push(day(row))
      columns.label.push(label)
    }
    parts.push({ frame, rows: Int32Array.from(kept) })
  }
  return {
    featureSet: { name: options.name, hash: featureSetHash(set) },
    features: set.features.map(({ id, title, group, unit, monotone }) => ({
      id,
      title,
      group,
      unit,
      monotone,
    })),
    matrix: gatherColumns(
      parts,
      set.features.map(({ id }) => id),
    ),
    customerIds: [...number.keys()],
    customer: Int32Array.from(columns.customer),
    asOfDay: Int32Array.from(columns.asOfDay),
    label: Float64Array.from(columns.label, ({ missed }) => missed),
    firstMissedDay: Float64Array.from(columns.label, ({ firstMissedDay }) => firstMissedDay),
    knownOnDay: Int32Array.from(columns.label, ({ knownOnDay }) => knownOnDay),
  }
}

/** By as-of day, then by customer. */
async function labelsOf(lake: Lake): Promise<Map<number, Map<string, Label>>> {
  const labels = new Map<number, Map<string, Label>>()
  for (let bucket = 0; bucket < lake.manifest.buckets; bucket++)
    for await (const frame of lake.frames('labels', bucket, [
      'customer_id',
      'as_of_date',
      'missed_within_30d',
      'first_missed_on',
      'known_on',
    ])) {
      const id = textsOf(frame, 'customer_id')
      const day = numbersOf(frame, 'as_of_date')
      const missed = numbersOf(frame, 'missed_within_30d')
      const firstMissedOn = numbersOf(frame, 'first_missed_on')
      const knownOn = numbersOf(frame, 'known_on')
      for (let row = 0; row < frame.rows; row++) {
        if (Number.isNaN(missed(row)) || Number.isNaN(knownOn(row))) continue
        const ofDay = labels.get(day(row)) ?? new Map<string, Label>()
        labels.set(day(row), ofDay)
        ofDay.set(id(row), {
          missed: missed(row),
          firstMissedDay: firstMissedOn(row),
          knownOnDay: knownOn(row),
        })
      }
    }
  return labels
}
