/** The sender of an installation that has none yet: it says what would have been sent, and sends nothing. */
import type { MessageSender } from '../../ports/index.ts'

/**
 * A sender that writes a line and answers `queued`, since nobody received anything.
 *
 * @param log   takes the line; it holds no word of the message and nothing of the customer
 * @param clock the present instant
 */
export function loggingSender(log: (line: string) => void, clock: () => Date): MessageSender {
  return {
    send: async ({ id, caseId, channel, language, text }) => {
      log(`message ${id} of case ${caseId}: ${channel}, ${language}, ${text.length} characters, not sent`)
      return { state: 'queued', at: clock(), reason: 'no sender is set up; the message was only noted' }
    },
  }
}
