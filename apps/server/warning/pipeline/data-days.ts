/** Which days there is data of, in the lake and online. */
import { join } from 'node:path'
import { readManifest } from '@pratibimba/adapters/lake'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { Context } from '../../context.ts'
import { lakeInUse } from './lake-in-use.ts'

export interface DataDays {
  readonly first?: string
  readonly last?: string
  /** The last day that is over. */
  readonly toScore?: string
  readonly lake?: {
    readonly first: string
    readonly last: string
    readonly firstAsOf: string
    readonly transactions: number
  }
}

const DAY_MS = 86_400_000
/** Days of data that an as-of date looks back on, itself included. */
const HISTORY_DAYS = 90

export async function dataDays(context: Pick<Context, 'warning' | 'clock'>): Promise<DataDays> {
  const { stores, lakeDirectory } = context.warning
  const [used, { latestDay }] = await Promise.all([
    lakeInUse(stores.references),
    stores.transactions.figures(),
  ])
  const manifest = used && (await readManifest(join(lakeDirectory, used.id)))
  const last = [manifest?.last_day, latestDay]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
  if (last === undefined) return {}
  const yesterday = formatDay(Math.floor(context.clock().getTime() / DAY_MS) - 1)
  return {
    first: manifest?.first_day ?? last,
    last,
    toScore: [last, yesterday].sort()[0],
    ...(manifest && {
      lake: {
        first: manifest.first_day,
        last: manifest.last_day,
        firstAsOf: formatDay(parseDay(manifest.first_day) + HISTORY_DAYS - 1),
        transactions: manifest.rows.transactions ?? 0,
      },
    }),
  }
}
