/**
 * From applications to decisions that can be answered for, through the TypeScript SDK: a model is trained with every check,
 * applications are decided with their reasons, one by a person, one again from its record; and a person is forgotten.
 *
 *     node examples/credit-decisions.ts [--borrowers 2500] [--seed 42]
 *
 * The program starts a server of its own on a scratch directory; against yours, only `baseUrl` changes.
 */
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@pratibimba/client'
import { applicationBlock, applicationRequests, planApplications } from '@pratibimba/risk/applications'
import { readSettings, startServer } from '@pratibimba/server'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'
import { writeCsv } from './support/write-csv.ts'

const options = readOptions(2500, [], 2000)
const { seed } = options

// What a bank has: applications of the past, and how the loans it made went.
const past = join(options.out(), 'applications.csv')
const { applications } = applicationBlock(
  planApplications({ count: options.borrowers, seed }),
  0,
  options.borrowers,
)
await writeCsv(past, [applications])

const dataDirectory = await mkdtemp(join(options.out(), 'server-'))
const server = await startServer(
  readSettings({ PRATIBIMBA_LOG_LEVEL: 'warn' }, { port: 0, dataDirectory, demo: false }),
)
try {
  const client = createClient({ baseUrl: server.url })
  const beginning = new Date().toISOString()

  // Validate, drift, train, evaluate, fairness, explanation, compliance, card, register, gate: one job.
  const files = [{ name: 'applications.csv', data: await openAsBlob(past) }]
  const { file_id: upload_id } = await client.uploadData({ files })
  const { job_id } = await client.trainCreditModel({ body: { upload_id, target: 'good', seed } })
  await client.watchJob({ params: { job_id } }, () => undefined)
  const job = await client.getJob({ params: { job_id } })
  if (job.state !== 'COMPLETED') throw new Error(`${job.kind}: ${job.state} ${job.failure?.detail ?? ''}`)

  const [model] = (await client.listCreditModels({ query: { limit: 1 } })).models
  const { version, kind, auc, gates } = model!
  console.log(
    `${version}: ${kind}, AUC ${auc?.value.toFixed(3)} (${auc?.low.toFixed(3)} to ${auc?.high.toFixed(3)})`,
  )
  printTable(
    ['gate', 'met', 'measured'],
    gates.map(({ id, passed, value }) => [id, passed ? 'yes' : 'no', value?.toPrecision(3) ?? '–']),
  )
  // A gate that is not met on so few rows is signed for, by name and with a reason; it stays visible on the card.
  if (model!.stage !== 'champion')
    await client.moveCreditModel({
      params: { version },
      body: {
        to: 'champion',
        overrides: gates.filter(({ passed }) => !passed).map(({ id }) => id),
        reason: 'An example on few rows: nobody is lent anything.',
        acted_by: 'validator',
      },
    })

  // One application, with everything that led to its decision.
  const requests = Array.from(
    applicationRequests(planApplications({ count: 60, seed: seed + 1 })),
    ({ application }) => application,
  )
  const { decisions, refused } = await client.scoreApplications({
    query: { explain: 'reasons' },
    body: { applications: [...requests, { ...requests[0], annual_income: -1 }] },
  })
  const outcomes = ['APPROVED', 'MANUAL_REVIEW', 'REJECTED'] as const
  console.log(
    `\n${count(decisions.length)} of ${count(requests.length + 1)} decided, ${refused.length} refused: ${refused[0]?.pointer}`,
  )
  printTable(
    ['decision', 'applications'],
    outcomes.map((outcome) => [
      outcome,
      count(decisions.filter(({ decision }) => decision === outcome).length),
    ]),
  )
  const place = decisions.findIndex(({ decision }) => decision !== 'APPROVED')
  const application = requests[place]!
  const one = await client.scoreApplication({ query: { explain: 'full' }, body: application })
  console.log(`\n${one.customer_id}: ${one.decision}, good with ${percent(one.score, 1)}`)
  for (const { code, text } of one.reasons) console.log(`  ${code}  ${text}`)
  for (const { text } of one.counterfactual?.changes ?? []) console.log(`  would be approved: ${text}`)

  // A person decides what was sent to one.
  const waiting = await client.listDecisions({ query: { waiting: true, limit: 1 } })
  for (const { decision_id } of waiting.decisions) {
    const { final_decision } = await client.reviewDecision({
      params: { id: decision_id },
      body: {
        outcome: 'APPROVED',
        reason_code: 'PERSON_DECIDES',
        note: 'Payslips of three months were seen and fit.',
      },
    })
    console.log(`\n${waiting.total} waited for a person; the first is ${final_decision} now`)
  }

  // Again from the record, byte by byte; and what decided, now and before anything did.
  const replay = await client.replayDecision({ params: { id: one.decision_id } })
  console.log(`replayed: ${replay.identical ? 'identical' : 'DIFFERENT'}`)
  for (const at of [beginning, one.decided_at]) {
    const live = await client.liveCreditModels({ query: { at } })
    console.log(
      `live ${at === beginning ? 'at the beginning' : 'when it was decided'}: ${live.model_version ?? 'no model'}, policy ${live.policy?.version ?? '–'}`,
    )
  }

  // Forgotten: the decisions stay for the figures, and nobody can tell whose they were.
  const { decisions: forgotten } = await client.erasePerson({
    params: { customer_id: one.customer_id },
    body: { reason: 'Asked for by the person.' },
  })
  const known = await client.listDecisions({ query: { customer_id: one.customer_id } })
  const { whole } = await client.verifyAudit()
  console.log(
    `forgotten: ${forgotten} decisions, ${known.total} still known; audit chain ${whole ? 'whole' : 'BROKEN'}`,
  )
} finally {
  await server.close()
  await rm(dataDirectory, { recursive: true, force: true })
}
