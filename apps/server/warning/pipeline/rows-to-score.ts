/** Everyone's features as of a day: from the lake where it reaches the day, else from the windows of the online store. */
import { type Lake, openLake } from '@pratibimba/adapters/lake'
import { type Database, openCustomerStore, openTransactionStore } from '@pratibimba/adapters/postgres'
import { matrixOfLake, type ScoredRows } from '@pratibimba/adapters/warning'
import { formatDay } from '@pratibimba/numerics/calendar'
import {
  CorruptWindowError,
  compileFeatures,
  type FeatureSet,
  openStoredWindow,
} from '@pratibimba/risk/features'
import type { CustomerStore, CustomerWindow } from '@pratibimba/risk/ports'
import { attributesOf, windowFromRows } from '../scoring/customer-features.ts'
import type { LakePlace } from './lake-in-use.ts'

const AT_A_TIME = 1_000

export interface RowsSource {
  readonly database: Database
  readonly lake?: LakePlace
  readonly threads: number
}

/** @param onProgress share of the rows */
export async function rowsToScore(
  { database, lake: place, threads }: RowsSource,
  set: FeatureSet,
  asOfDay: number,
  onProgress: (share: number) => void,
): Promise<ScoredRows> {
  const lake = place && (await openLake(place.directory))
  const ofLake =
    lake !== undefined && reaches(lake, asOfDay)
      ? await matrixOfLake(lake, set, [asOfDay], { threads, repeated: place!.repeated, onProgress })
      : undefined
  const ofStore = await windowRows(database, set, asOfDay, new Set(ofLake?.customerId), onProgress)
  if (ofLake === undefined || ofStore.customerId.length === 0) return ofLake ?? ofStore
  return joined(ofLake, ofStore)
}

function reaches({ manifest: { first_day, last_day } }: Lake, day: number): boolean {
  const date = formatDay(day)
  return date >= first_day && date <= last_day
}

/** Of customers whose window reaches back to the day; of those without one, by the rows there are, if any. */
async function windowRows(
  { kysely }: Database,
  set: FeatureSet,
  asOfDay: number,
  leaveOut: ReadonlySet<string>,
  onProgress: (share: number) => void,
): Promise<ScoredRows> {
  const customers = openCustomerStore(kysely)
  const transactions = openTransactionStore(kysely)
  const program = compileFeatures(set)
  const total = await customers.count()
  const customerId: string[] = []
  const columns = set.features.map((): number[] => [])
  const values = new Float64Array(set.features.length)
  let after: string | undefined
  for (let seen = 0; ; ) {
    const ids = await customers.idsAfter(after, AT_A_TIME)
    if (ids.length === 0) break
    after = ids.at(-1)
    seen += ids.length
    const wanted = ids.filter((id) => !leaveOut.has(id))
    if (wanted.length > 0) {
      const known = await attributesOfMany(customers, wanted)
      const windows = new Map(
        (await transactions.windows(wanted)).map((stored) => [stored.customerId, stored]),
      )
      for (const id of wanted) {
        const stored = windows.get(id)
        // None yet, of another layout, or damaged: the rows tell the same.
        const window = (stored && readable(stored)) ?? (await windowFromRows(transactions, id, asOfDay))
        if (asOfDay < window.earliestAsOfDay()) continue
        window.featuresAt(program, asOfDay, known.get(id), values)
        customerId.push(id)
        for (const [feature, value] of values.entries()) columns[feature].push(value)
      }
      onProgress(Math.min(1, seen / Math.max(1, total)))
    }
  }
  return {
    customerId,
    asOfDay: new Int32Array(customerId.length).fill(asOfDay),
    features: {
      features: set.features.map(({ id }) => id),
      matrix: { rows: customerId.length, columns: columns.map((column) => Float64Array.from(column)) },
    },
  }
}

function readable(stored: CustomerWindow) {
  try {
    return openStoredWindow(stored)
  } catch (error) {
    if (error instanceof CorruptWindowError) return undefined
    throw error
  }
}

async function attributesOfMany(customers: CustomerStore, ids: readonly string[]) {
  const accounts = Map.groupBy(await customers.accountsOf(ids), ({ customerId }) => customerId)
  return new Map(
    (await customers.getMany(ids)).map(({ customerId, declaredIncomeMinor }) => [
      customerId,
      attributesOf(accounts.get(customerId) ?? [], declaredIncomeMinor),
    ]),
  )
}

function joined(first: ScoredRows, second: ScoredRows): ScoredRows {
  const rows = first.customerId.length + second.customerId.length
  return {
    customerId: [...first.customerId, ...second.customerId],
    asOfDay: new Int32Array(rows).fill(first.asOfDay[0] ?? second.asOfDay[0]),
    features: {
      features: first.features.features,
      matrix: {
        rows,
        columns: first.features.matrix.columns.map((column, k) => {
          const values = new Float64Array(new SharedArrayBuffer(8 * rows))
          values.set(column)
          values.set(second.features.matrix.columns[k], column.length)
          return values
        }),
      },
    },
  }
}
