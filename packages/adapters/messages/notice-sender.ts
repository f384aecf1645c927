/** Hands alerts and summaries to a chat, a pager or a mailbox by HTTP POST. */
import type { Notice, NoticeSender } from '@pratibimba/risk/ports'
import { openWebhook, type Webhook, type WebhookOptions } from './webhook.ts'

/**
 * Opens a sender. Posted is JSON {id, kind, severity, title, text}; `text` is what chat services show.
 *
 * @param onRefused told of a notice that the receiver will not take; it is not tried again
 * @throws RangeError for a URL or secret that cannot be used
 */
export function openNoticeSender(
  options: WebhookOptions,
  onRefused: (notice: Notice, status: number) => void,
): NoticeSender & Pick<Webhook, 'close'> {
  const webhook = openWebhook(options)
  return {
    async send(notice) {
      const { status } = await webhook.post(notice.id, notice)
      if (status >= 300) onRefused(notice, status)
    },
    close: () => webhook.close(),
  }
}
