/** Asks so that it never throws: late is `timed_out`, trouble is `failed`, and both say how long it took. */
import type { SourceAnswer } from '@pratibimba/risk/ports'
import type { AnswerContent } from './answer-content.ts'

/** Told why a source did not answer; without a word about the customer. */
export type SourceTrouble = (reason: string) => void

/**
 * @param signal of the caller and of the source's own time: when it fires the answer is `timed_out`
 * @param reasonOf words for an error, without personal data
 */
export async function timedAsk(
  ask: (signal: AbortSignal) => Promise<AnswerContent>,
  signal: AbortSignal,
  reasonOf: (error: unknown) => string,
  onTrouble: SourceTrouble | undefined,
): Promise<SourceAnswer> {
  const begin = performance.now()
  const tookMs = () => performance.now() - begin
  const late = Promise.withResolvers<never>()
  const onAbort = () => late.reject(new DOMException('late', 'TimeoutError'))
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  try {
    const content = await Promise.race([late.promise, ask(signal)])
    return { state: 'answered', ...content, tookMs: tookMs() }
  } catch (error) {
    if (signal.aborted) {
      onTrouble?.('no answer in time')
      return { state: 'timed_out', tookMs: tookMs() }
    }
    onTrouble?.(reasonOf(error))
    return { state: 'failed', tookMs: tookMs() }
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
