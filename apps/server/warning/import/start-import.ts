/** Looks at what was sent, and starts the job where that was confirmed. */
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { TransactionImportReport } from '@pratibimba/adapters/lake/import'
import { ProblemError } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { startPipelineJob } from '../pipeline/start-job.ts'
import { requireRoom } from './import-transactions-job.ts'
import { discardImport, jsonOf, type ReceivedImport } from './receive-import.ts'

export interface StartedImport {
  readonly report: TransactionImportReport
  /** Absent where nothing was confirmed. */
  readonly jobId?: string
}

/** @throws ProblemError `unusable_data` when it was confirmed with a question open or without a single row; `conflict` */
export async function startImport(
  context: Context,
  received: ReceivedImport,
  actor: string,
): Promise<StartedImport> {
  const { files, payments, asked } = received
  try {
    const isConfirmed = asked.confirm === 'yes'
    if (isConfirmed) await requireRoom(context, asked.replace === 'yes')
    const mapping = withFlags(jsonOf(asked.mapping, 'mapping'), asked)
    const paymentsMapping = jsonOf(asked.payments_mapping, 'payments_mapping')
    const nowMs = context.clock().getTime()
    const leave = await context.readings.enter(actor)
    const { report } = await context.threads
      .run('read-import', {
        files: files.map(({ path }) => path),
        mapping,
        ...(payments === undefined ? {} : { payments: { file: payments.path, mapping: paymentsMapping } }),
        scratchDirectory: join(dirname(files[0].path), 'rows'),
        nowMs,
        maxUnpackedBytes: context.settings.limits.unpackedBytes,
      })
      .finally(leave)
    if (!isConfirmed) return { report }
    refuseUnreadable(report)
    const importId = `IMPORT_${randomUUID()}`
    try {
      const names: string[] = []
      for (const { path, filename } of files) names.push(await kept(path, filename))
      const paymentsFile = payments && (await kept(payments.path, payments.filename))
      const jobId = await startPipelineJob(
        context,
        'import-transactions',
        {
          importId,
          files: names,
          mapping,
          ...(paymentsFile === undefined ? {} : { paymentsFile, paymentsMapping }),
          replace: asked.replace === 'yes',
          nowMs,
        },
        { actor, metadata: { files: names.length, rows: report.rows, refused: report.refused } },
      )
      return { report, jobId }
    } catch (error) {
      await context.artifacts.remove(importId)
      throw error
    }

    async function kept(path: string, filename: string): Promise<string> {
      await context.artifacts.commit(path, importId, filename)
      return filename
    }
  } finally {
    await discardImport(files, payments)
  }
}

function refuseUnreadable({ remarks, accepted }: TransactionImportReport): void {
  const questions = remarks.filter(({ kind }) => kind === 'question')
  if (questions.length > 0)
    throw new ProblemError(
      'unusable_data',
      `Only you can say: ${questions.map(({ field, text }) => `${field}: ${text}`).join(' ')}`,
      questions.map(({ field, text }) => ({ pointer: `/mapping/${field}`, detail: text })),
    )
  if (accepted === 0)
    throw new ProblemError(
      'unusable_data',
      'Not a single row could be read; look at the report without confirm=yes.',
    )
}

function withFlags(mapping: unknown, { currency, zone }: ReceivedImport['asked']): unknown {
  const said = { ...(currency === undefined ? {} : { currency }), ...(zone === undefined ? {} : { zone }) }
  if (mapping === undefined) return said
  return typeof mapping === 'object' && mapping !== null && !Array.isArray(mapping)
    ? { ...mapping, ...said }
    : mapping
}
