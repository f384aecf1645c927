/** `pratibimba audit verify`: whether the audit chain is whole; exit 3 where it is not. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createClient } from '@pratibimba/client'
import type { AuditVerdict } from '@pratibimba/contract'
import { CommandFailure, exitCodes } from '../command-line/failures.ts'
import type { Answer, Handler } from '../command-line/handler.ts'
import { startFailure } from './start-failure.ts'

export const auditVerify: Handler = async ({ flags, server, reporter }) => {
  if (server !== undefined) return answerOf(await createClient({ baseUrl: server }).verifyAudit())
  const dataDirectory = resolve(flags.data as string)
  const { compose, readSettings, runningServerOf } = await import('@pratibimba/server')
  const owner = await runningServerOf(dataDirectory)
  if (owner !== undefined) return answerOf(await createClient({ baseUrl: owner }).verifyAudit())
  const settings = readSettings(process.env, { dataDirectory })
  if (!existsSync(join(dataDirectory, 'audit')))
    throw new CommandFailure(
      'not_found',
      `${dataDirectory} is no data directory of the system, or holds nothing yet; name the right one with --data.`,
    )
  const store = await compose(settings, (error) => reporter.note(String(error))).catch((error) => {
    throw startFailure(error)
  })
  try {
    const { whole, entries, headHash, firstBroken } = await store.context.audit.verify()
    return answerOf({ whole, entries, head_hash: headHash, first_broken: firstBroken ?? null })
  } finally {
    await store.close()
  }
}

function answerOf(verdict: AuditVerdict): Answer {
  const { whole, entries, head_hash, first_broken } = verdict
  const line = whole
    ? `The chain is whole: ${entries.toLocaleString('en')} entries, head ${head_hash}.`
    : `The chain is broken at entry ${first_broken?.sequence}: ${first_broken?.reason}`
  return { json: { ...verdict }, lines: [line], exitCode: whole ? exitCodes.done : exitCodes.checkFailed }
}
