/** Lakes of made-up customers, as files. */
import type { Frame } from '@pratibimba/numerics/frame'
import { bucketOf, type LakeTable } from '@pratibimba/risk/households'
import { createLake } from '../../lake/index.ts'
import { type BankEvents, bankEvents, customerId } from './bank-events.ts'

export const FIRST_DAY = 20_000
export const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** A lake of so many customers, in one file a table and bucket. */
export async function writtenLake(
  directory: string,
  customers: number,
  settings: Omit<BankEvents, 'customers' | 'firstDay'>,
  buckets = 4,
): Promise<void> {
  const lake = await createLake(directory, {
    customers,
    buckets,
    first_day: isoDay(FIRST_DAY),
    last_day: isoDay(FIRST_DAY + settings.days - 1),
    currency: 'USD',
    label_dates: [],
    origin: 'simulated',
  })
  for (let bucket = 0; bucket < buckets; bucket++) {
    const numbers = Array.from({ length: customers }, (_, number) => number).filter(
      (number) => bucketOf(customerId(number), buckets) === bucket,
    )
    const tables = bankEvents({ ...settings, customers: numbers, firstDay: FIRST_DAY })
    const writer = lake.openBucket(bucket)
    for (const [table, frame] of Object.entries(tables) as [LakeTable, Frame][])
      await writer.write(table, frame)
    await writer.close()
  }
  await lake.close()
}
