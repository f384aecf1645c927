/** A small bank on a test server, made as a person would: simulate, train, score today and thirty days ago. */
import { setTimeout as pause } from 'node:timers/promises'
import type { TestServer } from './support.ts'

const DAY_MS = 86_400_000
const made = new WeakMap<TestServer, Promise<void>>()

/** Makes the bank once a server; whoever asks later waits for the same one. */
export function ensureBank(server: TestServer): Promise<void> {
  const known = made.get(server)
  if (known !== undefined) return known
  const making = makeBank(server)
  made.set(server, making)
  return making
}

async function makeBank(server: TestServer): Promise<void> {
  await run(server, '/api/warning/pipeline/simulate', { customers: 1000, days: 210, seed: 5 })
  await run(server, '/retraining/trigger', { trials: 0, seed: 5 })
  const newest = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS)
  const before = day(newest, 30)
  await run(server, '/api/warning/pipeline/backfill', { from: before, to: before })
  await run(server, '/api/warning/pipeline/score', {})
}

const day = (date: Date, back: number) => new Date(date.getTime() - back * DAY_MS).toISOString().slice(0, 10)

/** Starts a job and waits until it is done. */
async function run(server: TestServer, path: string, body: object): Promise<void> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 202) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  const { job_id } = (await response.json()) as { job_id: string }
  for (;;) {
    const job = (await (await fetch(`${server.url}/api/jobs/${job_id}`)).json()) as {
      state: string
      failure: unknown
    }
    if (job.state === 'COMPLETED') return
    if (job.state === 'FAILED' || job.state === 'CANCELLED')
      throw new Error(`${path}: ${job.state} ${JSON.stringify(job.failure)}`)
    await pause(200)
  }
}

/** The riskiest customer, and how many there are. */
export async function riskiest(server: TestServer): Promise<{ id: string; customers: number }> {
  const response = await fetch(`${server.url}/api/warning/customers?limit=1`)
  const { customers, total } = (await response.json()) as {
    customers: { customer_id: string }[]
    total: number
  }
  return { id: customers[0]!.customer_id, customers: total }
}

/** Opens cases for the riskiest customers; some of them are held out. */
export async function openCases(server: TestServer, count: number): Promise<void> {
  const list = await fetch(`${server.url}/api/warning/customers?case=none&level=HIGH,CRITICAL&limit=${count}`)
  const { customers } = (await list.json()) as { customers: { customer_id: string }[] }
  const response = await fetch(`${server.url}/api/warning/interventions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      customer_ids: customers.map(({ customer_id }) => customer_id),
      type: 'agent_call',
    }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
}
