/** Requests with a key: the same request is answered the same. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '@pratibimba/adapters/postgres'
import type { RepliesStore } from '@pratibimba/risk/ports'

/**
 * Answers what was answered before to the key, else does the work and keeps the answer. Work that was cut off is done
 * again from the start: it must find for itself what of it was done.
 *
 * @param scope what keys are told apart by: operation and caller
 * @throws RecordConflict when the key was used for another request
 */
export async function answeredOnce<Reply>(
  replies: RepliesStore,
  scope: string,
  key: string | undefined,
  request: unknown,
  work: () => Promise<Reply>,
): Promise<Reply> {
  if (key === undefined) return work()
  const name = `${scope}/${key}`
  const hash = createHash('sha256').update(canonicalJson(request)).digest('hex')
  const earlier = await replies.earlier<Reply>(name, hash)
  if (earlier !== undefined) return earlier
  const reply = await work()
  await replies.keep(name, hash, reply)
  return reply
}
