/** A small lender on a test server, made as a person would: applications uploaded, a model trained and signed for, some decided. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { TestServer } from './support.ts'

const program = join(import.meta.dirname, '../../../cli/pratibimba.mjs')
const run = promisify(execFile)
const made = new WeakMap<TestServer, Promise<void>>()
const decided = 60

/** Makes it once a server; whoever asks later waits for the same one. */
export function ensureCreditBank(server: TestServer): Promise<void> {
  const known = made.get(server)
  if (known !== undefined) return known
  const making = makeBank(server)
  made.set(server, making)
  return making
}

async function makeBank(server: TestServer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pratibimba-applications-'))
  try {
    await train(server, await applications(join(folder, 'past'), 3_000, 5))
    const [header, ...rows] = (await applications(join(folder, 'new'), decided, 6)).trim().split('\n')
    const names = header!.trim().split(',')
    for (const row of rows) {
      const cells = row.trim().split(',')
      const one = Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']))
      await ask(server, '/api/v1/credit/score', applicationOf(one))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Made-up applications as a table, by the program itself. */
async function applications(out: string, count: number, seed: number): Promise<string> {
  const settings = ['--count', String(count), '--months', '12', '--seed', String(seed), '--out', out]
  await run(process.execPath, [program, 'credit', 'applications', ...settings])
  return readFile(join(out, 'applications.csv'), 'utf8')
}

/** A row of the table as a client asks. */
function applicationOf(row: Readonly<Record<string, string>>): object {
  const several = (count: string | undefined, status: string) =>
    Array.from({ length: Number(count ?? 0) }, () => ({ status }))
  return {
    customer_id: row.customer_id,
    annual_income: Number(row.annual_income),
    employment_years: Number(row.employment_years),
    existing_debt: Number(row.existing_debt),
    loan_amount: Number(row.loan_amount),
    loan_purpose: row.loan_purpose,
    ...(row.loan_term_months ? { loan_term_months: Number(row.loan_term_months) } : {}),
    ...(row.date_of_birth ? { date_of_birth: row.date_of_birth } : {}),
    credit_history: {
      ...(row.credit_score ? { score: Number(row.credit_score) } : {}),
      accounts: [
        ...several(row.count_active_accounts, 'active'),
        ...several(row.count_closed_accounts, 'closed'),
        ...several(row.count_defaulted_accounts, 'default'),
      ],
    },
  }
}

/** A small model may fail gates; then it is signed for, as a person could. */
async function train(server: TestServer, csv: string): Promise<void> {
  const form = new FormData()
  form.append('file', new Blob([csv]), 'applications.csv')
  const upload = await fetch(`${server.url}/api/fintech/upload-data`, { method: 'POST', body: form })
  const { file_id } = (await upload.json()) as { file_id: string }
  const { job_id } = await ask(server, '/api/credit/train', { upload_id: file_id, seed: 5 })
  for (let state = ''; state !== 'COMPLETED'; await pause(300)) {
    const job = await get(server, `/api/jobs/${job_id}`)
    state = String(job.state)
    if (state === 'FAILED' || state === 'CANCELLED')
      throw new Error(`Training: ${state} ${JSON.stringify(job.failure)}`)
  }
  const { models } = (await get(server, '/api/credit/models?limit=1')) as unknown as {
    models: { version: string; stage: string; gates: { id: string; passed: boolean }[] }[]
  }
  const [model] = models
  if (model === undefined || model.stage === 'champion') return
  await ask(server, `/api/credit/models/${model.version}/move`, {
    to: 'champion',
    // Whoever trained a model cannot sign for it.
    acted_by: 'ben',
    reason: 'Signed for, to be looked at in a browser.',
    overrides: model.gates.filter(({ passed }) => !passed).map(({ id }) => id),
  })
}

async function get(server: TestServer, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(server.url + path)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

async function ask(server: TestServer, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

/** A decision of an outcome, the newest; how many there are. */
export async function decisionOf(
  server: TestServer,
  filter: string,
): Promise<{ id: string; customer: string; total: number }> {
  const { decisions, total } = (await get(server, `/api/credit/decisions?${filter}&limit=1`)) as unknown as {
    decisions: { decision_id: string; customer_id: string }[]
    total: number
  }
  return { id: decisions[0]?.decision_id ?? '', customer: decisions[0]?.customer_id ?? '', total }
}
