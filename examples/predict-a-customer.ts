/**
 * Who will miss a payment, and why? Through the TypeScript SDK: a bank is simulated, a model trained, the riskiest customer
 * scored with the reasons; then transactions come in, and the score follows them.
 *
 *     node examples/predict-a-customer.ts [--borrowers 600] [--seed 42]
 *
 * The program starts a server of its own on a scratch directory; against yours, only `baseUrl` changes.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@pratibimba/client'
import { readSettings, startServer } from '@pratibimba/server'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const options = readOptions(600, [], 400)
const dataDirectory = await mkdtemp(join(options.out(), 'server-'))
const server = await startServer(
  readSettings({ PRATIBIMBA_LOG_LEVEL: 'warn' }, { port: 0, dataDirectory, demo: false }),
)
try {
  const client = createClient({ baseUrl: server.url })
  const { seed } = options
  await done(await client.simulateBank({ body: { customers: options.borrowers, days: 255, seed } }))
  await done(await client.triggerRetraining({ body: { trials: 0, seed } }))
  await done(await client.scorePortfolio({ body: {} }))

  const { model, metrics } = await client.getWarningModel({ params: { version: 'champion' } })
  const auc = metrics.find(({ id }) => id === 'auc')!
  console.log(`${model.version}: AUC ${auc.value.toFixed(3)} on customers it never learnt from`)
  const { customers, total, as_of_date } = await client.listCustomers({ query: { limit: 1 } })
  console.log(`${count(total)} customers scored as of ${as_of_date}\n`)

  const customer_id = customers[0]!.customer_id
  const before = await client.predict({ body: { customer_id, top_drivers: 5 } })
  console.log(
    `${customer_id}: ${percent(before.risk_score, 1)} ${before.risk_level}, called from ${percent(before.threshold, 1)} on`,
  )
  printTable(
    ['driver', 'log-odds'],
    before.drivers.map(({ text, contribution }) => [text, contribution.toFixed(2)]),
  )
  const { recommended_action: advised, expected_days_to_failure: days } = before
  console.log(`expected day of failure: in ${days ?? '–'} days; advised: ${advised?.title ?? 'nothing'}\n`)

  // An event that comes twice counts once; its effect is in the next score.
  const salary = {
    customer_id,
    transaction_id: 'EXAMPLE-1',
    timestamp: new Date().toISOString(),
    amount_minor: 500_000,
    category: 'salary' as const,
    balance_minor: 520_000,
  }
  for (const delivery of ['first', 'again']) {
    const reply = await client.ingestEvents({ body: { transactions: [salary] } })
    console.log(`${delivery}: ${reply.accepted} accepted, ${reply.repeated} repeated`)
  }
  const after = await client.predict({ body: { customer_id } })
  console.log(
    `as of ${before.as_of_date} ${percent(before.risk_score, 1)}, as of ${after.as_of_date} ${percent(after.risk_score, 1)}`,
  )

  async function done({ job_id }: { job_id: string }): Promise<void> {
    await client.watchJob({ params: { job_id } }, () => undefined)
    const job = await client.getJob({ params: { job_id } })
    if (job.state !== 'COMPLETED') throw new Error(`${job.kind}: ${job.state} ${job.failure?.detail ?? ''}`)
  }
} finally {
  await server.close()
  await rm(dataDirectory, { recursive: true, force: true })
}
