/** Where messages to customers leave the house. */
export { openWebhookSender, type WebhookOptions } from './webhook-sender.ts'
export { webhookSignature } from './webhook-signature.ts'
