/** Ingests batch after batch until it is killed, and says which ones are in. */
import { openDatabase, openIngestion } from '../../../postgres/index.ts'
import { count, customerId, transaction } from './bank.ts'

const database = await openDatabase({ url: process.argv[2]! })
const ingestion = openIngestion(database, { clock: () => new Date('2026-04-01T00:00:00Z') })
process.stdout.write('"ready"\n')
for (let b = 0; ; b++) {
  const transactions = Array.from({ length: 100 }, (_, i) =>
    transaction(b * 100 + i, {
      customerId: customerId(1 + (i % 10)),
      timestamp: new Date(Date.UTC(2026, 2, 1, 0, (b * 100 + i) % 40_000)),
    }),
  )
  await ingestion.ingest({ transactions, payments: [] }, count)
  process.stdout.write(`${b + 1}\n`)
}
