/** Where messages to customers, and notices of alerts and summaries, leave the house. */
export { openNoticeSender } from './notice-sender.ts'
export type { WebhookOptions } from './webhook.ts'
export { openWebhookSender } from './webhook-sender.ts'
export { webhookSignature } from './webhook-signature.ts'
