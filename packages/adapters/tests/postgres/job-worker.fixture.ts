/** A process that takes a job and never ends it. Arguments: database URL. Prints the job's id and attempt once it runs. */
import { openDatabase, openJobQueue } from '../../postgres/index.ts'

const database = await openDatabase({ url: process.argv[2]! })
const queue = await openJobQueue(database, { sweepEveryMs: 100 })
process.on('SIGTERM', () => {
  void queue
    .stop()
    .then(() => database.close())
    .then(() => process.exit(0))
})
await queue.work('slow', async ({ job, progress, signal }) => {
  progress(0.5, 'Half way')
  process.stdout.write(`${JSON.stringify({ id: job.id, attempts: job.attempts })}\n`)
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
})
