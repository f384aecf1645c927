/** Reads what became of payments, where it may take long. Runs in a thread. */
import {
  daysWithoutLabels,
  fillLabels,
  missesIn,
  type ObservedSpan,
  openDatabase,
} from '@pratibimba/adapters/postgres'
import type { Progress } from '../../threads/progress.ts'

const STATEMENT_MS = 600_000

/** Labels of scored days up to one, whose thirty days are over. */
export async function observeLabels(
  { databaseUrl, through }: { readonly databaseUrl: string; readonly through: string },
  progress: Progress,
): Promise<{ days: number; labels: number }> {
  const database = await openDatabase({
    url: databaseUrl,
    maxConnections: 1,
    statementTimeoutMs: STATEMENT_MS,
  })
  try {
    const days = await daysWithoutLabels(database.kysely, through)
    let labels = 0
    for (const [done, day] of days.entries()) {
      progress(done / days.length, `Labels of ${day}`)
      labels += await fillLabels(database.kysely, day)
    }
    return { days: days.length, labels }
  } finally {
    await database.close()
  }
}

/** @returns ids of the spans in which a payment was missed */
export async function observeMisses({
  databaseUrl,
  spans,
}: {
  readonly databaseUrl: string
  readonly spans: readonly ObservedSpan[]
}): Promise<string[]> {
  const database = await openDatabase({
    url: databaseUrl,
    maxConnections: 1,
    statementTimeoutMs: STATEMENT_MS,
  })
  try {
    return [...(await missesIn(database.kysely, spans)).keys()]
  } finally {
    await database.close()
  }
}
