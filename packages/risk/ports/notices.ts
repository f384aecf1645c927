/** Where alerts and summaries leave the platform: to a chat, a pager, a mailbox. */

export interface Notice {
  /** The same id is the same notice: a receiver takes it once, however often it is handed over. */
  readonly id: string
  readonly kind: 'alert' | 'summary'
  readonly severity: 'info' | 'watch' | 'act'
  readonly title: string
  /** Plain sentences about the portfolio; no customer is named. */
  readonly text: string
}

export interface NoticeSender {
  /** @throws when the receiver cannot be reached; the notice may then be handed over again */
  send(notice: Notice): Promise<void>
}
