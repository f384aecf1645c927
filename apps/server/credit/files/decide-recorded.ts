/** Decisions of a file that count: as over HTTP, a row at a time, recorded by hundreds; none twice after a crash. */
import { createHash } from 'node:crypto'
import { type CreditApplication, decisionOutcomes, ProblemError } from '@pratibimba/contract'
import { type Answer, type DecidedColumns, MOST_REASONS } from '@pratibimba/risk/decisions'
import type { JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { contentOf, idempotencyHashOf, type MadeDecision } from '../deciding.ts'
import type { FilePayload } from './decide-file-job.ts'
import type { DecidedPart } from './decide-in-thread.ts'

/** Recorded in one commit. */
const GROUP = 500
/** Under way at the same time. */
const AT_A_TIME = 16

interface Row {
  readonly row: number
  readonly id: string
  readonly answer: Answer
}

/** @throws ProblemError what deciding throws; what was recorded until then stays, and a further attempt goes on from it */
export async function decideRecorded(
  context: Context,
  { job, signal, progress }: JobRun<FilePayload>,
  path: string,
  most: number,
): Promise<{ parts: DecidedPart[]; facts: Record<string, unknown> }> {
  const { credit, settings, threads } = context
  const { asOfDay, explain, actor } = job.payload
  progress(0, 'Reading the file')
  const file = { path, maxUnpackedBytes: settings.limits.unpackedBytes, asOfDay, most }
  const { rows, applications, refused, refusedCount } = await threads.run('read-applications', file, {
    signal,
  })
  const by = { explain, actor }
  const keyOf = (row: number) => `file:${job.id}:${row}`
  const done: Row[] = []
  const refusedLater: { row: number; column: string; reason: string }[] = []

  /** Recorded by an attempt that died. */
  const before = async (row: number): Promise<Row | undefined> => {
    if (job.attempts < 2) return undefined
    const stored = await credit.stores.decisions.byIdempotency(idempotencyHashOf(actor, keyOf(row)))
    const key = stored && (await credit.vault.open(stored.sealed.person))
    return key && { row, id: stored.id, answer: contentOf(stored, key).answer }
  }
  const decideOne = async (application: CreditApplication, row: number) => {
    const known = await before(row)
    if (known !== undefined) return { known }
    try {
      const made = await credit.deciding.make({ ...by, application, idempotencyKey: keyOf(row) }, 'batch')
      return { made }
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'out_of_range')) throw error
      const [first] = error.errors ?? []
      refusedLater.push({ row, column: first?.pointer ?? '', reason: first?.detail ?? error.message })
      return undefined
    }
  }
  for (let from = 0; from < applications.length; from += GROUP) {
    signal.throwIfAborted()
    const count = Math.min(GROUP, applications.length - from)
    const group: { row: number; known?: Row; made?: MadeDecision }[] = []
    let next = 0
    const work = async () => {
      for (let k = next++; k < count; k = next++) {
        const row = rows[from + k]!
        const one = await decideOne(applications[from + k]!, row)
        if (one !== undefined) group.push({ row, ...one })
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, work))
    const made = group.flatMap((one) => one.made ?? [])
    if (made.length > 0) await credit.recordTogether(made)
    for (const { row, known, made: own } of group.sort((a, b) => a.row - b.row))
      done.push(known ?? { row, id: own!.record.id, answer: own!.content.answer })
    progress((0.95 * (from + count)) / applications.length, 'Deciding and recording')
  }
  const part: DecidedPart = {
    rows: Int32Array.from(done, ({ row }) => row),
    customerIds: done.map(({ answer }) => answer.customer_id),
    decisionIds: done.map(({ id }) => id),
    decided: columnsOf(done.map(({ answer }) => answer)),
    refused: [...refused, ...refusedLater],
    refusedCount: refusedCount + refusedLater.length,
  }
  const idsHash = createHash('sha256')
    .update(done.map(({ id }) => id).join('\n'))
    .digest('hex')
  return { parts: [part], facts: { decisions_sha256: idsHash } }
}

function columnsOf(answers: readonly Answer[]): DecidedColumns {
  const rows = answers.length
  const codes = new Map<string, { place: number; code: string; text: string }>()
  const rules = new Map<string, number>()
  const reasons = new Uint16Array(rows * MOST_REASONS)
  const fired: number[] = []
  const firedStart = new Uint32Array(rows + 1)
  for (const [row, answer] of answers.entries()) {
    for (const [k, { code, text }] of answer.reasons.entries()) {
      const known = codes.get(`${code}\n${text}`) ?? { place: codes.size, code, text }
      codes.set(`${code}\n${text}`, known)
      reasons[row * MOST_REASONS + k] = 1 + known.place
    }
    for (const { stage, rule } of answer.policy.rules) {
      const place = rules.get(`${stage}/${rule}`) ?? rules.size
      rules.set(`${stage}/${rule}`, place)
      fired.push(place)
    }
    firedStart[row + 1] = fired.length
  }
  return {
    rows,
    pd: Float64Array.from(answers, ({ score }) => 1 - score),
    decision: Uint8Array.from(answers, ({ decision }) => decisionOutcomes.indexOf(decision)),
    limit: Float64Array.from(answers, ({ limit }) => limit ?? Number.NaN),
    annualRate: Float64Array.from(answers, ({ annual_rate: rate }) => rate ?? Number.NaN),
    reasons,
    reasonCodes: [...codes.values()].map(({ code, text }) => ({ code, text })),
    riskFactors: new Uint16Array(0),
    riskFactorTexts: [],
    firedStart,
    fired: Uint16Array.from(fired),
    ruleIds: [...rules.keys()],
  }
}
